"""Who owns a variable, and when does it die?

TensorFlow 1 kept every variable in one global graph, found only by its name. TensorFlow 2 gave each variable
to the Python object that holds it. This library models both designs over NumPy, side by side:

    import lifetimes.tf1 as tf      the graph owns: scopes, sessions, collections, savers
    import lifetimes.tf2 as tf      the object owns: eager variables, modules, functions, tapes, checkpoints
    import lifetimes.observe        the instrument: what is alive, who keeps it alive, when it was born and died

Importing this package imports none of them; the names below are fetched when they are first used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = [
    "assert_freed", "assert_lost", "assert_owned_by", "observe", "snapshot", "tf1", "tf2", "trace", "watch",
    "why_alive",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in ("tf1", "tf2", "observe"):
        return import_module(f"lifetimes.{name}")
    if name in __all__:
        return getattr(import_module("lifetimes.observe"), name)
    raise AttributeError(f"module 'lifetimes' has no attribute {name!r}; it has {', '.join(__all__)}")


def load_ipython_extension(shell: Any) -> None:
    """Give a notebook the cell magic `%%watch`: `%load_ext lifetimes`."""
    import_module("lifetimes.observe.notebook").load(shell)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
