"""How a world gets its public names: each shared function, bound to that world, under TensorFlow's dotted name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial, update_wrapper
from types import MethodType, ModuleType
from typing import Any, Final


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
    "get_variable": "Variables have no name to be found by in TensorFlow 2: keep the object.",
    "global_variables": "There is no global list of variables in TensorFlow 2: ask a tf.Module for its .variables.",
    "audio": "Sound is left out of summaries; scalars, histograms, pictures, text and tensors are there.",
    "datasets": "Data sets are left out; make the arrays with NumPy.",
    "Conv2D": "Convolutions are left out; this library is about variables, not images.",
    "conv2d": "Convolutions are left out; this library is about variables, not images.",
}


class BoundType(type):
    """The type of a class with its world filled in, as `tf.Graph`; every instance of the original is one of it."""

    _stands_for: Any = None
    _make: Any = None

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        make = cls.__dict__.get("_make")
        return super().__call__(*args, **kwargs) if make is None else make(*args, **kwargs)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, cls.__dict__.get("_stands_for", ())) or super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.__dict__.get("_stands_for", ())) or super().__subclasscheck__(subclass)


def bound_class(cls: Any, world: Any) -> Any:
    """Return a class to call, to subclass and to ask `isinstance` of, whose `__init__` is given the world first.

    A class that has a function `_make(world, ...)` says with it what calling the class makes.
    """

    def in_world(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__(self, world, *args, **kwargs)

    body = {"__init__": in_world, "__doc__": cls.__doc__, "__module__": cls.__module__, "_stands_for": cls}
    if hasattr(cls, "_make"):
        body["_make"] = MethodType(cls._make, world)
    return BoundType(cls.__name__, (cls,), body)


def bound(function: Any, world: Any) -> Any:
    """Return a shared function or class with the world filled in."""
    return bound_class(function, world) if isinstance(function, type) else MethodType(_target(function, world), world)


_TARGETS: Final[dict[tuple[Any, Any], Any]] = {}  # of each public function what it calls, as long as the worlds live


def _target(function: Callable[..., Any], world: Any) -> Any:
    """Return what the public function of a world calls: the shared one, until `take_over` puts another in its place."""
    if (function, world) not in _TARGETS:
        made: Any = update_wrapper(partial(function), function, updated=())
        del made.__wrapped__
        _TARGETS[function, world] = made
    return _TARGETS[function, world]


def take_over(function: Callable[..., Any], world: Any, answer: Callable[..., Any]) -> None:
    """Let `answer(plain, *arguments)` have the calls whose arguments are of a class that `_takes_over_functions`.

    The arguments are looked at from now on, also by programs that took the public function before; a function that
    nobody took over, and each of them before the library with such a class loads, looks at nothing.
    """
    target, plain = _target(function, world), partial(function, world)

    def call(world: Any, *args: Any, **kwargs: Any) -> Any:
        if _any_takes_over(args) or (kwargs and _any_takes_over(kwargs.values())):
            return answer(plain, *args, **kwargs)
        return function(world, *args, **kwargs)

    # A partial can be told in place what it calls; a name that somebody has bound to a function cannot.
    target.__setstate__((update_wrapper(call, function), (), {}, vars(target)))


def _any_takes_over(arguments: Iterable[Any]) -> bool:
    return any(
        hasattr(type(value), "_takes_over_functions")
        or (type(value) is list and any(hasattr(type(item), "_takes_over_functions") for item in value))
        for value in arguments
    )


def bind(package: str, world: Any, functions: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    """Return the top-level names of a world: its functions and classes, and one Namespace for each dotted prefix.

    The namespaces are importable too (`from lifetimes.tf2.math import add`). One function under several names is
    one object under all of them.
    """
    top: dict[str, Any] = {}
    made: dict[int, Any] = {}
    for dotted, function in functions.items():
        *prefix, name = dotted.split(".")
        if id(function) not in made:
            made[id(function)] = bound(function, world)
        put(package, top, prefix, name, made[id(function)])
    return top


def put(package: str, top: dict[str, Any], prefix: list[str], name: str, value: Any) -> None:
    """Put a value under a dotted name, making the namespaces on the way."""
    place, path = top, package
    for part in prefix:
        path = f"{path}.{part}"
        if type(place.get(part)) is not Namespace:
            place[part] = _namespace(path)
        place = vars(place[part])
    place[name] = value


def _namespace(path: str) -> Namespace:
    """Return the namespace of that path; it can be imported, unless a file of the library has that very name."""
    found = sys.modules.get(path)
    if type(found) is Namespace:
        return found
    made = Namespace(path)
    sys.modules.setdefault(path, made)
    return made
