"""Activations by name, as `Dense(4, activation="relu")` takes them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from lifetimes.ops.layout import choosing
from lifetimes.ops.linalg.norms import clip_by_value
from lifetimes.ops.math import casting
from lifetimes.ops.neural import activations as neural
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


def linear(x: Any) -> Any:
    """Return the argument."""
    return x


def relu(x: Any, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0) -> Any:
    """Return x above the threshold, at most the largest value; below it the distance to it, times the slope."""
    x = WORLD.convert(x)
    if negative_slope and max_value is None and threshold == 0:
        return neural.leaky_relu(WORLD, x, negative_slope)
    kink = "Relu6" if max_value == 6 else "Relu"
    above = WORLD.apply(kink, x) if threshold == 0 else x * casting.cast(WORLD, x > threshold, x.dtype)
    above = above if max_value is None else clip_by_value(WORLD, above, 0.0, max_value)
    return above - negative_slope * WORLD.apply("Relu", threshold - x) if negative_slope else above


def elu(x: Any, alpha: float = 1.0) -> Any:
    """Return x above zero; below it what the exponential lacks of one, times alpha."""
    found = WORLD.apply("Elu", x)
    return choosing.where_v2(WORLD, x > 0.0, found, alpha * found)


def hard_sigmoid(x: Any) -> Any:
    """Return 0 below -3, 1 above 3, and a straight line between."""
    return WORLD.apply("Relu6", WORLD.convert(x) + 3.0) / 6.0


def gelu(x: Any, approximate: bool = False) -> Any:
    """Return x times the probability that a standard normal value is below it."""
    return neural.gelu(WORLD, x, approximate)


def _named(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    def activation(x: Any, *args: Any, **kwargs: Any) -> Any:
        return compute(WORLD.convert(x), *args, **kwargs)

    activation.__name__ = activation.__qualname__ = name
    return activation


_FORMULAS: dict[str, Callable[..., Any]] = {
    "elu": elu,
    "hard_silu": lambda x: x * hard_sigmoid(x),
    "leaky_relu": lambda x, negative_slope=0.2: neural.leaky_relu(WORLD, x, negative_slope),
    "hard_tanh": lambda x: clip_by_value(WORLD, x, -1.0, 1.0),
    "log_sigmoid": lambda x: -WORLD.apply("Softplus", -x),
    "mish": lambda x: x * WORLD.apply("Tanh", WORLD.apply("Softplus", x)),
    "squareplus": lambda x, b=4: (x + WORLD.apply("Sqrt", x * x + b)) / 2.0,
    "tanh_shrink": lambda x: x - WORLD.apply("Tanh", x),
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: _named(name, partial(function, WORLD)) for name, function in neural.BY_NAME.items()},
    **{name: _named(name, function) for name, function in _FORMULAS.items()},
    "gelu": gelu, "linear": linear, "hard_sigmoid": hard_sigmoid, "relu": relu,
}  # fmt: skip
FUNCTIONS |= {"swish": FUNCTIONS["silu"], "hard_swish": FUNCTIONS["hard_silu"]}
get = scope.chooser(FUNCTIONS, "activation function", linear)
scope.published("activations", {**FUNCTIONS, "get": get})
