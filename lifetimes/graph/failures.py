"""Errors that point home: a kernel's failure as a TensorFlow error that names the operation and the user's line."""

from collections.abc import Sequence
from typing import Any, Final

from lifetimes import errors
from lifetimes.graph.tensor import Operation

_FIRST: Final = "Graph execution error:"


def is_located(error: Exception) -> bool:
    """Return whether a branch or body inside has said where; an error that causes itself would be a cycle."""
    return getattr(error, "op", None) is not None or str(getattr(error, "message", "")).startswith(_FIRST)


def located(error: Exception, operation: Operation, arguments: Sequence[Any]) -> Exception:
    """Return the error of a kernel as a TensorFlow error that names the operation and the line that made it."""
    if isinstance(error, errors.OpError):
        kind, text = type(error), error.message
    else:
        kind, text = describe(error, operation, arguments)
    if operation.graph.building_function and operation.graph.world.runs_effects:
        return kind(None, None, message_of(text, operation, True))  # or who keeps the error would keep the trace
    return kind(operation.node_def, operation, message_of(text, operation))


def describe(error: Exception, operation: Any, arguments: Sequence[Any]) -> tuple[type[errors.OpError], str]:
    """Return class and words for a Python error of a kernel."""
    if isinstance(error, MemoryError):
        return errors.ResourceExhaustedError, f"OOM when running {operation.type}: {error}"
    explain = operation.definition.explain
    worded = explain(*arguments) if explain is not None else None
    return errors.InvalidArgumentError, worded or str(error) or type(error).__name__


def message_of(text: str, operation: Operation, traced: bool = False) -> str:
    """Return the error text with the operation and where in the user's program it was made."""
    name, site = operation.name, operation.site
    text = str(text).replace(f"operation {operation.type} of type", f"operation {name} of type")
    line = f'  File "{site.file}", line {site.line}, in {site.function}' if site else "  (no line is known)"
    shown, where = (name, f"{line}\n") if traced else (f"'{name}'", f"  {line}\nNode: '{name}'")
    place = f"Detected at node {shown} defined at (most recent call last):\n{where}"
    return f"{_FIRST}\n\n{place}\n{text}\n\t [[{{{{node {name}}}}}]]"
