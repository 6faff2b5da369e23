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
        self,
        recursive: bool = True,
        predicate: Callable[[Any], Any] | None = None,
        attribute_traversal_key: Callable[[str], Any] | None = None,
        with_path: bool = False,
        expand_composites: bool = False,
    ) -> Iterator[Any]:
        """Yield the leaves of the attributes that the predicate accepts; with paths every way to a leaf is yielded."""
        walk = _Walk(recursive, predicate or (lambda leaf: True), attribute_traversal_key, with_path, expand_composites)
        return walk.module(self, ())

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


class _Walk:
    """One walk over a tree of modules: what was seen is not shown again, and a way back to a parent ends there."""

    def __init__(
        self, recursive: bool, predicate: Callable[[Any], Any], key: Any, with_path: bool, expand: bool
    ) -> None:
        self.recursive, self.predicate, self.key = recursive, predicate, key
        self.with_path, self.expand = with_path, expand
        self.seen: set[int] = set()
        self.parents: list[int] = []

    def module(self, module: Any, path: tuple[Any, ...]) -> Iterator[Any]:
        self.seen.add(id(module))
        recursive = self.recursive and id(module) not in self.parents
        below: list[tuple[tuple[Any, ...], Any]] = []
        attributes = vars(module)
        for name in sorted(attributes, key=self.key):
            if name in module._TF_MODULE_IGNORED_PROPERTIES:
                continue
            for place, leaf in self._leaves(module, name, attributes[name]):
                where = (*path, name, *place)
                if not self._is_new(leaf):
                    continue
                if self.predicate(leaf):
                    yield (where, leaf) if self.with_path else leaf
                if recursive and _is_module(leaf):
                    below.append((where, leaf))
        self.parents.append(id(module))
        for where, child in below:
            yield from self.module(child, where)
        self.parents.pop()

    def _is_new(self, leaf: Any) -> bool:
        if self.with_path:
            return True
        new = id(leaf) not in self.seen
        self.seen.add(id(leaf))
        return new

    def _leaves(self, module: Any, name: str, value: Any) -> list[tuple[tuple[Any, ...], Any]]:
        try:
            return list(nest.leaves_with_paths(value, self.expand))
        except Exception as cause:
            raise ValueError(f"Error processing property {name!r} of {value!r}") from cause


publish(Module, v2=("Module",))


labels.register(Module, "module", name=lambda module: module.name)
