"""Retention paths as a drawing: merged into one graph, the roots at the top, what they keep alive at the bottom."""

import re
from collections.abc import Mapping, Sequence

from ..naming.paths import Path, Step
from ..naming.reasons import Reason
from ..watching.lives import Life
from .picture import Picture

_LINE = re.compile(r":[0-9]+$")


def draw(why: Reason) -> Picture:
    """The picture of an answer, in the order of its paths, so the same answer draws the same bytes."""
    picture = Picture(f"{why.subject}: {why.state}", downwards=True)
    kind = "lost" if why.paths and why.state != "named" else "target"
    target = why.subject
    for path in why.paths:
        _draw_path(picture, path, "path" if path is why.paths[0] else "strong")
        target = _id(path.steps[-1]) if path.steps else target
    if target in picture.nodes or not picture.nodes:
        picture.node(target, why.subject, kind=kind, tooltip=f"{why.subject}: {why.state}")
    return picture


def draw_moment(title: str, found: Sequence[tuple[Life, Reason]], most: int, last: Sequence[Picture] = ()) -> Picture:
    """The picture of what one look found: where more than `most` live, of those for which it named paths.

    Where nothing has changed since the `last` picture, it is that one.
    """
    picture = Picture(title)
    living = [(life, reason) for life, reason in found if life.freed is None]
    shown = living if len(living) <= most else [(life, reason) for life, reason in living if reason.paths]
    names = {path.steps[-1].identity: life.name for life, reason in shown for path in reason.paths[:1] if path.steps}
    for life, reason in shown:
        kind = {"named": "owner" if life.is_owner else "target", "lost": "lost"}.get(reason.state, "weak")
        label = life.name if reason.state == "named" else f"{life.name}\n({reason.state})"
        picture.node(life.name, label, kind=kind, tooltip=f"made at {life.site}" if life.site else "")
    for life, reason in shown:
        for path in reason.paths:
            kind = "path" if path is reason.paths[0] else "strong"
            at = _draw_path(picture, path, kind, names)
            if not path.steps:
                picture.edge(at, life.name, kind=kind)
    if len(shown) < len(living):
        picture.node("more", f"and {len(living) - len(shown):,} more, not drawn", kind="weak")
    return next((old for old in last if (old.nodes, old.edges) == (picture.nodes, picture.edges)), picture)


def _draw_path(picture: Picture, path: Path, kind: str, names: Mapping[int, str] | None = None) -> str:
    """Add a path to a picture in which objects may have names, by their identities; gives the node where it ends.

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
    return at


def _id(step: Step) -> str:
    # An address may be used again, so the id says also what is there, without the size that changes.
    return f"{step.identity} {step.leads_to.partition(' of ')[0]}"
