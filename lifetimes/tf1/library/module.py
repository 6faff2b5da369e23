"""Module in the old world: a way to find variables through attributes. The graph owns them nevertheless.

Source: `tensorflow/python/module/module.py`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Final

from lifetimes import nest
from lifetimes.ops.registry import public
from lifetimes.tf1.variable import Variable

_CAMEL: Final = re.compile(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")
_IDENTIFIER: Final = re.compile(r"^[a-zA-Z_]([a-zA-Z0-9_])*$")


class _Scope:
    """A name scope that can be entered again and again."""

    def __init__(self, world: Any, name: str) -> None:
        self._world, self._name = world, name
        self._entered: list[AbstractContextManager[str]] = []

    @property
    def name(self) -> str:
        return self._name

    def __enter__(self) -> str:
        self._entered.append(self._world.name_scope(self._name))
        return self._entered[-1].__enter__()

    def __exit__(self, *exc: Any) -> None:
        self._entered.pop().__exit__(*exc)


@public(v1=("Module",))
class Module:
    """Base class of what has variables as attributes."""

    def __init__(self, world: Any, name: str | None = None) -> None:
        if name is None:
            name = _CAMEL.sub(r"_\1", type(self).__name__).lower()
        elif not _IDENTIFIER.match(name):
            raise ValueError(
                f"{name!r} is not a valid module name. Module names must be valid Python identifiers (e.g. a valid "
                "class name)."
            )
        self._name = name
        with world.name_scope(name) as scope:
            self._name_scope = _Scope(world, scope)

    @property
    def name(self) -> str:
        return self._name

    @property
    def name_scope(self) -> _Scope:
        """The scope that prefixes the names of variables made inside it."""
        return self._name_scope

    @property
    def variables(self) -> tuple[Any, ...]:
        """All variables: this module's in the order of attribute names, then those of the modules below."""
        return tuple(value for value in self._below() if isinstance(value, Variable))

    @property
    def trainable_variables(self) -> tuple[Any, ...]:
        return tuple(variable for variable in self.variables if variable.trainable)

    @property
    def non_trainable_variables(self) -> tuple[Any, ...]:
        return tuple(variable for variable in self.variables if not variable.trainable)

    @property
    def submodules(self) -> tuple[Any, ...]:
        """All modules below this one, each once."""
        return tuple(value for value in self._below() if isinstance(value, Module))

    def _below(self) -> Iterator[Any]:
        """Yield each variable and module that the attributes lead to, once."""
        seen, queue = {id(self)}, [self]
        for module in queue:  # grows while it is walked
            for name in sorted(vars(module)):
                for leaf in nest.flatten(vars(module)[name]):
                    if isinstance(leaf, (Variable, Module)) and id(leaf) not in seen:
                        seen.add(id(leaf))
                        yield leaf
                        if isinstance(leaf, Module):
                            queue.append(leaf)

    def _checkpoint_children(self) -> dict[str, Any]:
        kinds = (Variable, Module, list, tuple, dict)
        return {name: value for name, value in vars(self).items() if isinstance(value, kinds) and value is not self}

    @classmethod
    def with_name_scope(cls, method: Callable[..., Any]) -> Callable[..., Any]:
        """Decorate a method to run inside the module's name scope."""

        @functools.wraps(method)
        def inside(self: Any, *args: Any, **kwargs: Any) -> Any:
            with self.name_scope:
                return method(self, *args, **kwargs)

        return inside
