"""Random ops that are told key and counter, and the one that moves the state of a generator along.

A generator's state is a resource of three int64: the counter in two halves, and the key. `RngReadAndSkip` hands out
the state as it is and moves the counter past what the next samples may use; the samples are a pure function of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from lifetimes.errors import InvalidArgumentError
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array
from lifetimes.ops.random import distributions
from lifetimes.ops.random.philox import LONG, Stream
from lifetimes.ops.registry import Out, not_differentiable, op

COUNTER_BITS: Final = 64


def _skipped(state: Array, steps: int) -> Array:
    """Return the state with its 128-bit counter moved on."""
    low, high = int(state[0]) & LONG, int(state[1]) & LONG
    counter = (high << COUNTER_BITS | low) + steps
    return np.array([counter & LONG, counter >> COUNTER_BITS & LONG, int(state[2]) & LONG], np.uint64).view(np.int64)


def _read_and_skip(run: Any, node: Any, storage: Any, delta: Array) -> Array:
    old: Array = storage.read()
    storage.value = _skipped(old, int(delta) * distributions.RESERVED)
    return old


def _state_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    return dtypes.int64, (3,)


op("RngReadAndSkip", "resource delta", _read_and_skip, _state_shape, not_differentiable, stateful=True, effect=True)


def _stream(state: Array) -> Stream:
    low, high, key = (int(word) & LONG for word in state)
    return Stream(key, high << COUNTER_BITS | low)


def _drawn(recipe: Callable[..., Array]) -> Callable[..., Array]:
    def kernel(shape: Array, state: Array, dtype: Any) -> Array:
        count = int(np.prod(shape, dtype=np.int64))
        return recipe(_stream(state), count, dtype.as_numpy_dtype).reshape(tuple(shape))

    return kernel


def _drawn_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    return attrs["dtype"], inputs[0].static_value_as_shape()


def _whole(shape: Array, state: Array, low: Array, high: Array) -> Array:
    if low >= high:
        raise InvalidArgumentError(None, None, f"Need minval < maxval, got {low} >= {high}")
    count = int(np.prod(shape, dtype=np.int64))
    return distributions.whole(_stream(state), count, low, high, low.dtype).reshape(tuple(shape))


for _name, _recipe in (
    ("StatelessRandomUniformV2", distributions.uniform),
    ("StatelessRandomNormalV2", distributions.normal),
    ("StatelessTruncatedNormalV2", distributions.truncated_normal),
    ("StatelessRandomUniformFullIntV2", distributions.full),
):
    op(_name, "shape state", _drawn(_recipe), _drawn_shape, not_differentiable)
op(
    "StatelessRandomUniformIntV2",
    "shape state minval:T maxval:T",
    _whole,
    lambda inputs, attrs: (inputs[2].dtype.base_dtype, inputs[0].static_value_as_shape()),
    not_differentiable,
)
