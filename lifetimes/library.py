"""The one door to the library: a room is loaded when one of its names, or one of its ops, is first used.

    tf.linalg.inv(x)        the index says: published by `ops.linalg.matrices`; that file is loaded now
    world.apply("Cumsum")   the index says: registered by `ops.math.scans`
    load("graph.data.graph_def").exported(node)   what the lesson asks of the library, it asks here

The lesson, the files at the top of `ops`, `graph`, `tf1` and `tf2`, imports no library file, so it can be read, and
run, without one. The index is `library.txt` beside this file: `python -m lifetimes.library` writes it anew.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple

_INDEX: Final = os.path.join(os.path.dirname(__file__), "library.txt")
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
    with open(_INDEX, encoding="utf-8") as lines:
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


# --- writing the index -----------------------------------------------------------------------------------


class _Noting(dict[str, Any]):
    """A table that notes which module was being loaded when each entry was made; the last one counts."""

    def __init__(self) -> None:
        super().__init__()
        self.makers: dict[str, str] = {}

    def __setitem__(self, key: str, value: Any) -> None:
        self.makers[key] = _module_being_loaded()
        super().__setitem__(key, value)

    def update(self, entries: Any = (), /, **more: Any) -> None:
        for key, value in {**dict(entries), **more}.items():
            self[key] = value


def _module_being_loaded() -> str:
    frame: Any = sys._getframe(1)
    while frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return str(frame.f_globals["__name__"]).removeprefix("lifetimes.")


def _every_module() -> list[str]:
    """Return the modules that may publish a name or register an op, the worlds last."""
    root = os.path.dirname(__file__)
    found = []
    for room in ("ops", "graph", "autograph", "tf1", "tf2"):
        for folder, _, files in sorted(os.walk(os.path.join(root, room))):
            place = os.path.relpath(folder, root).replace(os.sep, ".")
            found += [f"{place}.{file[:-3]}".removesuffix(".__init__") for file in sorted(files) if file[-3:] == ".py"]
    return sorted(found, key=lambda module: (module.startswith("tf"), module))


def written() -> str:
    """Return the index as text, from the registrations of all modules. Only in a process that has loaded none."""
    registry = load("ops.registry")
    tables = {"ops": _Noting()}
    registry.OPS = tables["ops"]
    for table in (registry.PUBLIC, registry.VALUES):
        for world in WORLDS:
            tables[f"{world} {len(tables)}"] = table[world] = _Noting()
    for module in _every_module():
        load(module)
    lines: dict[tuple[str, str], set[str]] = {}
    kinds: dict[tuple[str, str], list[str]] = {}
    for label, table in tables.items():
        for name, module in table.makers.items():
            kinds.setdefault((module, name if label != "ops" else f"op {name}"), []).append(label.split()[0])
    for (module, name), worlds in kinds.items():
        lines.setdefault((module, "+".join(worlds)), set()).add(name.removeprefix("op "))
    published, ragged = registry.PUBLIC["tf2"], "tf2.library.ragged.ragged_functions"
    lines[ragged, "answers"] = {name for name, function in published.items() if function in load(ragged).ANSWERS}
    return "".join(f"{module} {kind} {' '.join(sorted(names))}\n" for (module, kind), names in sorted(lines.items()))


def write() -> None:
    """Write the index; the old one stays where the modules cannot be loaded."""
    with open(_INDEX, encoding="utf-8") as file:
        before = text = file.read()
    try:
        with open(_INDEX, "w", encoding="utf-8"):
            pass  # an index out of date must not lead anywhere while the modules are loaded
        text = written()
    finally:
        with open(_INDEX, "w", encoding="utf-8") as file:
            file.write(text or before)


if __name__ == "__main__":
    write()
