"""What a graph adds to each new operation: control inputs, a device, a gradient override, the line that made it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from lifetimes.graph.origin import Site, user_site
from lifetimes.graph.tensor import Operation
from lifetimes.library import load


class _Control:
    """One `control_dependencies` block: the operations to wait for, and those made inside that already wait."""

    __slots__ = ("operations", "seen")

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations
        self.seen: set[int] = set()


class Creators(threading.local):
    """Who is asked before a variable is made, in this thread."""

    stack: tuple[Callable[..., Any], ...] = ()


class Scopes:
    """The blocks in force in one graph, for every thread that builds in it."""

    def __init__(self, controls: Sequence[_Control] = (), devices: Sequence[Any] = ()) -> None:
        self.controls, self.devices = list(controls), list(devices)
        self.site: Site | None = None
        self.overrides: dict[str, str] = {}
        self.creators = Creators()

    def apply_to(self, operation: Operation) -> None:
        """Mark a new operation with what is in force."""
        if operation.site is None:
            operation.site = self.site = user_site(self.site)
        if self.controls:
            operation.wait_for(self._control_inputs(operation))
        if self.devices:
            load("ops.debugging.machine").place(operation, self.devices)
        if operation.inputs and operation.inputs[0].op.device:
            load("graph.data.colocation").follow(operation)
        if self.overrides and operation.type in self.overrides:
            operation.attrs = {**operation.attrs, "_gradient_op_type": self.overrides[operation.type]}

    def _control_inputs(self, operation: Operation) -> list[Operation]:
        """Return what to wait for: not what is an input anyway, nor what an input already waits for."""
        inputs = {tensor.op for tensor in operation.inputs}
        found: dict[Operation, None] = {}
        for block in self.controls:
            if not any(id(op) in block.seen for op in inputs):
                found.update(dict.fromkeys(op for op in block.operations if op not in inputs))
            block.seen.add(id(operation))
        return list(found)

    @contextmanager
    def control(self, operations: list[Operation]) -> Iterator[None]:
        self.controls = [*self.controls, _Control(operations)]
        try:
            yield
        finally:
            self.controls = self.controls[:-1]

    @contextmanager
    def no_control(self) -> Iterator[None]:
        old, self.controls = self.controls, []
        try:
            yield
        finally:
            self.controls = old

    @contextmanager
    def gradient_override(self, op_types: dict[str, str]) -> Iterator[None]:
        old, self.overrides = self.overrides, {**self.overrides, **op_types}
        try:
            yield
        finally:
            self.overrides = old

    @contextmanager
    def device(self, device: str | Callable[[Any], str] | None) -> Iterator[None]:
        old = self.devices
        asked = device if device is None or callable(device) else load("ops.debugging.machine").spec_of(device)
        kept = [one for one in old if device is not None or hasattr(one, "colocates")]
        self.devices = kept if device is None else [*kept, asked]
        try:
            yield
        finally:
            self.devices = old


class ThreadScopes(threading.local, Scopes):
    """As `Scopes`, but each thread has blocks of its own, and starts inside those given here."""
