"""What programs hold things by without a thought: loggers, outputs of IPython, fixtures of pytest, frames of pandas,
arrays of NumPy.

Each is a root of its own, or has a name, where a path would else lead through the insides of a library.
"""

import sys
from collections.abc import Iterator
from typing import Any

from lifetimes import labels

from ..heap.attributes import c_value, class_namespace, instance_dict, own_value
from ..heap.roots import vars_of_module


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


# Arrays --------------------------------------------------------------------------------------------------------


def _array_name(array: Any) -> str:
    return f"{c_value(array, 'dtype')}[{', '.join(map(str, c_value(array, 'shape')))}]"


def _array_bytes(array: Any) -> int | None:
    """The bytes of an array's own buffer; a view has none, so that shared memory is counted once."""
    return int(c_value(array, "nbytes")) if c_value(array, "base") is None else None


def _array_holds(array: Any) -> Iterator[tuple[str, object]]:
    """The array that a view looks into, and the elements that are objects; neither is visible to the collector."""
    base, dtype = c_value(array, "base"), c_value(array, "dtype")
    if base is not None:
        yield ".base", base
    if dtype.hasobject:
        cls = sys.modules["numpy"].ndarray
        yield from _objects_in(cls.view(array, cls), cls)  # a subclass is called for each part that is taken of it


def _objects_in(array: Any, cls: Any) -> Iterator[tuple[str, object]]:
    """The elements of an object array, of one with fields those of each."""
    if c_value(array, "dtype").names is None:
        yield from _elements(cls.tolist(array), c_value(array, "ndim"), ())
    for name in c_value(array, "dtype").names or ():
        if c_value(array, "dtype")[name].hasobject:
            inside = _objects_in(cls.__getitem__(array, name), cls)
            yield from ((f"[{name!r}]{place}", held) for place, held in inside)


def _elements(items: Any, depth: int, place: tuple[int, ...]) -> Iterator[tuple[str, object]]:
    if depth == 0:
        yield f"[{', '.join(map(str, place)) or '()'}]", items
    else:
        for position, item in enumerate(items):
            yield from _elements(item, depth - 1, (*place, position))


labels.register("numpy.ndarray", "array", name=_array_name, nbytes=_array_bytes, holds=_array_holds)
