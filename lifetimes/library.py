"""The one door to the library: a room is loaded when one of its names, or one of its ops, is first used.

    tf.linalg.inv(x)        the index says: published by `ops.linalg.matrices`; that file is loaded now
    world.apply("Cumsum")   the index says: registered by `ops.math.scans`
    load("graph.data.graph_def").exported(node)   what the lesson asks of the library, it asks here

The lesson, the files at the top of `ops`, `graph`, `tf1` and `tf2`, imports no library file, so it can be read, and
run, without one. The index is `library.txt` beside this file: `python -m lifetimes.library_index` writes it anew.
"""

import os
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple

INDEX: Final = os.path.join(os.path.dirname(__file__), "library.txt")
WORLDS: Final = ("tf1", "tf2", "compat.v1")


class Index(NamedTuple):
    """Which module registers each op, which publishes each name of each world, and which answers for some of these."""

    ops: dict[str, str]
    names: dict[str, dict[str, str]]
    answers: dict[str, str]


@cache
def index() -> Index:
    """Return the index. It holds text only."""
    found = Index({}, {world: {} for world in WORLDS}, {})
    with open(INDEX, encoding="utf-8") as lines:
        for line in lines:
            module, kind, *names = line.split()
            if kind in ("ops", "answers"):
                getattr(found, kind).update(dict.fromkeys(names, module))
            else:
                for world in kind.split("+"):
                    found.names[world].update(dict.fromkeys(names, module))
    return found


def load(module: str) -> Any:
    """Return a module of this package by its dotted path below it, loaded at the first use. ImportError says which."""
    return import_module(f"lifetimes.{module}")


@cache
def load_if_here(module: str) -> Any:
    """Return a module that only makes things better, such as faster; None where its room was taken out."""
    try:
        return load(module)
    except ModuleNotFoundError:
        return None


def load_op(name: str) -> None:
    """Load the module that registers an op; nothing happens where the index knows none."""
    module = index().ops.get(name)
    if module is not None:
        load(module)
