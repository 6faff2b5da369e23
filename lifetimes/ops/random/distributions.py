"""How 32-bit words become samples: TensorFlow's recipes, so that the numbers are TensorFlow's own.

A recipe takes a stream and a count and returns that many samples, flat.
(`tensorflow/core/lib/random/random_distributions.h`, `core/kernels/random_op.cc`.)
"""

import math
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from lifetimes.ops import Array
from lifetimes.ops.random import float32_functions
from lifetimes.ops.random.philox import Stream, in_parts

RESERVED: Final = 256  # blocks that an op sets aside for each of its outputs
_SMALLEST: Final = 1e-7
_CUTOFF: Final = 2.0


def _flat(stream: Stream, count: int, each: int) -> Array:
    """Return the words for `count` samples of which a block gives `each`, as `[count, 4 // each]`."""
    return stream.words(-(-count // each)).reshape(-1, 4 // each)[:count]


def _unit32(words: Array) -> Array:
    return np.subtract((words & 0x7FFFFF | np.uint32(127 << 23)).view(np.float32), np.float32(1))


def unit64(high: Array, low: Array) -> Array:
    mantissa = (high.astype(np.uint64) & np.uint64(0xFFFFF)) << np.uint64(32) | low.astype(np.uint64)
    return np.subtract((mantissa | np.uint64(1023 << 52)).view(np.float64), 1.0)


def _unit16(words: Array) -> Array:
    return np.subtract(((words & 0x3FF).astype(np.uint16) | np.uint16(15 << 10)).view(np.float16), np.float16(1))


def uniform(stream: Stream, count: int, dtype: Any) -> Array:
    """Return samples from [0, 1)."""
    if dtype == np.float64:
        words = _flat(stream, count, 2)
        return unit64(words[:, 0], words[:, 1])
    words = np.ascontiguousarray(_flat(stream, count, 4)[:, 0])
    return _unit16(words) if dtype == np.float16 else _unit32(words)


def whole(stream: Stream, count: int, low: Any, high: Any, dtype: Any) -> Array:
    """Return integers from [low, high), by the remainder of the division as TensorFlow does."""
    bits, span = full(stream, count, np.dtype(f"u{np.dtype(dtype).itemsize}")), int(high) - int(low)
    offset: Array = (bits % bits.dtype.type(span)).astype(np.int64)
    return (offset + int(low)).astype(dtype)


def full(stream: Stream, count: int, dtype: Any) -> Array:
    """Return integers from the whole range of the dtype."""
    if np.dtype(dtype).itemsize == 4:
        return _flat(stream, count, 4)[:, 0].astype(dtype)
    words = _flat(stream, count, 2).astype(np.uint64)
    return (words[:, 0] | words[:, 1] << np.uint64(32)).astype(dtype)


def _box_muller(u1: Array, u2: Array, dtype: Any) -> Array:
    """Return two normal samples, along a new last axis, for each pair of uniform ones."""
    u1, angle = np.maximum(u1, dtype(_SMALLEST)), (2 * np.pi * u2.astype(np.float64)).astype(dtype)
    if dtype == np.float64:
        logarithm, sine, cosine = np.log(u1), np.sin(angle), np.cos(angle)
    else:
        logarithm, (sine, cosine) = float32_functions.log(u1), float32_functions.sin_cos(angle)
    radius = np.sqrt(dtype(-2) * logarithm)
    return np.stack([sine * radius, cosine * radius], axis=-1)


def _normal_pairs(words: Array, dtype: Any) -> Array:
    """Return the normal samples that rows of words give, in order."""
    if dtype == np.float64:
        quads = words.reshape(len(words), words.shape[1] // 4, 4)
        pairs = _box_muller(unit64(quads[..., 0], quads[..., 1]), unit64(quads[..., 2], quads[..., 3]), np.float64)
    else:
        units = _unit32(words).reshape(len(words), words.shape[1] // 2, 2)
        pairs = _box_muller(units[..., 0], units[..., 1], np.float32)
    return pairs.reshape(len(words), 2 * pairs.shape[1]).astype(dtype)


def normal(stream: Stream, count: int, dtype: Any) -> Array:
    """Return samples of the standard normal distribution."""
    each = 2 if dtype == np.float64 else 4
    blocks = np.arange(-(-count // each), dtype=np.uint64)
    return in_parts(lambda part: _normal_pairs(stream.words(part), dtype), blocks, (each,), dtype).ravel()[:count]


def truncated_normal(stream: Stream, count: int, dtype: Any) -> Array:
    """Return normal samples, those beyond two standard deviations drawn again."""
    each, length = (2 if dtype == np.float64 else 4), 1
    left = np.arange(-(-count // each), dtype=np.uint64)
    chosen = np.empty((len(left), each), dtype)
    while len(left):
        samples = _normal_pairs(stream.words(left, length, each * RESERVED // 4), dtype)
        accepted = np.abs(samples) < _CUTOFF
        so_far = np.cumsum(accepted, axis=1)
        enough = so_far[:, -1] >= each
        chosen[left[enough]] = samples[accepted & (so_far <= each) & enough[:, None]].reshape(-1, each)
        left, length = left[~enough], 4 * length
    return chosen.ravel()[:count]


def shuffled(stream: Stream, count: int) -> Array:
    """Return the numbers below `count` in random order."""
    order = np.arange(count)
    words = stream.words(-(-count // 4)).ravel()
    for i in range(count - 1):
        j = i + int(words[i]) % (count - i)
        order[i], order[j] = order[j], order[i]
    return order


def categorical(stream: Stream, logits: Array, count: int) -> Array:
    """Return `count` class numbers for each row of logits."""
    rows = len(logits)
    words = stream.words(-(-rows * count // 2)).reshape(-1, 2)[: rows * count]
    finite = np.isfinite(logits)
    largest = np.max(np.where(finite, logits, -np.inf), axis=1, keepdims=True, initial=np.finfo(np.float32).min)
    weights = np.where(finite, np.exp(np.float64(logits) - largest), 0.0)
    sums = np.cumsum(weights, axis=1)
    wanted = unit64(words[:, 0], words[:, 1]).reshape(rows, count) * sums[:, -1:]
    return np.stack([np.searchsorted(row, want, side="right") for row, want in zip(sums, wanted, strict=True)])


# --- by rejection: each sample walks its own blocks until one is accepted -------------------------------------


class _Draws:
    """Doubles from the blocks of one sample, two at a time, the later one first as TensorFlow takes them."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._uniform: list[float] = []
        self._normal: list[float] = []

    def uniform(self) -> float:
        if not self._uniform:
            words = self._stream.reserve(1).words(1)[0]
            self._uniform += unit64(words[0::2], words[1::2]).tolist()
        return self._uniform.pop()

    def normal(self) -> float:
        if not self._normal:
            self._normal += _normal_pairs(self._stream.reserve(1).words(1), np.float64)[0].tolist()
        return self._normal.pop()


def by_rejection(stream: Stream, count: int, parameters: Array, draw: Callable[[Any, float], float]) -> Array:
    """Return `[count, parameters]` samples: each starts `RESERVED` blocks after the one before."""
    samples = np.empty((count, parameters.size))
    for number in range(samples.size):
        which, sample = divmod(number, count)
        begun = Stream(stream.key, stream.counter + RESERVED * number)
        samples[sample, which] = draw(_Draws(begun), float(parameters.flat[which]))
    return samples


def gamma(draws: _Draws, alpha: float) -> float:
    """Return one sample of the gamma distribution (Marsaglia and Tsang, 2000)."""
    if alpha == 1.0:
        return -math.log1p(-draws.uniform())
    d = alpha + (2 / 3 if alpha < 1 else -1 / 3)
    c = 1 / 3 / math.sqrt(d)
    while True:
        x = draws.normal()
        v = (1 + c * x) ** 3
        if v <= 0:
            continue
        u = draws.uniform()
        if u < 1 - 0.0331 * x**4 or (u > 0 and math.log(u) < 0.5 * x * x + d * (1 - v + math.log(v))):
            return d * v * (draws.uniform() ** (1 / alpha) if alpha < 1 else 1.0)


def poisson(draws: _Draws, rate: float) -> float:
    """Return one sample of the Poisson distribution: Knuth's product below 10, Hörmann's rejection above."""
    if not math.isfinite(rate) or rate < 0:
        return math.nan
    if rate < 10:
        product, count, least = draws.uniform(), 0, math.exp(-rate)
        while product > least:
            product, count = product * draws.uniform(), count + 1
        return float(count)
    return next(k for k in _hormann(draws, rate) if k is not None)


def _hormann(draws: _Draws, rate: float) -> Iterator[float | None]:
    b = 0.931 + 2.53 * math.sqrt(rate)
    a = -0.059 + 0.02483 * b
    inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)
    while True:
        u, v = draws.uniform() - 0.5, draws.uniform()
        near = 0.5 - abs(u)
        k = math.floor((2 * a / near + b) * u + rate + 0.43) if near else -1
        if near >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
            yield float(k)
        elif k >= 0 and not (near < 0.013 and v > near) and v > 0:
            s = math.log(v * inverse_alpha / (a / (near * near) + b))
            yield float(k) if s <= k * math.log(rate) - rate - math.lgamma(k + 1) else None
