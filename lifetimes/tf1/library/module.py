"""Module in the old world: a way to find variables through attributes. The graph owns them nevertheless.

Source: `tensorflow/python/module/module.py`.
"""

from __future__ import annotations

from typing import Any

from lifetimes.modules import ReopenedScope, WalkedModule
from lifetimes.ops.registry import public
from lifetimes.tf1.variable import Variable


class _Scope(ReopenedScope):
    """A name scope in the default graph of a world."""

    def __init__(self, world: Any, name: str) -> None:
        super().__init__(name)
        self._world = world


@public(v1=("Module",))
class Module(WalkedModule):
    """Base class of what has variables as attributes."""

    _variable_class = Variable

    def __init__(self, world: Any, name: str | None = None) -> None:
        self._set_name(name)
        with world.name_scope(self._name) as scope:
            self._name_scope = _Scope(world, scope)

    def _checkpoint_children(self) -> dict[str, Any]:
        kinds = (Variable, Module, list, tuple, dict)
        return {name: value for name, value in vars(self).items() if isinstance(value, kinds) and value is not self}
