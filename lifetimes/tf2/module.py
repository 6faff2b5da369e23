"""Module: a tree of owners. It holds its variables through its attributes, and finds them by walking these."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from lifetimes import labels, nest
from lifetimes.ops.registry import publish
from lifetimes.tf2.scopes import NameScope
from lifetimes.tf2.tracking import DEPENDENCIES, AutoTrackable
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD

_CAMEL = re.compile(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")
_IDENTIFIER = re.compile(r"^[a-zA-Z_]([a-zA-Z0-9_])*$")


class Module(AutoTrackable):
    """Base class of what holds variables. Whoever holds the module holds them; nobody else lists them."""

    _TF_MODULE_IGNORED_PROPERTIES: ClassVar[frozenset[str]] = frozenset((DEPENDENCIES,))

    def __init__(self, name: str | None = None) -> None:
        if name is None:
            name = _CAMEL.sub(r"_\1", type(self).__name__).lower()
        elif not _IDENTIFIER.match(name):
            raise ValueError(
                f"{name!r} is not a valid module name. Module names must be valid Python identifiers (e.g. a valid "
                "class name)."
            )
        self._name = name
        with WORLD.name_scope(name) as scope:
            self._name_scope = NameScope(scope)

    @property
    def name(self) -> str:
        return self._name

    @property
    def name_scope(self) -> NameScope:
        """The scope that prefixes the names of variables made inside it."""
        return self._name_scope

    @property
    def variables(self) -> tuple[Any, ...]:
        """All variables, found anew each time: this module's in the order of attribute names, then its submodules'."""
        return tuple(self._flatten(predicate=_is_variable, expand_composites=True))

    @property
    def trainable_variables(self) -> tuple[Any, ...]:
        return tuple(self._flatten(predicate=lambda v: _is_variable(v) and v.trainable, expand_composites=True))

    @property
    def non_trainable_variables(self) -> tuple[Any, ...]:
        return tuple(self._flatten(predicate=lambda v: _is_variable(v) and not v.trainable, expand_composites=True))

    @property
    def submodules(self) -> tuple[Any, ...]:
        """All modules below this one, each once."""
        return tuple(self._flatten(predicate=_is_module))

    def _flatten(
        self, recursive: bool = True, predicate: Callable[[Any], Any] | None = None,
        attribute_traversal_key: Callable[[str], Any] | None = None, with_path: bool = False,
        expand_composites: bool = False,
    ) -> Iterator[Any]:  # fmt: skip
        """Yield the leaves of the attributes that the predicate accepts; with paths every way to a leaf is yielded."""
        seen = None if with_path else {id(self)}
        rules = recursive, predicate or (lambda leaf: True), attribute_traversal_key, expand_composites
        found = _below(self, (), (), seen, *rules)
        return found if with_path else (leaf for _, leaf in found)

    @classmethod
    def with_name_scope(cls, method: Callable[..., Any]) -> Callable[..., Any]:
        """Decorate a method to run inside the module's name scope."""

        @functools.wraps(method)
        def inside(self: Any, *args: Any, **kwargs: Any) -> Any:
            with self.name_scope:
                return method(self, *args, **kwargs)

        return inside


def _is_variable(value: Any) -> bool:
    return isinstance(value, Variable)


def _is_module(value: Any) -> bool:
    return isinstance(value, Module)


def _below(
    module: Any, path: tuple[Any, ...], parents: tuple[int, ...], seen: set[int] | None,
    recursive: bool, predicate: Callable[[Any], Any], key: Any, expand: bool,
) -> Iterator[tuple[tuple[Any, ...], Any]]:  # fmt: skip
    """Yield paths and leaves. What was `seen` is not shown again; the way back to one of the parents ends there."""
    below: list[tuple[tuple[Any, ...], Any]] = []
    attributes = vars(module)
    for name in sorted(attributes, key=key):
        if name in module._TF_MODULE_IGNORED_PROPERTIES:
            continue
        for place, leaf in _leaves(name, attributes[name], expand):
            if seen is not None:
                if id(leaf) in seen:
                    continue
                seen.add(id(leaf))
            if predicate(leaf):
                yield (*path, name, *place), leaf
            if recursive and id(module) not in parents and _is_module(leaf):
                below.append(((*path, name, *place), leaf))
    for where, child in below:
        yield from _below(child, where, (*parents, id(module)), seen, recursive, predicate, key, expand)


def _leaves(name: str, value: Any, expand: bool) -> list[tuple[tuple[Any, ...], Any]]:
    try:
        return list(nest.leaves_with_paths(value, expand))
    except Exception as cause:
        raise ValueError(f"Error processing property {name!r} of {value!r}") from cause


publish(Module, v2=("Module",))


labels.register(Module, "module", name=lambda module: module.name)
