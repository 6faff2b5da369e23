"""A `Why` as a drawing: the paths merged into one graph, the roots at the top, the target at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .picture import Picture

if TYPE_CHECKING:
    from ..naming.paths import Path
    from ..naming.reasons import Reason

__all__ = ["draw"]


def draw(why: Reason) -> Picture:
    """The picture of an answer. Nodes are numbered in the order of the paths, so the same answer draws the
    same bytes."""
    picture = Picture(f"{why.subject}: {why.state}", downwards=True)
    drawing = _Drawing(picture, why)
    for number, path in enumerate(why.paths):
        drawing.add(path, "path" if number == 0 else "strong")
    if not why.paths:
        picture.node("target", why.subject, kind="target", tooltip=why.state)
    return picture


class _Drawing:
    def __init__(self, picture: Picture, why: Reason) -> None:
        self._picture = picture
        self._why = why
        self._names: dict[object, str] = {}

    def add(self, path: Path, kind: str) -> None:
        start = path.start
        root = path.root.text if start is None else f"{path.root.text}\n{start.leads_to}"
        here = self._node(path.root.text, root, "root" if start is None else "owner")
        steps = path.told
        if not steps:
            return
        for step in steps[:-1]:
            there = self._node(step.identity, step.leads_to, "owner" if step.owner else "object")
            self._picture.edge(here, there, step.edge, kind=kind)
            here = there
        lost = self._why.state != "named"
        target = self._node(steps[-1].identity, self._why.subject, "lost" if lost else "target")
        self._picture.edge(here, target, steps[-1].edge, kind=kind)

    def _node(self, key: object, label: str, kind: str) -> str:
        if key not in self._names:
            self._names[key] = f"n{len(self._names)}"
            tooltip = f"{label}: {self._why.state}" if kind in ("target", "lost") else label
            self._picture.node(self._names[key], label, kind=kind, tooltip=tooltip)
        return self._names[key]
