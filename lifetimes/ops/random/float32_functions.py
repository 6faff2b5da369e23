"""log, sin and cos of float32 as the GNU C library computes them, to the last bit, over whole arrays.

NumPy's own differ from it in the last place for some arguments, and TensorFlow's random numbers are made
with the library's. Each evaluates a short polynomial in float64. (`sysdeps/ieee754/flt-32/e_logf.c` and
`s_sincosf.h` of glibc, after ARM's optimized-routines.)
"""

from typing import Final

import numpy as np

from lifetimes.ops import Array


def _numbers(text: str) -> Array:
    return np.array([float.fromhex(word) for word in text.split()])


_INVERSES: Final = _numbers(
    "0x1.661ec79f8f3bep+0 0x1.571ed4aaf883dp+0 0x1.49539f0f010bp+0 0x1.3c995b0b80385p+0 0x1.30d190c8864a5p+0 "
    "0x1.25e227b0b8eap+0 0x1.1bb4a4a1a343fp+0 0x1.12358f08ae5bap+0 0x1.0953f419900a7p+0 0x1p+0 "
    "0x1.e608cfd9a47acp-1 0x1.ca4b31f026aap-1 0x1.b2036576afce6p-1 0x1.9c2d163a1aa2dp-1 0x1.886e6037841edp-1 "
    "0x1.767dcf5534862p-1"
)
_LOGARITHMS: Final = _numbers(
    "-0x1.57bf7808caadep-2 -0x1.2bef0a7c06ddbp-2 -0x1.01eae7f513a67p-2 -0x1.b31d8a68224e9p-3 "
    "-0x1.6574f0ac07758p-3 -0x1.1aa2bc79c81p-3 -0x1.a4e76ce8c0e5ep-4 -0x1.1973c5a611cccp-4 "
    "-0x1.252f438e10c1ep-5 0x0p+0 0x1.aa5aa5df25984p-5 0x1.c5e53aa362eb4p-4 0x1.526e57720db08p-3 "
    "0x1.bc2860d22477p-3 0x1.1058bc8a07ee1p-2 0x1.4043057b6ee09p-2"
)
_LN2: Final = float.fromhex("0x1.62e42fefa39efp-1")
_LOG: Final = _numbers("-0x1.00ea348b88334p-2 0x1.5575b0be00b6ap-2 -0x1.ffffef20a4123p-2")
_SIN: Final = _numbers("-0x1.555545995a603p-3 0x1.1107605230bc4p-7 -0x1.994eb3774cf24p-13")
_COS: Final = _numbers("0x1p0 -0x1.ffffffd0c621cp-2 0x1.55553e1068f19p-5 -0x1.6c087e89a359dp-10 0x1.99343027bf8c3p-16")
_TWO_OVER_PI: Final = float.fromhex("0x1.45F306DC9C883p+23")
_HALF_PI: Final = float.fromhex("0x1.921FB54442D18p0")


def log(x: Array) -> Array:
    """Return the logarithm of positive normal float32 numbers."""
    bits = x.view(np.int32).astype(np.int64)
    above = bits - 0x3F330000
    entry, exponent = above >> 19 & 15, above >> 23
    z = (bits - (exponent << 23)).astype(np.int32).view(np.float32).astype(np.float64)
    r = z * _INVERSES[entry] - 1.0
    start = _LOGARITHMS[entry] + exponent * _LN2
    square = r * r
    return np.asarray((_LOG[0] * square + (_LOG[1] * r + _LOG[2])) * square + (start + r), np.float32)


def sin_cos(angle: Array) -> tuple[Array, Array]:
    """Return sine and cosine of float32 angles from 0 to 120."""
    x = angle.astype(np.float64)
    quarter = ((x * _TWO_OVER_PI).astype(np.int64) + 0x800000) >> 24
    x = x - quarter * _HALF_PI
    square = x * x
    sine, cosine = _sine(x, square), _cosine(square)
    change = (sine.view(np.int64) ^ cosine.view(np.int64)) & -(quarter & 1)  # of places, in every other quarter
    sine, cosine = ((part.view(np.int64) ^ change).view(np.float64) for part in (sine, cosine))
    sine_sign, cosine_sign = 1.0 - (quarter & 2), 1.0 - (quarter + 1 & 2)
    return (sine * sine_sign).astype(np.float32), (cosine * cosine_sign).astype(np.float32)


def _sine(x: Array, square: Array) -> Array:
    cube = x * square
    return np.asarray((x + cube * _SIN[0]) + cube * square * (_SIN[1] + square * _SIN[2]))


def _cosine(square: Array) -> Array:
    fourth = square * square
    start = (_COS[0] + square * _COS[1]) + fourth * _COS[2]
    return np.asarray(start + fourth * square * (_COS[3] + square * _COS[4]))
