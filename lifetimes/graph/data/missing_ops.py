"""Ops that are not here: a graph that has some is imported, and says so where something is run that needs them."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from lifetimes.errors import NotFoundError, advise
from lifetimes.graph.data.protos import NodeDef
from lifetimes.ops import DType, dtypes
from lifetimes.ops.registry import Op, Out, find

OUTPUTS: Final = "_lifetimes_outputs"  # how many outputs of such a node are used, which nobody else can know
_KNOWN: Final = "The ops of this library are in lifetimes.ops; register one with lifetimes.ops.registry.op."


def definition_of(op: str) -> Op:
    """Return the registered op, or one that stands for what is not here."""
    try:
        return find(op)
    except LookupError:
        return _missing(op)


@cache
def _missing(op: str) -> Op:
    return Op(op, "inputs:*", _refused, _guessed, stateful=True, outputs=-1)


def is_missing(definition: Op) -> bool:
    return definition.kernel is _refused


def _refused(run: Any, node: Any, *inputs: Any) -> Any:
    first = f"Op type not registered '{node.type}' in binary running on this machine."
    raise NotFoundError(None, None, advise(first, f"Node {node.name!r} is of that type. {_KNOWN}"))


def _guessed(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    """Return one output of unknown shape for each that is used; the dtypes are those that the attributes name."""
    named = [value for value in attrs.values() if isinstance(value, DType)]
    tuples = (value for value in attrs.values() if isinstance(value, tuple) and value)
    listed = next((value for value in tuples if all(isinstance(one, DType) for one in value)), ())
    first = attrs.get("dtype", attrs.get("T", named[0] if named else dtypes.float32))
    count = max(attrs.get(OUTPUTS, 1), len(listed))
    return [(listed[i] if i < len(listed) else first, None) for i in range(count)]


def used_outputs(nodes: Iterable[NodeDef], elements: Iterable[str]) -> Mapping[str, int]:
    """Return, for each node, how many of its outputs others read."""
    found: dict[str, int] = {}
    for name in [name for node in nodes for name in node.input] + list(elements):
        op_name, *_, number = name.split(":") if ":" in name else (name, "")
        if number.isdigit():
            found[op_name] = max(found.get(op_name, 1), int(number) + 1)
    return found
