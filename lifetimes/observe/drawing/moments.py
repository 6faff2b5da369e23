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
    """One line that has run: where it stands, what happened since the step before, and who held what afterwards.

    `skipped` lines have run between that step and this one.  It is the `turn`-th time that its line has run.
    `happened` says of each object by name what `events` say of many at once.
    """

    mark: Mark
    events: tuple[str, ...]
    picture: Picture
    skipped: int = 0
    turn: int = 1
    happened: tuple[tuple[str, str], ...] = ()

    @property
    def passing(self) -> set[str]:
        """The names of those that were born and freed within this step."""
        return {name for name, what in self.happened if what == "born"} & {
            name for name, what in self.happened if what == "freed"
        }

    @property
    def lasting(self) -> list[tuple[str, str]]:
        """What happened to the others."""
        passing = self.passing
        return [(name, what) for name, what in self.happened if name not in passing]


def drawn(title: str, found: Sequence[tuple[Life, Reason]], most: int, last: Sequence[Picture] = ()) -> Picture:
    """The picture of what one look found: where more than `most` live, of those for which it named paths.

    Where nothing has changed since the `last` picture, it is that one.
    """
    picture = Picture(title)
    living = [(life, reason) for life, reason in found if life.freed is None]
    shown = living if len(living) <= most else [(life, reason) for life, reason in living if reason.paths]
    names = {reason.paths[0].steps[-1].identity: life.name for life, reason in shown if reason.paths}
    for life, reason in shown:
        _draw_object(picture, life, reason)
    for _, reason in shown:
        for path in reason.paths:
            draw_path(picture, path, "path" if path is reason.paths[0] else "strong", names)
    if len(shown) < len(living):
        picture.node("more", f"and {len(living) - len(shown):,} more, not drawn", kind="weak")
    return next((old for old in last if (old.nodes, old.edges) == (picture.nodes, picture.edges)), picture)


def _draw_object(picture: Picture, life: Life, reason: Reason) -> None:
    named = "owner" if life.is_owner else "target"
    kind = {"named": named, "lost": "lost"}.get(reason.state, "weak")
    label = life.name if reason.state == "named" else f"{life.name}\n({reason.state})"
    picture.node(life.name, label, kind=kind, tooltip=f"made at {life.site}" if life.site else "")
