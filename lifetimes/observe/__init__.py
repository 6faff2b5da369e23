"""The instrument: who keeps an object alive, what the heap holds, when an object was born, lost and freed.

It works on any Python object, imports no framework and no NumPy, calls nothing of the user's, collects nothing
unless asked, and leaves itself out of every answer. What it knows of a framework it knows through
`lifetimes.labels`. Importing it costs next to nothing: each name brings its module when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lifetimes.labels import await_library, register_owner
from lifetimes.labels import register as label

if TYPE_CHECKING:
    from .assertions import assert_freed, assert_lost, assert_owned_by
    from .listening import Listener, listen
    from .naming.reasons import explain_many
    from .snapshots import Snapshot, snapshot
    from .timeline import Timeline, watch
    from .tracing import trace
    from .why import Why, why_alive

__all__ = [
    "Listener", "Snapshot", "Timeline", "Why", "assert_freed", "assert_lost", "assert_owned_by", "explain_many",
    "label", "listen", "register_owner", "snapshot", "trace", "watch", "why_alive",
]  # fmt: skip

_HOMES = {
    "assertions": ("assert_freed", "assert_lost", "assert_owned_by"),
    "listening": ("Listener", "listen"), "naming.reasons": ("explain_many",),
    "snapshots": ("Snapshot", "snapshot"), "timeline": ("Timeline", "watch"), "tracing": ("trace",),
    "why": ("Why", "why_alive"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

for _library, _adapter in {
    "_asyncio": "futures",
    "_elementtree": "trees",
    "logging": "programs",
    "IPython": "programs",
    "_pytest": "programs",
    "pandas": "programs",
    "numpy": "programs",
    "torch": "pytorch",
    "tensorflow": "real_tensorflow",
    "keras": "real_tensorflow",
}.items():
    await_library(_library, f"{__name__}.adapters.{_adapter}")


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
