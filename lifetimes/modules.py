"""What `tf.Module` is in both worlds: it finds variables by walking attributes, and names what is made inside it.

Whether it owns them too is for a world to say. Source: `tensorflow/python/module/module.py`.
"""

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, ClassVar, Final

from lifetimes import nest

_CAMEL: Final = re.compile(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")
_IDENTIFIER: Final = re.compile(r"^[a-zA-Z_]([a-zA-Z0-9_])*$")


class ReopenedScope:
    """A name scope that can be entered again and again; it names what is made inside, and owns nothing."""

    _world: Any

    def __init__(self, name: str) -> None:
        self._name = name
        self._exits: list[AbstractContextManager[str]] = []

    name = property(lambda self: self._name)

    def __enter__(self) -> str:
        scope = self._world.name_scope(self._name)
        entered: str = scope.__enter__()
        self._exits.append(scope)
        return entered

    def __exit__(self, *exc: Any) -> Any:
        return self._exits.pop().__exit__(*exc)


class WalkedModule:
    """Base class of the modules of a world. Nobody lists their variables: each walk finds them anew."""

    _TF_MODULE_IGNORED_PROPERTIES: ClassVar[frozenset[str]] = frozenset()
    _variable_class: ClassVar[type]
    _name_scope: Any

    def _set_name(self, name: str | None) -> None:
        """Keep the name, by default the one of the class. ValueError where it is not an identifier."""
        if name is None:
            name = _CAMEL.sub(r"_\1", type(self).__name__).lower()
        elif not _IDENTIFIER.match(name):
            raise ValueError(f"{name!r} is not a valid module name. Module names must be valid Python identifiers "
                             "(e.g. a valid class name).")  # fmt: skip
        self._name = name

    name = property(lambda self: self._name)

    @property
    def name_scope(self) -> Any:
        """The scope that prefixes the names of variables made inside it."""
        return self._name_scope

    @property
    def variables(self) -> tuple[Any, ...]:
        """All variables, found anew each time: this module's in the order of attribute names, then its submodules'."""
        return tuple(self._flatten(predicate=self._finds, expand_composites=True))

    @property
    def trainable_variables(self) -> tuple[Any, ...]:
        return tuple(self._flatten(predicate=lambda v: self._finds(v) and v.trainable, expand_composites=True))

    @property
    def non_trainable_variables(self) -> tuple[Any, ...]:
        return tuple(self._flatten(predicate=lambda v: self._finds(v) and not v.trainable, expand_composites=True))

    @property
    def submodules(self) -> tuple[Any, ...]:
        """All modules below this one, each once."""
        return tuple(self._flatten(predicate=self._walks_into))

    def _finds(self, value: Any) -> bool:
        return isinstance(value, self._variable_class)

    def _walks_into(self, value: Any) -> bool:
        return isinstance(value, WalkedModule) and value._variable_class is self._variable_class  # of the same world

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
            if recursive and id(module) not in parents and module._walks_into(leaf):
                below.append(((*path, name, *place), leaf))
    for where, child in below:
        yield from _below(child, where, (*parents, id(module)), seen, recursive, predicate, key, expand)


def _leaves(name: str, value: Any, expand: bool) -> list[tuple[tuple[Any, ...], Any]]:
    try:
        return nest.leaves_with_paths(value, expand)
    except Exception as cause:
        raise ValueError(f"Error processing property {name!r} of {value!r}") from cause
