"""FarmHash's 64-bit fingerprint, by which TensorFlow puts a string into a bucket.

Google's farmhash (`farmhashna::Hash64`), in Python's integers: the same string gets the same number in every
process and on every machine, so a table of embeddings trained there can be read here.
"""

from typing import Final

_MASK: Final = 2**64 - 1
_K0: Final = 0xC3A5C85C97CB3127
_K1: Final = 0xB492B66FBE98F273
_K2: Final = 0x9AE16A3B2F90404F

Pair = tuple[int, int]
State = tuple[int, int, int, Pair, Pair]


def fingerprint(text: bytes) -> int:
    """Return the fingerprint of a string as an unsigned 64-bit number."""
    length = len(text)
    if length <= 16:
        return _short(text)
    if length <= 32:
        return _up_to_32(text)
    return _up_to_64(text) if length <= 64 else _long(text)


def _word(text: bytes, at: int) -> int:
    return int.from_bytes(text[at : at + 8], "little")


def _half_word(text: bytes, at: int) -> int:
    return int.from_bytes(text[at : at + 4], "little")


def _turn(value: int, by: int) -> int:
    value &= _MASK
    return (value >> by | value << (64 - by)) & _MASK


def _fold(value: int) -> int:
    value &= _MASK
    return value ^ value >> 47


def _mix(u: int, v: int, factor: int) -> int:
    a = _fold((u ^ v) * factor)
    return _fold(((v & _MASK) ^ a) * factor) * factor & _MASK


def _short(text: bytes) -> int:
    length = len(text)
    factor = _K2 + length * 2
    if length >= 8:
        a, b = _word(text, 0) + _K2, _word(text, length - 8)
        return _mix(_turn(b, 37) * factor + a & _MASK, (_turn(a, 25) + b) * factor & _MASK, factor)
    if length >= 4:
        return _mix(length + (_half_word(text, 0) << 3), _half_word(text, length - 4), factor)
    if not length:
        return _K2
    y = text[0] + (text[length >> 1] << 8)
    z = length + (text[length - 1] << 2)
    return _fold(y * _K2 & _MASK ^ z * _K0 & _MASK) * _K2 & _MASK


def _ends(text: bytes, first: int) -> tuple[int, int, int, int, int]:
    """Return the words at both ends, scaled, and the factor: where strings of 17 to 64 bytes begin."""
    length = len(text)
    factor = _K2 + length * 2
    last, before = _word(text, length - 8) * factor, _word(text, length - 16) * _K2
    return _word(text, 0) * first, _word(text, 8), last, before, factor


def _up_to_32(text: bytes) -> int:
    a, b, c, d, factor = _ends(text, _K1)
    return _mix(_turn(a + b, 43) + _turn(c, 30) + d & _MASK, a + _turn(b + _K2, 18) + c & _MASK, factor)


def _up_to_64(text: bytes) -> int:
    a, b, c, d, factor = _ends(text, _K2)
    length = len(text)
    y = _turn(a + b, 43) + _turn(c, 30) + d & _MASK
    z = _mix(y, a + _turn(b + _K2, 18) + c & _MASK, factor)
    e, f = _word(text, 16) * factor & _MASK, _word(text, 24)
    g, h = (y + _word(text, length - 32)) * factor, (z + _word(text, length - 24)) * factor
    return _mix(_turn(e + f, 43) + _turn(g, 30) + h & _MASK, e + _turn(f + a, 18) + g & _MASK, factor)


def _weak(text: bytes, at: int, a: int, b: int) -> Pair:
    w, x, y, z = (_word(text, at + 8 * i) for i in range(4))
    a += w
    b = _turn(b + a + z, 21)
    c = a
    a += x + y
    b += _turn(a, 44)
    return (a + z) & _MASK, (b + c) & _MASK


def _round(text: bytes, at: int, state: State, factor: int, last: bool) -> State:
    """Mix the 64 bytes at `at` into the state; the last ones weigh what was carried over nine times."""
    x, y, z, v, w = state
    weight = 9 if last else 1
    x = _turn(x + y + v[0] + _word(text, at + 8), 37) * factor
    y = _turn(y + v[1] + _word(text, at + 48), 42) * factor
    x = (x ^ w[1] * weight) & _MASK
    y = y + v[0] * weight + _word(text, at + 40) & _MASK
    z = _turn(z + w[0], 33) * factor & _MASK
    v = _weak(text, at, v[1] * factor, x + w[0])
    w = _weak(text, at + 32, z + w[1], y + _word(text, at + 16))
    return z, y, x, v, w


def _long(text: bytes) -> int:
    length, seed = len(text), 81
    y = seed * _K1 + 113 & _MASK
    z = _fold(y * _K2 + 113) * _K2 & _MASK
    state: State = (seed * _K2 + _word(text, 0) & _MASK, y, z, (0, 0), (0, 0))
    for at in range(0, (length - 1) // 64 * 64, 64):
        state = _round(text, at, state, _K1, last=False)
    x, y, z, v, w = state
    factor = _K1 + ((z & 0xFF) << 1)
    w = ((w[0] + ((length - 1) & 63)) & _MASK, w[1])
    v = ((v[0] + w[0]) & _MASK, v[1])
    w = ((w[0] + v[0]) & _MASK, w[1])
    x, y, z, v, w = _round(text, length - 64, (x, y, z, v, w), factor, last=True)
    left = _mix(v[0], w[0], factor) + _fold(y) * _K0 + z
    return _mix(left & _MASK, _mix(v[1], w[1], factor) + x & _MASK, factor)
