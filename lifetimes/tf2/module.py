"""Module: a tree of owners. It holds its variables through its attributes, and finds them by walking these."""

from typing import ClassVar

from lifetimes import labels
from lifetimes.modules import WalkedModule
from lifetimes.ops import plain
from lifetimes.tf2.scopes import NameScope
from lifetimes.tf2.tracking import DEPENDENCIES, AutoTrackable
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


@plain(v2=("Module",))
class Module(WalkedModule, AutoTrackable):
    """Base class of what holds variables. Whoever holds the module holds them; nobody else lists them."""

    _TF_MODULE_IGNORED_PROPERTIES: ClassVar[frozenset[str]] = frozenset((DEPENDENCIES,))
    _variable_class = Variable

    def __init__(self, name: str | None = None) -> None:
        self._set_name(name)
        with WORLD.name_scope(self._name) as scope:
            self._name_scope = NameScope(scope)


labels.register(Module, "module", name=lambda module: getattr(module, "name", type(module).__name__))
