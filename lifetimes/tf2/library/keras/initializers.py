"""How layers give their variables a first value. Equal seeds give equal values, and TensorFlow's own."""

import random
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lifetimes.ops import dtypes, plain
from lifetimes.ops.debugging.wrappers import constructor, parameters_of
from lifetimes.ops.random import initializers as shared
from lifetimes.ops.random import sampling
from lifetimes.ops.random.initializers import SCALINGS, class_name, described
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


@plain(v2=("keras.Initializer",))
class Initializer:
    """Called with a shape and a dtype, returns a tensor."""

    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")


class _Shared(scope.Configured, shared.Initializer):
    """What makes an initializer of both worlds one of Keras: it needs no world, and repeats itself."""

    pure = True
    if TYPE_CHECKING:

        def __init__(self, *given: Any, **settings: Any) -> None: ...

    _told: dict[str, Any]

    def get_config(self) -> dict[str, Any]:
        """Return the arguments; as seed the one that was given, which may be none."""
        return super().get_config() | self._told

    @classmethod
    def _take(cls, words: str) -> None:
        def start(self: Any, **settings: Any) -> None:
            self._told = {"seed": settings["seed"]} if "seed" in settings else {}
            if settings.get("seed", 0) is None:
                settings["seed"] = random.randint(1, 10**9)
            super().__init__(WORLD, *settings.values())

        constructor(cls, parameters_of(words), start)


class Constant(_Shared, shared.Constant, Initializer, takes="value=0.0"):
    """The same value everywhere."""

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


class Identity(_Shared, shared.Identity, Initializer, takes="gain=1.0"):
    """An identity matrix, times `gain`."""


class RandomNormal(_Shared, shared.RandomNormal, Initializer, takes="mean=0.0 stddev=0.05 seed=None"):
    """Samples of the normal distribution."""


class TruncatedNormal(RandomNormal):
    """Samples of the normal distribution, none further than two standard deviations from the mean."""

    kind = "truncated_normal"


class RandomUniform(_Shared, shared.RandomUniform, Initializer, takes="minval=-0.05 maxval=0.05 seed=None"):
    """Samples from [minval, maxval)."""


class VarianceScaling(
    _Shared, shared.VarianceScaling, Initializer,
    takes="scale=1.0 mode='fan_in' distribution='truncated_normal' seed=None",
):  # fmt: skip
    """Samples whose variance fits the number of inputs, of outputs, or their mean."""

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"input_axes": None, "output_axes": None}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        return cls(**{word: value for word, value in config.items() if not word.endswith("_axes")})


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
get = scope.chooser(BY_NAME | {"uniform": RandomUniform, "normal": RandomNormal}, "initializer")


@plain(v2=("keras.utils.set_random_seed",))
def set_random_seed(seed: int) -> None:
    """Seed Python's random numbers, NumPy's, and TensorFlow's; Keras' own are seeded by Python's anew."""
    scope.FOR_ALL.clear()
    random.seed(seed)
    np.random.seed(seed)
    sampling.set_seed(WORLD, seed)


scope.published("initializers", {**BY_NAME, "get": get})
