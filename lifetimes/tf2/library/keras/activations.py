"""Activations by name, as `Dense(4, activation="relu")` takes them."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from lifetimes.ops.neural import activations as neural
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


def linear(x: Any) -> Any:
    """Return the argument."""
    return x


def hard_sigmoid(x: Any) -> Any:
    """Return 0 below -3, 1 above 3, and a straight line between."""
    return WORLD.apply("Relu6", WORLD.convert(x) + 3.0) / 6.0


def gelu(x: Any, approximate: bool = False) -> Any:
    """Return x times the probability that a standard normal value is below it."""
    return neural.gelu(WORLD, x, approximate)


def _named(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    def activation(x: Any, *args: Any, **kwargs: Any) -> Any:
        return compute(x, *args, **kwargs)

    activation.__name__ = activation.__qualname__ = name
    return activation


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    **{name: _named(name, partial(function, WORLD)) for name, function in neural.BY_NAME.items()},
    "gelu": gelu, "linear": linear, "hard_sigmoid": hard_sigmoid,
}  # fmt: skip
FUNCTIONS["swish"] = FUNCTIONS["silu"]


def get(identifier: Any) -> Any:
    """Return the activation that a name or a function stands for; `linear` for None."""
    return linear if identifier is None else scope.choose(FUNCTIONS, identifier, "activation function")


scope.published("activations", {**FUNCTIONS, "get": get})
