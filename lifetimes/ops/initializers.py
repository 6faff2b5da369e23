"""Initializers: objects that give an initial value for a shape. `get_variable` and layers call them."""

from __future__ import annotations

import math
from typing import Any

from lifetimes.ops import dtypes
from lifetimes.ops.creation import ones, zeros
from lifetimes.ops.registry import public
from lifetimes.ops.sampling import random_uniform


class Initializer:
    """Called with a shape, gives a tensor of it. `dtype` is what it gives where the caller names none."""

    def __init__(self, world: Any, dtype: Any = dtypes.float32) -> None:
        self._world, self.dtype = world, dtypes.as_dtype(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        raise NotImplementedError

    def _kind(self, dtype: Any) -> dtypes.DType:
        return self.dtype if dtype is None else dtypes.as_dtype(dtype)


@public(v1=("zeros_initializer", "initializers.zeros"))
class Zeros(Initializer):
    """Zeros; empty strings and False for those dtypes."""

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        return zeros(self._world, shape, self._kind(dtype))


@public(v1=("ones_initializer", "initializers.ones"))
class Ones(Initializer):
    """Ones."""

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        return ones(self._world, shape, self._kind(dtype))


@public(v1=("constant_initializer", "initializers.constant"))
class Constant(Initializer):
    """One value for all elements, or the values given, in order."""

    def __init__(self, world: Any, value: Any = 0, dtype: Any = dtypes.float32, verify_shape: bool = False) -> None:
        super().__init__(world, dtype)
        self.value = value

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        return self._world.constant(self.value, self._kind(dtype), shape)


@public(v1=("glorot_uniform_initializer", "initializers.glorot_uniform"))
class GlorotUniform(Initializer):
    """Uniform numbers within the square root of 6 / (fan in + fan out)."""

    def __init__(self, world: Any, seed: Any = None, dtype: Any = dtypes.float32) -> None:
        super().__init__(world, dtype)
        self.seed = seed

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        fan_in, fan_out = fans(shape)
        limit = math.sqrt(3.0 / max(1.0, (fan_in + fan_out) / 2.0))
        return random_uniform(self._world, shape, -limit, limit, self._kind(dtype), seed=self.seed)


def fans(shape: Any) -> tuple[float, float]:
    """Return how many inputs and outputs a weight of that shape connects."""
    sizes = [int(size) for size in shape]
    if len(sizes) < 2:
        size = sizes[0] if sizes else 1
        return float(size), float(size)
    field = math.prod(sizes[:-2])
    return float(sizes[-2] * field), float(sizes[-1] * field)
