"""What a graph adds to each new operation: control inputs, a device, a gradient override, the line that made it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lifetimes.graph.origin import Site, user_site

if TYPE_CHECKING:
    from lifetimes.graph.tensor import Operation


class _Control:
    """One `control_dependencies` block: the operations to wait for, and those made inside that already wait."""

    __slots__ = ("operations", "seen")

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations
        self.seen: set[int] = set()


class Scopes(threading.local):
    """The blocks in force, per thread: another thread on the same graph is outside all of them."""

    def __init__(self) -> None:
        self.controls: list[_Control] = []
        self.site: Site | None = None
        self.devices: list[Any] = []
        self.overrides: dict[str, str] = {}
        self.creators: tuple[Callable[..., Any], ...] = ()

    def apply_to(self, operation: Operation) -> None:
        """Mark a new operation with what is in force."""
        site = user_site()
        if site != self.site:
            self.site = site
        operation.site = self.site
        if self.controls:
            operation.control_inputs.extend(self._control_inputs(operation))
        if self.devices:
            operation.device = self._device(operation)
        if operation.type in self.overrides:
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
        self.devices = [] if device is None else [*old, device]
        try:
            yield
        finally:
            self.devices = old

    def _device(self, operation: Operation) -> str:
        parts: dict[str, str] = {}
        texts = [
            _asked(device, operation) if callable(device) else device_text(device) for device in reversed(self.devices)
        ]
        if len(texts) == 1 and callable(self.devices[0]):
            return texts[0]
        for text in texts:
            for key, value in parse_device(text).items():
                parts.setdefault(key, value)
        return "".join(f"/{key}:{parts[key]}" for key in ("job", "replica", "task", "device") if key in parts)


def _asked(function: Callable[[Any], Any], operation: Operation) -> str:
    """Return what a device function says of an operation. TypeError where that is no device."""
    answer = function(operation)
    if not isinstance(answer, str) and not hasattr(answer, "to_string"):
        raise TypeError(f"Device function must return a string. Received: {answer}")
    return device_text(answer)


def device_text(device: Any) -> str:
    """Return a device string, or a `DeviceSpec`, as a string."""
    return device.to_string() if hasattr(device, "to_string") else str(device)


def parse_device(text: str) -> dict[str, str]:
    """Return the parts of a device string: `/cpu:0` is the device `CPU:0`. ValueError where it is none."""
    parts: dict[str, str] = {}
    for piece in filter(None, text.split("/")):
        key, _, rest = piece.partition(":")
        if key in ("job", "replica", "task"):
            parts[key] = rest
        elif key == "device":
            parts["device"] = rest
        elif key.upper() in ("CPU", "GPU", "TPU"):
            parts["device"] = f"{key.upper()}:{rest or 0}"
        else:
            raise ValueError(f"Unknown attribute '{key}' is encountered while parsing the device spec: '{text}'.")
    return parts
