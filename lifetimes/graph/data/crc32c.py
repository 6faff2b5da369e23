"""CRC-32C, the checksum in TensorFlow's files: in NumPy, or by the package `crc32c` where that is installed.

A checksum is the remainder of a polynomial, and one with few terms that has no remainder says where a word may go: as
y**6777 + y**484 + y**100 + 1 has none, where y is 64 bits, a word counts the same XORed into those 6293, 6677 and 6777
places behind it. So large data is folded into 6777 words behind its end by XOR alone, at the speed of memory. These are
cut into lanes of one length, which go through a table together; then neighbours join: the checksum of `a + b` is that
of `a`, moved on over as many zeros as `b` has bytes, XOR that of `b`.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any, Final

import numpy as np

from lifetimes.ops import Array

try:
    _package: Any = import_module("crc32c")
except ImportError:
    _package = None

_POLYNOMIAL: Final = 0x82F63B78
_ALL: Final = 0xFFFFFFFF
_LANE: Final = 256  # bytes
_PIECE: Final = 8192 * _LANE
_LARGE: Final = 4096  # what is shorter goes byte by byte, which is quicker then
_NEAR, _MIDDLE, _FAR = 6293, 6677, 6777  # words
_TURN: Final = 8 * _NEAR
_FOLDED: Final = 1 << 17  # bytes; what is shorter goes through the table
_ROUND: Final = (1 << 31) - 1  # bytes; over so many zeros every state comes back to itself


def masked_crc32c(data: bytes | memoryview) -> int:
    """Return the checksum as files have it: turned by 15 bits and moved, so that it does not look like data."""
    return mask(crc32c(data))


def mask(checksum: int) -> int:
    return ((checksum >> 15 | checksum << 17) + 0xA282EAD8) & _ALL


def crc32c(data: bytes | memoryview, checksum: int = 0) -> int:
    """Return the checksum of some bytes that come after those of `checksum`."""
    return crc32c_of_pieces([data], checksum)


def crc32c_of_pieces(pieces: Iterable[bytes | memoryview], checksum: int = 0) -> int:
    """Return the checksum of bytes that come one piece after the other, each of which is done with at the next."""
    if _package is None:
        return by_numpy(pieces, checksum)
    for piece in pieces:
        checksum = _package.crc32c(piece, checksum)
    return checksum


def by_numpy(pieces: Iterable[bytes | memoryview], checksum: int = 0) -> int:
    """Return the same without the package."""
    state, folded = checksum ^ _ALL, None
    for piece in pieces:
        view = memoryview(piece).cast("B")
        if len(view) >= _FOLDED:
            words = np.frombuffer(view, "<u8", len(view) // 8)
            folded = folded or _Folding(state)
            folded.add(words)
            view = view[words.nbytes :]
        if len(view):
            state, folded = _of_bytes(folded.state() if folded else state, view), None
    return (folded.state() if folded else state) ^ _ALL


class _Folding:
    """Many words, folded into so many behind them as a word can go."""

    def __init__(self, state: int) -> None:
        self._first = np.uint64(state)
        self._seen = np.zeros(_FAR + _TURN, np.uint64)  # what words have become, the last ones of the turn before first

    def add(self, words: Array) -> None:
        seen = self._seen
        for start in range(0, len(words), _TURN):
            size = min(_TURN, len(words) - start)
            for at in range(0, size, _NEAR):
                end = min(at + _NEAR, size)
                now = seen[_FAR + at : _FAR + end]
                np.bitwise_xor(words[start + at : start + end], seen[at:end], out=now)
                for shift in (_MIDDLE, _NEAR):
                    np.bitwise_xor(now, seen[_FAR + at - shift : _FAR + end - shift], out=now)
                if self._first:
                    now[0] ^= self._first
                    self._first = np.uint64(0)
            seen[:_FAR] = seen[size : _FAR + size].copy()

    def state(self) -> int:
        """Return the state after these words: that after the words behind them, moved back."""
        behind = np.zeros(_FAR, np.uint64)
        for shift in (_NEAR, _MIDDLE, _FAR):
            behind[:shift] ^= self._seen[_FAR - shift : _FAR]
        state = _of_bytes(0, memoryview(behind.tobytes()))
        return int(_through(np.array([state], np.uint32), _back())[0])


def _of_bytes(state: int, view: memoryview) -> int:
    """Return the state that a state becomes."""
    whole = len(view) // _LANE * _LANE if len(view) >= _LARGE else 0
    for start in range(0, whole, _PIECE):
        piece = view[start : min(start + _PIECE, whole)]
        state = _moved(np.array([state], np.uint32), len(piece)).item() ^ _of_lanes(piece)
    table = _bytes()
    for byte in view[whole:]:
        state = table[(state ^ byte) & 255] ^ state >> 8
    return state


def _of_lanes(piece: memoryview) -> int:
    """Return the state that begins at 0 after a whole number of lanes."""
    rows = np.ascontiguousarray(np.frombuffer(piece, "<u4").reshape(-1, _LANE // 4).T)
    first, second = _words(4), _words(2)
    states, mixed, other = (np.zeros(rows.shape[1], np.uint32) for _ in range(3))
    halves = mixed.view("<u2")
    for row in rows:
        np.bitwise_xor(states, row, out=mixed)
        first.take(halves[::2], out=states, mode="clip")
        second.take(halves[1::2], out=other, mode="clip")
        np.bitwise_xor(states, other, out=states)
    length = _LANE
    while len(states) > 1:
        if len(states) % 2:
            states = np.concatenate([np.zeros(1, np.uint32), states])
        states = _moved(states[::2], length) ^ states[1::2]
        length *= 2
    return int(states[0])


@cache
def _bytes() -> list[int]:
    """Return what each byte makes of the state 0."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(_POLYNOMIAL), table >> 1)
    return table.tolist()


@cache
def _words(count: int) -> Array:
    """Return what each two bytes, and zeros up to that count, make of the state 0."""
    table, states = np.array(_bytes(), np.uint32), np.arange(65536, dtype=np.uint32)
    for _ in range(count):
        states = table[states & 255] ^ states >> 8
    return states


@cache
def _zeros(power: int) -> Array:
    """Return, for each byte of a state at each of its four places, what 2**power zero bytes make of it."""
    if power == 0:
        table = np.array(_bytes(), np.uint32)
        states = np.arange(256, dtype=np.uint32)[None, :] << np.arange(0, 32, 8, dtype=np.uint32)[:, None]
        made: Array = table[states & 255] ^ states >> 8
        return made
    half = _zeros(power - 1)
    return _through(half, half)


@cache
def _back() -> Array:
    """Return, for each byte of a state at each of its four places, what it was before the words behind the end."""
    return _moved(np.arange(256, dtype=np.uint32) << np.arange(0, 32, 8, dtype=np.uint32)[:, None], _ROUND - 8 * _FAR)


def _through(states: Array, tables: Array) -> Array:
    parts = (tables[place][states >> np.uint32(8 * place) & 255] for place in range(4))
    return np.bitwise_xor.reduce(list(parts))  # type: ignore[no-any-return]


def _moved(states: Array, length: int) -> Array:
    """Return the states after so many zero bytes."""
    for power in range(length.bit_length()):
        if length >> power & 1:
            states = _through(states, _zeros(power))
    return states
