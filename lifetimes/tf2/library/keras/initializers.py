"""How layers give their variables a first value. Equal seeds give equal values, and TensorFlow's own."""

from __future__ import annotations

import math
import random
from typing import Any, Final

import numpy as np

from lifetimes.ops import dtypes
from lifetimes.ops.layout.creation import eye
from lifetimes.ops.random import sampling
from lifetimes.ops.registry import publish
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


class Initializer:
    """Called with a shape and a dtype, returns a tensor."""

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Constant(Initializer):
    """The same value everywhere."""

    def __init__(self, value: Any = 0.0) -> None:
        self.value = value

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        kind = dtypes.as_dtype(dtype or "float32")
        return WORLD.constant(np.broadcast_to(np.array(self.value, kind.as_numpy_dtype), tuple(shape)))


class Zeros(Constant):
    """Zeros."""

    def __init__(self) -> None:
        super().__init__(0)


class Ones(Constant):
    """Ones."""

    def __init__(self) -> None:
        super().__init__(1)


class Identity(Initializer):
    """An identity matrix, times `gain`."""

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        return eye(WORLD, *shape, dtype=dtypes.as_dtype(dtype or "float32")) * self.gain


class RandomInitializer(Initializer):
    """Random values, the same each time; without a seed the initializer takes one from Python's `random`."""

    def __init__(self, seed: int | None = None) -> None:
        self.seed = random.randint(1, 10**9) if seed is None else seed

    def _drawn(self, kind: str, shape: Any, dtype: Any, first: float, second: float) -> Any:
        draw = getattr(sampling, f"stateless_{kind}")
        return draw(WORLD, tuple(shape), [self.seed, 0], first, second, dtypes.as_dtype(dtype or "float32"))


class RandomNormal(RandomInitializer):
    """Samples of the normal distribution."""

    _kind = "normal"

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        super().__init__(seed)
        self.mean, self.stddev = mean, stddev

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        return self._drawn(self._kind, shape, dtype, self.mean, self.stddev)


class TruncatedNormal(RandomNormal):
    """Samples of the normal distribution, none further than two standard deviations from the mean."""

    _kind = "truncated_normal"


class RandomUniform(RandomInitializer):
    """Samples from [minval, maxval)."""

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: int | None = None) -> None:
        super().__init__(seed)
        self.minval, self.maxval = minval, maxval

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        return self._drawn("uniform", shape, dtype, self.minval, self.maxval)


class VarianceScaling(RandomInitializer):
    """Samples whose variance fits the number of inputs, of outputs, or their mean."""

    def __init__(
        self,
        scale: float = 1.0,
        mode: str = "fan_in",
        distribution: str = "truncated_normal",
        seed: int | None = None,
    ) -> None:
        super().__init__(seed)
        self.scale, self.mode, self.distribution = scale, mode, distribution

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        fan_in, fan_out = _fans(tuple(shape))
        fan = {"fan_in": fan_in, "fan_out": fan_out}.get(self.mode, (fan_in + fan_out) / 2)
        scale = self.scale / max(1.0, fan)
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * scale)
            return self._drawn("uniform", shape, dtype, -limit, limit)
        if self.distribution == "untruncated_normal":
            return self._drawn("normal", shape, dtype, 0.0, math.sqrt(scale))
        return self._drawn("truncated_normal", shape, dtype, 0.0, math.sqrt(scale) / 0.87962566103423978)


def _fans(shape: tuple[int, ...]) -> tuple[float, float]:
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


def _scaling(name: str, scale: float, mode: str, distribution: str) -> type[VarianceScaling]:
    def start(self: VarianceScaling, seed: int | None = None) -> None:
        VarianceScaling.__init__(self, scale, mode, distribution, seed)

    return type(name, (VarianceScaling,), {"__init__": start, "__doc__": VarianceScaling.__doc__})


_SCALED: Final = {
    "GlorotUniform": (1.0, "fan_avg", "uniform"),
    "GlorotNormal": (1.0, "fan_avg", "truncated_normal"),
    "HeUniform": (2.0, "fan_in", "uniform"),
    "HeNormal": (2.0, "fan_in", "truncated_normal"),
    "LecunUniform": (1.0, "fan_in", "uniform"),
    "LecunNormal": (1.0, "fan_in", "truncated_normal"),
}
CLASSES: Final[dict[str, type[Initializer]]] = {
    kind.__name__: kind  # type: ignore[attr-defined,misc]
    for kind in (
        Constant, Identity, Initializer, Ones, RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling, Zeros,
        *(_scaling(name, *how) for name, how in _SCALED.items()),
    )
}  # fmt: skip
BY_NAME: Final = {scope.snake_case(name): kind for name, kind in CLASSES.items()} | dict(CLASSES)


def get(identifier: Any) -> Any:
    """Return the initializer that a name, a class or a function stands for; None for None."""
    if identifier is None:
        return None
    found = scope.choose(BY_NAME, identifier, "initializer")
    return found() if isinstance(found, type) else found


def set_random_seed(seed: int) -> None:
    """Seed Python's random numbers, NumPy's, and TensorFlow's."""
    random.seed(seed)
    np.random.seed(seed)
    sampling.set_seed(WORLD, seed)


publish(set_random_seed, v2=("keras.utils.set_random_seed",))
publish(Initializer, v2=("keras.Initializer",))
for _name, _value in {**BY_NAME, "get": get}.items():
    publish(_value, v2=(f"keras.initializers.{_name}", f"initializers.{_name}"))
