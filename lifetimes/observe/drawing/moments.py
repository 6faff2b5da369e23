"""Who holds what at one moment, as a picture: the watched objects, their holders, and the roots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..naming import paths
from ..naming.reasons import Reason
from ..watching.lives import Life, Mark
from .picture import Picture


@dataclass(frozen=True)
class Step:
    """One line that has run: where it stands, what happened meanwhile, and who held what afterwards."""

    mark: Mark
    events: tuple[str, ...]
    picture: Picture


_LINE = re.compile(r":[0-9]+$")


def drawn(title: str, found: Sequence[tuple[Life, Reason]]) -> Picture:
    """The picture of what one look found.

    A node is the same one, by its id, in the pictures of other moments: an object that stays, stays in place.
    """
    picture = Picture(title)
    names = {reason.paths[0].steps[-1].identity: life.name for life, reason in found if reason.paths}
    for life, reason in found:
        if life.freed is None:
            _draw_object(picture, life, reason)
    for _, reason in found:
        for path in reason.paths:
            _draw_path(picture, path, names, "path" if path is reason.paths[0] else "strong")
    return picture


def _draw_object(picture: Picture, life: Life, reason: Reason) -> None:
    named = "owner" if life.is_owner else "target"
    kind = {"named": named, "lost": "lost"}.get(reason.state, "weak")
    label = life.name if reason.state == "named" else f"{life.name}\n({reason.state})"
    picture.node(life.name, label, kind=kind, tooltip=f"made at {life.site}" if life.site else "")


def _draw_path(picture: Picture, path: paths.Path, names: dict[int, str], kind: str) -> None:
    # The text of a frame ends with its line; the node is the same one at every line.
    at = "root " + _LINE.sub("", path.root.text)
    picture.node(at, path.root.text, kind="root")
    for step in path.steps:
        to = names.get(step.identity) or _draw_holder(picture, step)
        picture.edge(at, to, step.edge, kind=kind)
        at = to


def _draw_holder(picture: Picture, step: paths.Step) -> str:
    # An address may be used again, so the id says also what is there, without the size that changes.
    id = f"{step.identity} {step.leads_to.partition(' of ')[0]}"
    picture.node(id, step.leads_to, kind="owner" if step.owner else "object")
    return id
