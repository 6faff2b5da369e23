"""From operations to steps: what the plan does not have to do each time is done here, once.

    pruned    an operation that no fetch and no effect needs is left out
    folded    what depends on constants alone is computed now
    shared    two operations that compute the same from the same become one
    renamed   an Identity is another name for its input's slot
    fused     a chain of elementwise operations becomes one step that can go block by block
    freed     each intermediate is dropped after the step that uses it last

None of this touches operations with state: those stay, in the order in which they were written.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops.registry import can_fold, unchanged

Fetch = Tensor | Operation


class Step(NamedTuple):
    """One call of a kernel: slots in, slots out, slots whose value nobody needs afterwards."""

    operation: Operation
    kernel: Callable[..., Any]
    stateful: bool
    single: bool
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    frees: tuple[int, ...] = ()


def needed(fetches: Iterable[Fetch], fed: set[int]) -> list[Operation]:
    """Return the operations that the fetches need, in an order in which each comes after what it waits for."""
    stack = [f for f in fetches if isinstance(f, Operation)]
    stack += [f.op for f in fetches if isinstance(f, Tensor) and id(f) not in fed]
    found: dict[Operation, None] = {}
    while stack:
        operation = stack.pop()
        operation = operation.attrs.get("_runs_as", operation)  # what ends a branch or a loop
        if operation in found:
            continue
        found[operation] = None
        stack += [tensor.op for tensor in operation.inputs if id(tensor) not in fed]
        # An operation that is given, or of which all is, computes nothing: to wait for it means nothing.
        stack += [other for other in operation._waits if {*map(id, other.outputs or [other])} - fed]
    return sorted(found, key=lambda operation: operation.index)


def touches_resource(operation: Operation) -> bool:
    """Return whether an operation makes, reads or writes state that a tensor stands for: no other may do it for it."""
    return any(tensor.dtype.kind == "r" for tensor in (*operation.inputs, *operation.outputs))


def writes_last(operations: Sequence[Operation]) -> list[Operation]:
    """Return operations of a graph with what writes, and all that comes of it, behind what only computes.

    Where nothing says which comes first, TensorFlow's executor reads before it writes: a loss that is fetched with the
    step that lowers it is the loss before that step. What a variable starts with is there before the variable is, so
    an initialiser comes first.
    """
    late: dict[Operation, None] = {}
    for operation in operations:
        before = (*(tensor.op for tensor in operation.inputs), *operation._waits) if late else ()
        comes_of = not late.keys().isdisjoint(one.attrs.get("_runs_as", one) for one in before)
        if comes_of or _may_write_late(operation, bool(late)):
            late[operation] = None
    return [*(one for one in operations if one not in late), *late] if late else list(operations)


def _may_write_late(operation: Operation, others: bool) -> bool:
    """Return whether an operation writes to a variable what was not there before it, or behind others that do."""
    if not operation.inputs:
        return False
    first = operation.inputs[0]
    if not (first.dtype.is_ref or first.dtype.kind == "r") or not operation.has_effect:
        return False
    return others or any(tensor.op.index > first.op.index for tensor in operation.inputs)


class Planner:
    """Makes the steps of one plan. Afterwards `steps`, `slots`, `constants` and what was saved can be read."""

    def __init__(self, fetches: Sequence[Fetch], feeds: Sequence[Fetch]) -> None:
        self.slots: dict[int, int] = {id(fed): i for i, fed in enumerate(feeds)}
        self.size = len(feeds)
        self.constants: dict[int, Any] = {}
        self.names: dict[int, str] = {i: fed.name for i, fed in enumerate(feeds)}
        self.saved: dict[str, int] = dict.fromkeys(("folded", "shared", "renamed"), 0)
        self._seen: dict[Any, tuple[int, ...]] = {}
        self._fed = set(self.slots)
        self._places = {i for i, fed in enumerate(feeds) if isinstance(fed, Tensor) and fed.dtype.is_ref}
        self._reads: dict[int, int] = {}
        self.steps: list[Step] = []
        operations = needed(fetches, self._fed)
        if operations and not operations[0].graph.building_function:
            operations = writes_last(operations)
        self._used = {id(tensor) for operation in operations for tensor in operation.inputs} | {*map(id, fetches)}
        with np.errstate(all="ignore"):
            for operation in operations:
                self._take(operation)

    def _new_slot(self, name: str) -> int:
        self.names[self.size] = name
        self.size += 1
        return self.size - 1

    def _take(self, operation: Operation) -> None:
        """Add the step of one operation, or find that none is needed."""
        if operation.type == "NoOp":
            return
        if operation.definition.kernel is unchanged:
            self._bind(operation, tuple(self.slots[id(tensor)] for tensor in operation.inputs), "renamed")
            return
        inputs = self._inputs(operation)
        if operation.definition.stateful or touches_resource(operation):
            self._add(operation, inputs)
            if operation.has_effect:
                self._reads.clear()
        elif not self._folded(operation, inputs):
            self._shared_or_added(operation, inputs)

    def _inputs(self, operation: Operation) -> tuple[int, ...]:
        """Return the input slots; a reference that is only read is read here, where its value is needed."""
        refs = operation.definition.refs
        return tuple(
            self.slots[id(tensor)] if index < refs and tensor.dtype.is_ref else self.value_of(tensor)
            for index, tensor in enumerate(operation.inputs)
        )

    def value_of(self, tensor: Tensor) -> int:
        """Return the slot of a tensor's value at this point of the plan.

        The reading of a reference is a reference: it stands for the value of the moment at which it is used. So a
        variable is read at the first use, and again at the first use after an operation that may have written to one.
        """
        slot = self.slots[id(tensor)]
        if slot not in self._places:
            return slot
        if slot not in self._reads:
            self._reads[slot] = self._new_slot(f"{tensor.op.name} (read)")
            self.steps.append(Step(tensor.op, read, False, True, (slot,), (self._reads[slot],)))
        return self._reads[slot]

    def result(self, tensor: Tensor) -> int:
        """Return the slot that a fetch gives: of a reference the place itself, which its reader reads."""
        return self.slots[id(tensor)] if tensor.dtype.is_ref else self.value_of(tensor)

    def _bind(self, operation: Operation, slots: tuple[int, ...], how: str) -> None:
        for tensor, slot in zip(operation.outputs, slots, strict=True):
            if id(tensor) not in self._fed:
                self.slots[id(tensor)] = slot
        self.saved[how] += 1

    def _folded(self, operation: Operation, inputs: tuple[int, ...]) -> bool:
        """Compute an operation of constants now, if it is small and does not fail."""
        known = operation.outputs[0].static_value() if operation.definition.folds in ("shape", "rank") else None
        if known is not None:
            self._bind(operation, (self._constant(operation.outputs[0], known),), "folded")
            return True
        if any(slot not in self.constants for slot in inputs):
            return False
        if operation.inputs and not can_fold(operation):
            return False
        try:
            result = bound(operation)(*(self.constants[slot] for slot in inputs))
        except Exception:
            return False
        values = (result,) if operation.definition.outputs == 1 else tuple(result)
        self._bind(operation, tuple(map(self._constant, operation.outputs, values)), "folded")
        self.saved["folded"] -= not operation.inputs
        return True

    def _constant(self, tensor: Tensor, value: Any) -> int:
        """Return the slot of a value that is known now. Equal small ones have one: what is made of them is shared."""
        small = isinstance(value, np.ndarray) and value.nbytes <= 64 and not value.dtype.hasobject
        key = (value.dtype, value.shape, value.tobytes()) if small else object()
        if key not in self._seen:
            self._seen[key] = (self._new_slot(tensor.name),)
            self.constants[self._seen[key][0]] = value
        return self._seen[key][0]

    def _shared_or_added(self, operation: Operation, inputs: tuple[int, ...]) -> None:
        key = _key(operation, inputs)
        if key in self._seen:
            self._bind(operation, self._seen[key], "shared")
            return
        outputs = self._add(operation, inputs)
        if key is not None:
            self._seen[key] = outputs

    def _add(self, operation: Operation, inputs: tuple[int, ...]) -> tuple[int, ...]:
        outputs = tuple(self._new_slot(tensor.name) for tensor in operation.outputs)
        for tensor, slot in zip(operation.outputs, outputs, strict=True):
            if tensor.dtype.is_ref:
                self._places.add(slot)
            if id(tensor) not in self._fed:
                self.slots[id(tensor)] = slot
        definition = operation.definition
        single, kernel = definition.outputs == 1, bound(operation)
        kept = getattr(definition.kernel, "kept", None)  # outputs that only a gradient reads, and that cost memory
        if kept is not None:
            kernel = partial(kernel, kept=any(id(tensor) in self._used for tensor in kept(operation)))
        self.steps.append(Step(operation, kernel, definition.stateful, single, inputs, outputs))
        return outputs


def bound(operation: Operation) -> Callable[..., Any]:
    """Return the kernel with the operation's attributes filled in."""
    attrs = {key: value for key, value in operation.attrs.items() if not key.startswith("_")}
    if operation.definition.stateful or not attrs:
        return operation.definition.kernel
    return partial(operation.definition.kernel, **attrs)


def read(value: Any) -> Any:
    """The kernel of a reading: the value of a reference, at this point of the plan."""
    return value.read() if type(value) is Storage else value


def _key(operation: Operation, inputs: tuple[int, ...]) -> Any:
    """Return what makes two stateless operations the same; None where their attributes cannot be compared."""
    key = (operation.type, inputs, tuple(sorted(operation.attrs.items(), key=lambda item: item[0])))
    try:
        hash(key)
    except TypeError:
        return None
    return key


# --- after the steps are known ---------------------------------------------------------------------------


def with_frees(steps: Sequence[Step], kept: set[int]) -> list[Step]:
    """Return the steps with each slot freed after its last use."""
    last: dict[int, int] = {}
    for position, step in enumerate(steps):
        last.update(dict.fromkeys((*step.outputs, *step.inputs), position))
    frees: dict[int, list[int]] = {}
    for slot, position in last.items():
        if slot not in kept:
            frees.setdefault(position, []).append(slot)
    return [step._replace(frees=tuple(frees.get(i, ()))) for i, step in enumerate(steps)]
