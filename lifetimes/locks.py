"""Locks that a forked child finds open: the thread that held one was left behind with the parent."""

import os
import threading
from typing import Any
from weakref import WeakSet

_LIVING: WeakSet[Any] = WeakSet()


def lock(kind: Any = threading.Lock) -> Any:
    """Return a new lock, of the kind given, that is open again in a child of this process."""
    made = kind()
    _LIVING.add(made)
    return made


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=lambda: [each._at_fork_reinit() for each in list(_LIVING)])
