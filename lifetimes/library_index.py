"""Writing the index of the library: which module registers each op and publishes each name.

python -m lifetimes.library_index
"""

import os
import sys
from typing import Any

from lifetimes.library import INDEX, WORLDS, load


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
    with open(INDEX, encoding="utf-8") as file:
        before = text = file.read()
    try:
        with open(INDEX, "w", encoding="utf-8"):
            pass  # an index out of date must not lead anywhere while the modules are loaded
        text = written()
    finally:
        with open(INDEX, "w", encoding="utf-8") as file:
            file.write(text or before)


if __name__ == "__main__":
    write()
