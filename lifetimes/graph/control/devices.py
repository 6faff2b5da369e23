"""Devices: what `tf.device` says of the operations made inside, and the parts of a device's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lifetimes.graph.tensor import Operation


def place(operation: Operation, devices: Sequence[Any]) -> str:
    """Return the device of an operation made inside these blocks: what the inner leave open, the outer say."""
    parts: dict[str, str] = {}
    texts = [_asked(device, operation) if callable(device) else device_text(device) for device in reversed(devices)]
    if len(texts) == 1 and callable(devices[0]):
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
