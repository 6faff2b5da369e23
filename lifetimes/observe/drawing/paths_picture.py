"""Retention paths as a drawing: merged into one graph, the roots at the top, what they keep alive at the bottom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .picture import Picture

if TYPE_CHECKING:
    from ..naming.paths import Path, Step
    from ..naming.reasons import Reason

__all__ = ["draw", "draw_path"]

_LINE = re.compile(r":[0-9]+$")


def draw(why: Reason) -> Picture:
    """The picture of an answer, in the order of its paths, so the same answer draws the same bytes."""
    picture = Picture(f"{why.subject}: {why.state}", downwards=True)
    kind = "lost" if why.paths and why.state != "named" else "target"
    target = why.subject
    for path in why.paths:
        draw_path(picture, path, "path" if path is why.paths[0] else "strong")
        target = _id(path.steps[-1]) if path.steps else target
    if target in picture.nodes or not picture.nodes:
        picture.node(target, why.subject, kind=kind, tooltip=f"{why.subject}: {why.state}")
    return picture


def draw_path(picture: Picture, path: Path, kind: str, names: Mapping[int, str] | None = None) -> None:
    """Add a path to a picture in which objects may have names, by their identities.

    A node is the same one, by its id, in pictures of other moments: an object that stays, stays in place.
    """
    # The text of a frame ends with its line; the node is the same one at every line, and so is its text at moments.
    place = _LINE.sub("", path.root.text)
    at, text = f"root {place}", path.root.text if names is None else place
    if path.start is None:
        picture.node(at, text, kind="root")
    else:
        picture.node(at, f"{text}\n{path.start.leads_to}", kind="owner")
    for step in path.told:
        to = (names or {}).get(step.identity)
        if to is None:
            to = _id(step)
            picture.node(to, step.leads_to, kind="owner" if step.owner else "object", tooltip=step.leads_to)
        picture.edge(at, to, step.edge, kind=kind)
        at = to


def _id(step: Step) -> str:
    # An address may be used again, so the id says also what is there, without the size that changes.
    return f"{step.identity} {step.leads_to.partition(' of ')[0]}"
