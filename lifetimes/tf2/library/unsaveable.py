"""Why a container that a tracked object holds cannot be saved, in TensorFlow's words."""

from __future__ import annotations

from typing import Any, Final

_KIND: Final = {
    "ListWrapper": ("list", "a list wrapper constructed to track trackable TensorFlow objects"),
    "_DictWrapper": ("dictionary", "a dictionary wrapper constructed automatically on attribute assignment"),
}
_REASON: Final = {
    "moved": (
        "A list element was replaced (__setitem__, __setslice__), deleted (__delitem__, __delslice__), or moved "
        "(sort). In order to support restoration on object creation, tracking is exclusively for append-only data "
        "structures."
    ),
    "odd key": "The wrapped dictionary contains a non-string key which maps to a trackable object or mutable data "
    "structure.",
    "changed outside": (
        "The wrapped {kind} was modified outside the wrapper (its final value was {now}, its value when a checkpoint "
        "dependency was added was {before}), which breaks restoration on object creation."
    ),
}


def error(wrapper: Any, why: str) -> ValueError:
    """Return the error for a wrapper whose dependencies by name are no longer to be relied on."""
    kind, described = _KIND[type(wrapper).__name__]
    reason = _REASON[why].format(kind=kind, now=wrapper._storage, before=wrapper._snapshot)
    return ValueError(
        f"Unable to save the object {wrapper} ({described}). {reason}\n\nIf you don't need this "
        f"{described.split()[1]} checkpointed, wrap it in a non-trackable object; it will be subsequently ignored."
    )
