"""How a world gets its public names: each shared function, bound to that world, under TensorFlow's dotted name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import MethodType, ModuleType
from typing import Any


class Namespace(ModuleType):
    """A part of a world such as `tf.math`. A name that is absent says what to use instead."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise AttributeError(absent(self.__name__, name))


def absent(module: str, name: str) -> str:
    """Return the sentence for a name that a world does not have."""
    world = module.split(".")[1]
    reason = LEFT_OUT.get(name)
    if reason is not None:
        return f"module '{module}' has no attribute '{name}'\n{reason}"
    return (
        f"module '{module}' has no attribute '{name}'\n"
        f"lifetimes.{world} models who owns a variable; what it has is listed by dir({module})."
    )


LEFT_OUT: dict[str, str] = {
    "data": "Input pipelines are left out; loop over NumPy arrays instead.",
    "contrib": "tf.contrib is left out, as it was from TensorFlow 2; most of it lives on in tf.layers and tf.losses.",
    "SparseTensor": "Sparse tensors are left out; use a dense tensor.",
    "sparse": "Sparse tensors are left out; use a dense tensor.",
    "distribute": "There is one CPU here and nothing to distribute over.",
    "Session": "Sessions are TensorFlow 1: use lifetimes.tf1, or tf.compat.v1.Session with a tf.Graph.",
    "placeholder": "Placeholders are TensorFlow 1: pass the value as an argument of a tf.function.",
    "get_variable": "Variables are not found by name in TensorFlow 2: keep the object, or use tf.compat.v1.get_variable.",
    "global_variables": "There is no global list of variables in TensorFlow 2: ask a tf.Module for its .variables.",
    "conv2d": "Convolutions are left out; this library is about variables, not images.",
}


def bind(package: str, world: Any, functions: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    """Return the top-level names of a world: its functions, and one Namespace for each dotted prefix.

    The namespaces are importable too (`from lifetimes.tf2.math import add`).
    """
    top: dict[str, Any] = {}
    for dotted, function in functions.items():
        *prefix, name = dotted.split(".")
        put(package, top, prefix, name, MethodType(function, world))
    return top


def put(package: str, top: dict[str, Any], prefix: list[str], name: str, value: Any) -> None:
    """Put a value under a dotted name, making the namespaces on the way."""
    place, path = top, package
    for part in prefix:
        path = f"{path}.{part}"
        if part not in place:
            place[part] = sys.modules.setdefault(path, Namespace(path))
        place = vars(place[part])
    place[name] = value
