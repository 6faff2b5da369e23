"""Activations by name, as `Dense(4, activation="relu")` takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.library.keras.scope import function


def linear(x: Any) -> Any:
    """Return the argument."""
    return x


def hard_sigmoid(x: Any) -> Any:
    """Return 0 below -3, 1 above 3, and a straight line between."""
    return function("nn.relu6")(function("convert_to_tensor")(x) + 3.0) / 6.0


def gelu(x: Any, approximate: bool = False) -> Any:
    """Return x times the probability that a standard normal value is below it."""
    return function("nn.gelu")(x, approximate)


def _named(name: str, path: str) -> Callable[..., Any]:
    def activation(x: Any, *args: Any, **kwargs: Any) -> Any:
        return function(path)(x, *args, **kwargs)

    activation.__name__ = activation.__qualname__ = name
    return activation


_PATHS: Final = {
    "elu": "nn.elu", "exponential": "exp", "leaky_relu": "nn.leaky_relu", "log_softmax": "nn.log_softmax",
    "relu": "nn.relu", "relu6": "nn.relu6", "selu": "nn.selu", "sigmoid": "sigmoid", "softmax": "nn.softmax",
    "softplus": "nn.softplus", "softsign": "nn.softsign", "silu": "nn.silu", "tanh": "tanh",
}  # fmt: skip
FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {name: _named(name, path) for name, path in _PATHS.items()}
FUNCTIONS.update(linear=linear, hard_sigmoid=hard_sigmoid, gelu=gelu, swish=FUNCTIONS["silu"])


def get(identifier: Any) -> Any:
    """Return the activation that a name or a function stands for; `linear` for None."""
    return linear if identifier is None else scope.choose(FUNCTIONS, identifier, "activation function")


scope.published("activations", {**FUNCTIONS, "get": get})
