"""Who holds what at one moment, as a picture: the watched objects, their holders, and the roots."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lives import Life
from .picture import Picture
from .retention import Path, Step
from .standing import Standing

_LINE = re.compile(r":[0-9]+$")


def drawn(title: str, found: Sequence[tuple[Life, Standing]]) -> Picture:
    """The picture of what one look found.

    A node is the same one, by its id, in the pictures of other moments: an object that stays, stays in place.
    """
    picture = Picture(title)
    names = {standing.paths[0].steps[-1].identity: life.name for life, standing in found if standing.paths}
    for life, standing in found:
        if life.freed is None:
            _draw_object(picture, life, standing)
    for _, standing in found:
        for path in standing.paths:
            _draw_path(picture, path, names, "path" if path is standing.paths[0] else "strong")
    return picture


def _draw_object(picture: Picture, life: Life, standing: Standing) -> None:
    named = "owner" if life.is_owner else "target"
    kind = {"named": named, "lost": "lost"}.get(standing.state, "weak")
    label = life.name if standing.state == "named" else f"{life.name}\n({standing.state})"
    picture.node(life.name, label, kind=kind, tooltip=f"made at {life.site}" if life.site else "")


def _draw_path(picture: Picture, path: Path, names: dict[int, str], kind: str) -> None:
    # The text of a frame ends with its line; the node is the same one at every line.
    at = "root " + _LINE.sub("", path.root.text)
    picture.node(at, path.root.text, kind="root")
    for step in path.steps:
        to = names.get(step.identity) or _draw_holder(picture, step)
        picture.edge(at, to, step.edge, kind=kind)
        at = to


def _draw_holder(picture: Picture, step: Step) -> str:
    # An address may be used again, so the id says also what is there, without the size that changes.
    id = f"{step.identity} {step.leads_to.partition(' of ')[0]}"
    picture.node(id, step.leads_to, kind="owner" if step.owner else "object")
    return id
