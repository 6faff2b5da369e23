"""Who holds what at one moment, as a picture: the watched objects, their holders, and the roots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..naming.reasons import Reason
from ..watching.lives import Life, Mark
from .paths_picture import draw_path
from .picture import Picture


@dataclass(frozen=True)
class Step:
    """One line that has run: where it stands, what happened meanwhile, and who held what afterwards."""

    mark: Mark
    events: tuple[str, ...]
    picture: Picture


def drawn(title: str, found: Sequence[tuple[Life, Reason]]) -> Picture:
    """The picture of what one look found."""
    picture = Picture(title)
    names = {reason.paths[0].steps[-1].identity: life.name for life, reason in found if reason.paths}
    for life, reason in found:
        if life.freed is None:
            _draw_object(picture, life, reason)
    for _, reason in found:
        for path in reason.paths:
            draw_path(picture, path, "path" if path is reason.paths[0] else "strong", names)
    return picture


def _draw_object(picture: Picture, life: Life, reason: Reason) -> None:
    named = "owner" if life.is_owner else "target"
    kind = {"named": named, "lost": "lost"}.get(reason.state, "weak")
    label = life.name if reason.state == "named" else f"{life.name}\n({reason.state})"
    picture.node(life.name, label, kind=kind, tooltip=f"made at {life.site}" if life.site else "")
