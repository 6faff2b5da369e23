"""The instrument: who keeps an object alive, what the heap holds, when an object was born, lost and freed.

It works on any Python object, imports no framework and no NumPy, calls nothing of the user's, collects nothing
unless asked, and leaves itself out of every answer. What it knows of a framework it knows through
`lifetimes.labels`.
"""

from lifetimes.labels import register as label
from lifetimes.labels import register_owner

from . import adapters as adapters
from .assertions import assert_freed, assert_lost, assert_owned_by
from .snapshot import Snapshot, snapshot
from .timeline import Timeline, watch
from .tracing import trace
from .why import Why, why_alive

__all__ = [
    "Snapshot",
    "Timeline",
    "Why",
    "assert_freed",
    "assert_lost",
    "assert_owned_by",
    "label",
    "register_owner",
    "snapshot",
    "trace",
    "watch",
    "why_alive",
]
