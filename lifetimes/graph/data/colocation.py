"""Which operations TensorFlow keeps on one device: the attribute `_class` of a node, and `colocation_groups`.

Most of it follows from what a node is: what writes to a reference is beside that variable, its reading and what begins
it are, a gradient is beside what it was computed from. Only what `colocate_with` says is kept, by the device.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation

_PLACES: Final = ("VariableV2", "VarHandleOp")
_PASSED_ON: Final = re.compile(r"(?:.*/)?control_dependency(?:_\d+)?")


class Beside(str):
    """A device that is told by who is there already."""

    groups: frozenset[bytes] = frozenset()


def beside(device: str, groups: frozenset[bytes]) -> Beside:
    made = Beside(device)
    made.groups = groups
    return made


def near(world: Any, variable: Any) -> AbstractContextManager[None]:
    """Put what a graph of the old world gets inside beside a variable."""
    return world.current_graph().colocate_with(variable) if world.parts_in_graph else nullcontext()


@contextmanager
def colocate_with(graph: Any, op: Any, ignore_existing: bool) -> Iterator[None]:
    """Put what is made inside beside an operation, and beside those of the blocks around, unless these are ignored."""
    if op is None and not ignore_existing:
        raise ValueError("Trying to reset colocation (op is None) but ignore_existing is not True")
    scopes, old = graph.scopes, graph.scopes.devices
    target: Any = None if op is None else _target(graph, op)
    around = [] if ignore_existing else [one for one in old if hasattr(one, "colocates")]
    alone = None if target is None else beside(target.device, frozenset(groups_of(target)))

    def placed(operation: Operation) -> Any:
        if not operation.device and type(operation.device) is str:
            return alone
        found = getattr(operation.device, "groups", frozenset()).union(groups_of(target))
        return beside(target.device or operation.device, found)

    placed.colocates = True  # type: ignore[attr-defined]
    scopes.devices = around if target is None else [*around, placed]
    try:
        yield
    finally:
        scopes.devices = old


def _target(graph: Any, op: Any) -> Any:
    """Return the operation that an object stands for: of a variable what makes it, of a value what holds it."""
    held = getattr(op, "handle", op)
    held = held.values if isinstance(held, IndexedSlices) else held
    found = getattr(held, "op", held)
    if isinstance(found, Operation):
        return found
    return graph.capture_or_own(held if hasattr(held, "dtype") else graph.world.convert(held)).op


def follow(operation: Operation) -> None:
    """Put an operation on the device of what it is beside."""
    for other in _beside(operation):
        if other.device:
            groups = getattr(operation.device, "groups", None)
            operation.device = str(other.device) if groups is None else beside(other.device, groups)


def groups_of(operation: Operation, known: dict[Operation, set[bytes]] | None = None) -> list[bytes]:
    """Return the names of the groups that an operation is in, sorted: its own where it is beside no other.

    Who asks for many of them has those that are `known` already, and is given these.
    """
    found, seen, stack = set[bytes](), set[Operation](), [operation]
    while stack:
        one = stack.pop()
        if known and one in known:
            found |= known[one]
            continue
        told, others = getattr(one.device, "groups", ()), _beside(one)
        found.update(told or ([] if others else [f"loc:@{one.name}".encode()]))
        stack += [other for other in others if other not in seen]
        seen.update(others)
    if known is not None:
        known[operation] = found
    return sorted(found)


def shown(operation: Operation, known: dict[Operation, set[bytes]] | None) -> list[bytes] | None:
    """Return what the node says of its groups; None where it says nothing."""
    told = hasattr(operation.device, "groups") or _beside(operation) or _begins_by_itself(operation)
    return groups_of(operation, known) if told else None


def _beside(operation: Operation) -> list[Operation]:
    """Return those that an operation is beside because of what it is."""
    kind, name, inputs = operation.type, operation.name, operation.inputs
    refs = [tensor.op for tensor in inputs[: operation.definition.refs] if tensor.dtype.is_ref]
    if refs or hasattr(operation.device, "groups"):
        return refs
    if kind == "Identity":
        source = inputs[0].op
        reading = source.type == "VariableV2" and name == f"{source.name}/read"
        return [source] if reading or _PASSED_ON.fullmatch(name) else []
    if kind in ("Switch", "RefSwitch"):
        return [] if inputs[0] is inputs[1] else [inputs[0].op]
    place, begins, _ = name.rpartition("/Initializer/")
    variable = operation.graph.root._operations.get(place) if begins else None
    return [variable] if variable is not None and variable.type in _PLACES else []


def _begins_by_itself(operation: Operation) -> bool:
    """Return whether this is a variable whose initial value was made with it, by a function."""
    if operation.type not in _PLACES:
        return False
    start = f"{operation.name}/Initializer/"
    return any(tensor.op.name.startswith(start) for user in operation.outputs[0].consumers() for tensor in user.inputs)
