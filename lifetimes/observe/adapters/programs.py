"""What programs hold things by without a thought: loggers, outputs of IPython, fixtures of pytest, frames of pandas.

Each is a root of its own, or has a name, where a path would else lead through the insides of a library.
"""

from __future__ import annotations

import sys
from typing import Any

from lifetimes import labels

from ..heap.attributes import c_value, class_namespace, instance_dict, own_value
from ..heap.roots import vars_of_module

__all__: list[str] = []


def _kept_in(module: str, *names: str) -> Any:
    """What an imported module holds under names, each read in the dictionary of the one before, or None."""
    found: Any = sys.modules.get(module)
    space = {} if found is None else vars_of_module(found)
    for name in names:
        found = dict.get(space, name)
        if issubclass(type(found), type):
            space = dict(class_namespace(found))
        else:
            space = found if issubclass(type(found), dict) else instance_dict(found) or {}
    return found


def _kept_name(attribute: str) -> Any:
    """Reads an attribute without asking for the dictionary, which would make one."""

    def name(obj: object) -> str | None:
        found = own_value(obj, attribute)
        return found if isinstance(found, str) else None

    return name


_SHELL = ("IPython.core.interactiveshell", "InteractiveShell", "_instance")

labels.register_root("the root logger", "logging.getLogger()", lambda: _kept_in("logging", "root"))
labels.register_root("the loggers", "logging.root.manager", lambda: _kept_in("logging", "Logger", "manager"))
labels.register_table("logging.Manager", "loggerDict", "getLogger")
labels.register_root(
    "IPython's Out", "get_ipython().user_ns['Out']",
    lambda: _kept_in(*_SHELL, "_user_ns", "Out") or _kept_in(*_SHELL, "user_ns", "Out"), advice="`%reset out`",
)  # fmt: skip
labels.register("_pytest.fixtures.FixtureDef", "fixture", name=_kept_name("argname"))
labels.register("_pytest.python.Function", "test", name=lambda item: c_value(item, "name"))
for _frame in ("frame.DataFrame", "series.Series", "indexes.base.Index"):
    labels.register(f"pandas.core.{_frame}", _frame.rpartition(".")[2])
