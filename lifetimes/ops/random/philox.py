"""Philox4x32-10: a random number generator without hidden state, and TensorFlow's own.

Block number `counter` under `key` is four 32-bit words, computed from those two numbers alone, so a whole
array of blocks is computed at once. (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3";
`tensorflow/core/lib/random/philox_random.h`.)
"""

from collections.abc import Callable
from functools import partial
from random import Random
from secrets import randbits
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np

from lifetimes.ops import Array
from lifetimes.ops.seeds import LARGEST_SEED

WORD: Final = 0xFFFFFFFF
LONG: Final = 0xFFFFFFFFFFFFFFFF
AT_ONCE: Final = 4096  # blocks that stay, with all that they are made of, in the processor's cache
_ROUNDS: Final = 10


def philox(key: int, low: Array, high: Array) -> Array:
    """Return the blocks for 128-bit counters given in two halves: 32-bit words along a new last axis of 4."""
    mask, shift = np.uint64(WORD), np.uint64(32)
    c0, c1, c2, c3 = low & mask, low >> shift, high & mask, high >> shift
    k0, k1 = key & WORD, key >> 32
    for _ in range(_ROUNDS):
        a, b = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (b >> shift) ^ c1 ^ np.uint64(k0), b & mask, (a >> shift) ^ c3 ^ np.uint64(k1), a & mask
        k0, k1 = (k0 + 0x9E3779B9) & WORD, (k1 + 0xBB67AE85) & WORD
    return np.stack([c0, c1, c2, c3], axis=-1).astype(np.uint32)


def in_parts(function: Callable[[Array], Array], numbers: Array, shape: tuple[int, ...], dtype: Any) -> Array:
    """Return what a function makes of each number, of that shape, made a part at a time."""
    whole = np.empty((len(numbers), *shape), dtype)
    for at in range(0, len(numbers), AT_ONCE):
        whole[at : at + AT_ONCE] = function(numbers[at : at + AT_ONCE])
    return whole


class Stream:
    """A place in the sequence of one key. `counter` is the number of the next block."""

    __slots__ = ("counter", "key")

    def __init__(self, key: int, counter: int) -> None:
        self.key, self.counter = key, counter

    def words(self, rows: int | Array, length: int = 1, apart: int = 1) -> Array:
        """Return words `[rows, 4 * length]`: `length` blocks in a row, the rows `apart` blocks from each other.

        The first rows are meant, or those of these numbers. The place itself does not move.
        """
        low, high = np.uint64(self.counter & LONG), np.uint64(self.counter >> 64)
        numbers = np.arange(rows, dtype=np.uint64) if isinstance(rows, int) else rows

        def blocks(numbers: Array) -> Array:
            counters = numbers[:, None] * np.uint64(apart) + np.arange(length, dtype=np.uint64) + low
            return philox(self.key, counters, high + (counters < low).astype(np.uint64))

        return in_parts(blocks, numbers, (length, 4), np.uint32).reshape(len(numbers), 4 * length)

    def reserve(self, blocks: int) -> "Stream":
        """Return a stream that begins here, and move this one past the blocks that it may use."""
        begun = Stream(self.key, self.counter)
        self.counter = (self.counter + blocks) % (1 << 128)
        return begun


def seeded(seed: int, seed2: int) -> Stream:
    """Return the stream that a stateful op begins with; two zeros mean one that nobody can repeat."""
    if not seed and not seed2:
        seed, seed2 = randbits(63), randbits(63)
    return Stream(seed & LONG, (seed2 & LONG) << 64)


def op_seeds(seed: int) -> Callable[[], int]:
    """Return what gives the next eager op without a seed one, by Python's generator (`eager/context.py`)."""
    return partial(Random(seed).randint, 0, LARGEST_SEED)


def scrambled(seed: Array) -> Stream:
    """Return the stream of a stateless op: key and counter are mixed from its two seeds by one block of Philox.

    As `GenerateKey` in `tensorflow/core/kernels/stateless_random_ops.cc`.
    """
    first, second = (int(word) & LONG for word in seed)
    words = Stream(0x02461E29_3EC8F720, second << 64 | first).words(1)[0]
    k0, k1, c2, c3 = (int(word) for word in words)
    return Stream(k1 << 32 | k0, (c3 << 32 | c2) << 64)


# --- where random numbers come from: a source per run, with one stream per operation --------------------------

_REMEMBERED: Final = 1024
"""Streams of eager ops that are kept: what was not asked for since as many others begins anew."""


class Randomness:
    """Streams by operation, each as long-lived as its operation; asking again continues where the stream stands."""

    __slots__ = ("_by_operation", "_by_seed")

    def __init__(self) -> None:
        self._by_operation: WeakKeyDictionary[Any, Stream] = WeakKeyDictionary()
        self._by_seed: dict[Any, Stream] = {}

    def stream(self, node: Any) -> Stream:
        """Return the stream of an operation by its attributes `seed` and `seed2`; a fresh one where both are 0.

        An op that ran eagerly has no lasting identity: its stream is found again by its kind and seeds.
        """
        seed, seed2 = node.attrs["seed"], node.attrs["seed2"]
        in_graph = hasattr(node, "graph")
        if not (in_graph or seed or seed2):
            return seeded(seed, seed2)
        streams: Any = self._by_operation if in_graph else self._by_seed
        key = node if in_graph else (node.type, frozenset(node.attrs.items()))
        found = streams.get(key) if in_graph else streams.pop(key, None)
        if found is None:
            found = seeded(seed, seed2)
        streams[key] = found  # behind all others
        if not in_graph and len(streams) > _REMEMBERED:
            del streams[next(iter(streams))]
        return found  # type: ignore[no-any-return]


# --- the state of a generator: three int64, the counter in two halves and the key ------------------------------

COUNTER_BITS: Final = 64


def of_state(state: Array) -> Stream:
    """Return the stream that a generator's state stands for."""
    low, high, key = (int(word) & LONG for word in state)
    return Stream(key, high << COUNTER_BITS | low)


def skipped(state: Array, steps: int) -> Array:
    """Return the state with its counter moved on by so many blocks."""
    at = of_state(state)
    counter = at.counter + steps
    return np.array([counter & LONG, counter >> COUNTER_BITS & LONG, at.key], np.uint64).view(np.int64)
