"""A plan: fetches and feeds, pruned to what is needed, ordered, and run as a plain loop.

The plan knows which kernels to call on which slots; it owns no value. Values come from the feeds and from
the *run* that is handed in, which says where variables live and which random numbers come next. So the same
plan serves the sessions of the old world and the functions of the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from lifetimes import errors
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops.randomness import Randomness

Fetch = Tensor | Operation


class Run:
    """What a plan needs from its owner: a place for variables by name, and a source of random numbers."""

    __slots__ = ("random", "storages")

    def __init__(self) -> None:
        self.storages: dict[str, Storage] = {}
        self.random = Randomness()

    def storage(self, name: str, dtype: Any, shape: Any) -> Storage:
        """Return the storage of that name, made empty at the first use."""
        found = self.storages.get(name)
        if found is None:
            found = self.storages[name] = Storage(name, dtype, shape)
        return found

    def call(
        self, function: Any, arguments: Sequence[Any], fetches: Sequence[Tensor] | None = None
    ) -> list[Any]:
        """Run a FuncGraph on the arguments and return its outputs, or the tensors of it that are asked for."""
        wanted = function.outputs if fetches is None else fetches
        key = tuple(map(id, wanted))
        plan = function.plans.get(key)
        if plan is None:
            plan = function.plans[key] = Plan([*wanted, *function.effects], function.inputs, len(wanted))
        return plan.run(arguments, self)  # type: ignore[no-any-return]


class Step(NamedTuple):
    """One call of a kernel: slots in, slots out, slots whose value nobody needs afterwards."""

    operation: Operation
    kernel: Callable[..., Any]
    stateful: bool
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    frees: tuple[int, ...]


class Plan:
    """What runs for one combination of fetches and feeds. `steps` can be read as a program."""

    def __init__(self, fetches: Sequence[Fetch], feeds: Sequence[Tensor], results: int | None = None) -> None:
        self.feeds = list(feeds)
        self._slots: dict[int, int] = {id(tensor): i for i, tensor in enumerate(self.feeds)}
        self._size = len(self.feeds)
        fed = set(self._slots)
        raw: list[Step] = []
        for operation in needed(fetches, fed):
            raw.extend(self._steps(operation, fed))
        results = len(fetches) if results is None else results
        self.results = [self._slots[id(f)] if isinstance(f, Tensor) else None for f in fetches[:results]]
        self.steps = _with_frees(raw, self._size, {slot for slot in self.results if slot is not None})

    def _new_slot(self) -> int:
        self._size += 1
        return self._size - 1

    def _steps(self, operation: Operation, fed: set[int]) -> Iterable[Step]:
        definition = operation.definition
        inputs = []
        for index, tensor in enumerate(operation.inputs):
            slot = self._slots[id(tensor)]
            if tensor.dtype.is_ref and index >= definition.refs:
                read = self._new_slot()
                yield Step(tensor.op, _read, False, (slot,), (read,), ())
                slot = read
            inputs.append(slot)
        outputs = []
        for tensor in operation.outputs:
            slot = self._new_slot()
            outputs.append(slot)
            if id(tensor) not in fed:
                self._slots[id(tensor)] = slot
        yield Step(operation, _bound(operation), definition.stateful, tuple(inputs), tuple(outputs), ())

    def run(self, feeds: Sequence[Any], run: Run) -> list[Any]:
        """Run the steps and return one value per fetch; None for an operation.

        An error names the operation and the line of the program that made it.
        """
        values: list[Any] = [None] * self._size
        values[: len(feeds)] = feeds
        with np.errstate(all="ignore"):
            for operation, kernel, stateful, inputs, outputs, frees in self.steps:
                arguments = [values[i] for i in inputs]
                try:
                    result = kernel(run, operation, *arguments) if stateful else kernel(*arguments)
                except Exception as error:
                    raise located(error, operation, arguments) from error
                if len(outputs) == 1 and operation.definition.outputs == 1:
                    values[outputs[0]] = result
                else:
                    for slot, value in zip(outputs, result or (), strict=True):
                        values[slot] = value
                for slot in frees:
                    values[slot] = None
        return [None if slot is None else values[slot] for slot in self.results]


def _read(value: Any) -> Any:
    return value.read() if type(value) is Storage else value


def _bound(operation: Operation) -> Callable[..., Any]:
    definition = operation.definition
    attrs = {key: value for key, value in operation.attrs.items() if not key.startswith("_")}
    if definition.stateful or not attrs:
        return definition.kernel
    return partial(definition.kernel, **attrs)


def needed(fetches: Iterable[Fetch], fed: set[int]) -> list[Operation]:
    """Return the operations that the fetches need, in an order in which each comes after what it waits for."""
    stack = [f for f in fetches if isinstance(f, Operation)]
    stack += [f.op for f in fetches if isinstance(f, Tensor) and id(f) not in fed]
    found: dict[Operation, None] = {}
    while stack:
        operation = stack.pop()
        if operation in found:
            continue
        found[operation] = None
        stack += [tensor.op for tensor in operation.inputs if id(tensor) not in fed]
        stack += operation.control_inputs
    return sorted(found, key=lambda operation: operation.index)


def _with_frees(steps: list[Step], size: int, kept: set[int]) -> list[Step]:
    """Return the steps with each slot freed after its last use."""
    last: dict[int, int] = {}
    for position, step in enumerate(steps):
        for slot in (*step.outputs, *step.inputs):
            last[slot] = position
    frees: dict[int, list[int]] = {}
    for slot, position in last.items():
        if slot not in kept:
            frees.setdefault(position, []).append(slot)
    return [step._replace(frees=tuple(frees.get(i, ()))) for i, step in enumerate(steps)]


# --- an error that points home ---------------------------------------------------------------------------


def located(error: Exception, operation: Operation, arguments: Sequence[Any]) -> Exception:
    """Return the error of a kernel as a TensorFlow error that names the operation and the line that made it."""
    if isinstance(error, errors.OpError):
        if error.op is not None:
            return error
        kind: type[errors.OpError] = type(error)
        text = error.message
    else:
        kind, text = describe(error, operation, arguments)
    return kind(operation.node_def, operation, message_of(text, operation))


def describe(error: Exception, operation: Any, arguments: Sequence[Any]) -> tuple[type[errors.OpError], str]:
    """Return class and words for a Python error of a kernel."""
    if isinstance(error, MemoryError):
        return errors.ResourceExhaustedError, f"OOM when running {operation.type}: {error}"
    explain = operation.definition.explain
    worded = explain(*arguments) if explain is not None else None
    return errors.InvalidArgumentError, worded or str(error) or type(error).__name__


def message_of(text: str, operation: Operation) -> str:
    """Return the error text with the operation and where in the user's program it was made."""
    site = operation.site
    where = f'  File "{site.file}", line {site.line}, in {site.function}' if site else "  (no line is known)"
    return (
        f"Graph execution error:\n\nDetected at node '{operation.name}' defined at (most recent call last):\n{where}\n"
        f"Node: '{operation.name}'\n{text}\n\t [[{{{{node {operation.name}}}}}]]"
    )
