"""How layers give their variables a first value. Equal seeds give equal values, and TensorFlow's own."""

from __future__ import annotations

import random
from typing import Any, Final

import numpy as np

from lifetimes.ops import dtypes
from lifetimes.ops.random import initializers as shared
from lifetimes.ops.random import sampling
from lifetimes.ops.random.initializers import SCALINGS, class_name, described
from lifetimes.ops.registry import plain
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


@plain(v2=("keras.Initializer",))
class Initializer:
    """Called with a shape and a dtype, returns a tensor."""

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Constant(shared.Constant, Initializer):
    """The same value everywhere."""

    pure = True

    def __init__(self, value: Any = 0.0) -> None:
        super().__init__(WORLD, value)

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        return WORLD.constant(np.broadcast_to(np.array(self._settings["value"], dtype.as_numpy_dtype), tuple(shape)))


class Zeros(Constant):
    """Zeros."""

    def __init__(self) -> None:
        super().__init__(0)


class Ones(Constant):
    """Ones."""

    def __init__(self) -> None:
        super().__init__(1)


class Identity(shared.Identity, Initializer):
    """An identity matrix, times `gain`."""

    pure = True

    def __init__(self, gain: float = 1.0) -> None:
        super().__init__(WORLD, gain)


def _seeded(seed: int | None) -> int:
    """Return the seed; where none is given one of Python's `random`, so that an initializer repeats itself."""
    return random.randint(1, 10**9) if seed is None else seed


class RandomNormal(shared.RandomNormal, Initializer):
    """Samples of the normal distribution."""

    pure = True

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        super().__init__(WORLD, mean, stddev, _seeded(seed))


class TruncatedNormal(RandomNormal):
    """Samples of the normal distribution, none further than two standard deviations from the mean."""

    kind = "truncated_normal"


class RandomUniform(shared.RandomUniform, Initializer):
    """Samples from [minval, maxval)."""

    pure = True

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: int | None = None) -> None:
        super().__init__(WORLD, minval, maxval, _seeded(seed))


class VarianceScaling(shared.VarianceScaling, Initializer):
    """Samples whose variance fits the number of inputs, of outputs, or their mean."""

    pure = True

    def __init__(
        self, scale: float = 1.0, mode: str = "fan_in", distribution: str = "truncated_normal", seed: int | None = None
    ) -> None:
        super().__init__(WORLD, scale, mode, distribution, _seeded(seed))


def _scaling(name: str, scale: float, mode: str, distribution: str) -> type[VarianceScaling]:
    def start(self: VarianceScaling, seed: int | None = None) -> None:
        VarianceScaling.__init__(self, scale, mode, distribution, seed)

    return type(name, (VarianceScaling,), {"__init__": start, "__doc__": described(scale, mode, distribution)})


CLASSES: Final[dict[str, Any]] = {
    kind.__name__: kind
    for kind in (
        Constant, Identity, Initializer, Ones, RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling, Zeros,
        *(_scaling(class_name(name), *choices) for name, choices in SCALINGS.items()),
    )
}  # fmt: skip
BY_NAME: Final = {scope.snake_case(name): kind for name, kind in CLASSES.items()} | dict(CLASSES)


def get(identifier: Any) -> Any:
    """Return the initializer that a name, a class or a function stands for; None for None."""
    if identifier is None:
        return None
    found = scope.choose({**BY_NAME, "uniform": RandomUniform, "normal": RandomNormal}, identifier, "initializer")
    return found() if isinstance(found, type) else found


@plain(v2=("keras.utils.set_random_seed",))
def set_random_seed(seed: int) -> None:
    """Seed Python's random numbers, NumPy's, and TensorFlow's."""
    random.seed(seed)
    np.random.seed(seed)
    sampling.set_seed(WORLD, seed)


scope.published("initializers", {**BY_NAME, "get": get})
