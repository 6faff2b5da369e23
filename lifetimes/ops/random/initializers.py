"""Initializers: objects that give an initial value for a shape. `get_variable` and layers call them.

Those of the old world draw from the stateful random ops; those of the new one are pure where they have a seed.
"""

import math
from collections.abc import Callable
from typing import Any, ClassVar, Final, Self

from lifetimes.ops import World, dtypes, public
from lifetimes.ops.debugging.wrappers import constructor, parameters_of
from lifetimes.ops.layout.creation import eye, ones, zeros
from lifetimes.ops.linalg.factorising import qr
from lifetimes.ops.linalg.matrices import matrix_diag_part
from lifetimes.ops.random import sampling
from lifetimes.ops.state import constant

_TRUNCATED: Final = 0.87962566103423978  # the standard deviation of a normal distribution cut off at two of its own


class Initializer:
    """Called with a shape, gives a tensor of it. `dtype` is what it gives where the caller names none."""

    pure: ClassVar[bool] = False

    def __init__(self, world: World, dtype: Any = dtypes.float32, **settings: Any) -> None:
        self._world, self.dtype, self._settings = world, dtypes.as_dtype(dtype), settings
        vars(self).update(settings)

    def __init_subclass__(cls, takes: str | None = None, **options: Any) -> None:
        """Let the constructor take what the text `takes` tells, and a dtype unless its initializers are pure."""
        super().__init_subclass__(**options)
        if takes is not None:
            cls._take(takes if cls.pure else f"{takes} dtype=dtypes.float32")

    @classmethod
    def _take(cls, words: str) -> None:
        constructor(cls, parameters_of(words), Initializer.__init__, "self, world")

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None, **options: Any) -> Any:
        """Return the value for the shape."""
        return self._value(shape, self.dtype if dtype is None else dtypes.as_dtype(dtype))

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make another initializer like this one."""
        return dict(self._settings) if self.pure else {**self._settings, "dtype": self.dtype.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Return the initializer with these arguments."""
        return cls(**config)

    def _draw(self, kind: str, shape: Any, first: Any, second: Any, dtype: dtypes.DType) -> Any:
        """Return samples of the distribution called `kind`, which takes these two numbers."""
        seed, (from_a_stream, by_a_seed) = self._settings["seed"], _DRAWN[kind]
        if self.pure and seed is not None:
            return by_a_seed(self._world, shape, [seed, 0], first, second, dtype)
        return from_a_stream(self._world, shape, first, second, dtype, seed)


_DRAWN: Final = {
    "normal": (sampling.random_normal, sampling.stateless_normal),
    "truncated_normal": (sampling.truncated_normal, sampling.stateless_truncated_normal),
    "uniform": (sampling.random_uniform, sampling.stateless_uniform),
}


# --- values without chance -------------------------------------------------------------------------------


@public(v1=("zeros_initializer", "initializers.zeros"))
class Zeros(Initializer):
    """Zeros; empty strings and False for those dtypes."""

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        return zeros(self._world, shape, dtype)


@public(v1=("ones_initializer", "initializers.ones"))
class Ones(Initializer):
    """Ones."""

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        return ones(self._world, shape, dtype)


@public(v1=("constant_initializer", "initializers.constant"))
class Constant(Initializer):
    """One value for all elements, or the values given, in order."""

    infers: ClassVar[bool] = False  # whether it gives the dtype of its values where the caller names none

    def __init__(self, world: World, value: Any = 0, dtype: Any = dtypes.float32, verify_shape: bool = False) -> None:
        super().__init__(world, dtype, value=value)
        self.dtype: Any = None if self.infers else self.dtype

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        if self._world.is_tensor(shape):
            return self._world.apply("Fill", shape, constant(self._world, self._settings["value"], dtype))
        return constant(self._world, self._settings["value"], dtype, shape)


@public(v1=("initializers.identity",))
class Identity(Initializer, takes="gain=1.0"):
    """The identity matrix, times `gain`."""

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        if len(shape) != 2:
            received = f"Received: shape={shape} of rank {len(shape)}"
            raise ValueError(f"Identity matrix initializer can only be used for 2D matrices. {received}.")
        rows, columns = shape
        return self._settings["gain"] * eye(self._world, rows, columns, dtype=dtype)


# --- random values ---------------------------------------------------------------------------------------


@public(v1=("random_normal_initializer", "initializers.random_normal"))
class RandomNormal(Initializer, takes="mean=0.0 stddev=1.0 seed=None"):
    """Normal numbers."""

    kind: ClassVar[str] = "normal"

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        return self._draw(self.kind, shape, self._settings["mean"], self._settings["stddev"], dtype)


@public(v1=("truncated_normal_initializer", "initializers.truncated_normal"))
class TruncatedNormal(RandomNormal):
    """Normal numbers within two standard deviations."""

    kind = "truncated_normal"


@public(v1=("random_uniform_initializer", "initializers.random_uniform"))
class RandomUniform(Initializer, takes="minval=0.0 maxval=None seed=None"):
    """Uniform numbers from [minval, maxval)."""

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        return self._draw("uniform", shape, self._settings["minval"], self._settings["maxval"], dtype)


@public(v1=("uniform_unit_scaling_initializer", "initializers.uniform_unit_scaling"))
class UniformUnitScaling(Initializer, takes="factor=1.0 seed=None"):
    """Uniform numbers that keep the scale of what comes in."""

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        limit = math.sqrt(3 / max(1.0, math.prod(shape[:-1]))) * self._settings["factor"]
        return self._draw("uniform", shape, -limit, limit, dtype)


@public(v1=("variance_scaling_initializer", "initializers.variance_scaling"))
class VarianceScaling(Initializer):
    """Numbers whose variance is `scale` / n, where n is the fan in, the fan out, or their average."""

    def __init__(
        self, world: World, scale: float = 1.0, mode: str = "fan_in", distribution: str = "truncated_normal",
        seed: Any = None, dtype: Any = dtypes.float32,
    ) -> None:  # fmt: skip
        if scale <= 0.0:
            raise ValueError(f"Argument `scale` must be a positive float. Received: {scale}")
        if mode not in ("fan_in", "fan_out", "fan_avg"):
            raise ValueError(f"Argument `mode` should be one of ('fan_in', 'fan_out', 'fan_avg'). Received: {mode}")
        if distribution not in ("normal", "uniform", "truncated_normal", "untruncated_normal"):
            known = "'normal', uniform', 'truncated_normal', 'untruncated_normal'"
            raise ValueError(f"Argument `distribution` should be one of ({known}). Received: {distribution}")
        super().__init__(world, dtype, scale=scale, mode=mode, distribution=distribution, seed=seed)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None, **options: Any) -> Any:
        """Return the value for the shape; that of a part has the variance of the whole."""
        fan_in, fan_out = fans(shape if partition_info is None else partition_info.full_shape)
        dtype = self.dtype if dtype is None else dtypes.as_dtype(dtype)
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2.0}[self._settings["mode"]]
        scale = self._settings["scale"] / max(1.0, n)
        distribution = self._settings["distribution"]
        if distribution == "uniform":
            limit = math.sqrt(3.0 * scale)
            return self._draw("uniform", shape, -limit, limit, dtype)
        if distribution == "untruncated_normal":
            return self._draw("normal", shape, 0.0, math.sqrt(scale), dtype)
        return self._draw("truncated_normal", shape, 0.0, math.sqrt(scale) / _TRUNCATED, dtype)


SCALINGS: Final = {
    f"{name}_{kind}": (scale, fan, "uniform" if kind == "uniform" else "truncated_normal")
    for name, scale, fan in (("glorot", 1.0, "fan_avg"), ("he", 2.0, "fan_in"), ("lecun", 1.0, "fan_in"))
    for kind in ("uniform", "normal")
}
"""What scale, mode and distribution the initializers are that are named after those who proposed them."""


def described(scale: float, mode: str, distribution: str) -> str:
    """Return a sentence on a scaling."""
    fan = "the average of fan in and fan out" if mode == "fan_avg" else mode.replace("_", " ")
    return f"Numbers of variance {scale:g} / {fan}, {distribution.replace('_', ' ')}."


def class_name(snake: str) -> str:
    """Return `GlorotUniform` for `glorot_uniform`."""
    return snake.title().replace("_", "")


class _Scaled(VarianceScaling):
    """A VarianceScaling whose three choices are made by its class."""

    choices: ClassVar[tuple[float, str, str]]

    def __init__(self, world: World, seed: Any = None, dtype: Any = dtypes.float32) -> None:
        super().__init__(world, *self.choices, seed, dtype)

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        return {key: config[key] for key in ("seed", "dtype") if key in config}


def _scaling(choices: tuple[float, str, str]) -> Callable[..., VarianceScaling]:
    def scaled(world: World, seed: Any = None, dtype: Any = dtypes.float32) -> VarianceScaling:
        return VarianceScaling(world, *choices, seed, dtype)

    scaled.__doc__ = f"Return an initializer: {described(*choices)}"
    return scaled


_scaled: dict[str, Any] = {}
for _snake, _choices in SCALINGS.items():
    if _snake.startswith("glorot"):
        _scaled[_snake] = type(class_name(_snake), (_Scaled,), {"choices": _choices, "__doc__": described(*_choices)})
        public(v1=(f"{_snake}_initializer", f"initializers.{_snake}"))(_scaled[_snake])
    else:
        _scaled[_snake] = public(v1=(f"initializers.{_snake}",))(_scaling(_choices))
GlorotUniform: Final = _scaled["glorot_uniform"]
BY_NAME: Final[dict[str, Any]] = {"zeros": Zeros, "ones": Ones, **_scaled}


@public(v1=("orthogonal_initializer", "initializers.orthogonal"))
class Orthogonal(Initializer, takes="gain=1.0 seed=None"):
    """A matrix with orthogonal rows or columns, times `gain`; all axes but the last count as rows."""

    def _value(self, shape: Any, dtype: dtypes.DType) -> Any:
        if len(shape) < 2:
            raise ValueError("The tensor to initialize, specified by argument `shape` must be at least "
                             f"two-dimensional. Received shape={shape}")  # fmt: skip
        world, rows, columns = self._world, math.prod(shape[:-1]), shape[-1]
        flat = (max(rows, columns), min(rows, columns))
        q, r = qr(world, self._draw("normal", flat, 0.0, 1.0, dtype), full_matrices=False)
        q = q * world.apply("Sign", matrix_diag_part(world, r))
        if rows < columns:
            q = world.apply("Transpose", q, [1, 0])
        return self._settings["gain"] * world.apply("Reshape", q, list(shape))


def fans(shape: Any) -> tuple[float, float]:
    """Return how many inputs and outputs a weight of that shape connects."""
    sizes = [int(size) for size in shape]
    if len(sizes) < 2:
        size = sizes[0] if sizes else 1
        return float(size), float(size)
    field = math.prod(sizes[:-2])
    return float(sizes[-2] * field), float(sizes[-1] * field)


# --- those of the new world: pure where seeded, and with smaller numbers where nothing is said ---------------


for _kind, _snake, _takes in (
    (Zeros, "zeros", None), (Ones, "ones", None), (Constant, "constant", None),
    (RandomNormal, "random_normal", "mean=0.0 stddev=0.05 seed=None"),
    (RandomUniform, "random_uniform", "minval=-0.05 maxval=0.05 seed=None"),
):  # fmt: skip
    _new: dict[str, Any] = {"pure": True, "infers": _kind is Constant, "__doc__": _kind.__doc__}
    _pure = type(class_name(_snake), (_kind,), _new, takes=_takes)
    public(v2=(f"{_snake}_initializer",))(_pure)
