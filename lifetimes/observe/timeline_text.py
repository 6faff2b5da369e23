"""A timeline in words: a text table for terminals, an HTML table and page for everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import page
from .svg import printable

if TYPE_CHECKING:
    from .lives import Life
    from .timeline import Timeline

HEADER = ["object", "bytes", "born", "last name gone", "end"]


def as_text(timeline: Timeline) -> str:
    """The title, one line per object, and the marks with their steps."""
    rows = [HEADER, *([printable(cell) for cell in _row(timeline, life)] for life in timeline.lives)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = [f"{timeline.title}: {summary(timeline)}", ""]
    for row in rows:
        lines.append("  ".join(map(str.ljust, row, widths)).rstrip())
    marks = [f"{mark.step} {printable(mark.text)}" for mark in timeline.marks if not mark.is_line]
    return "\n".join([*lines, *(["", "marks: " + ", ".join(marks)] if marks else [])])


def summary(timeline: Timeline) -> str:
    """How many were born, and what became of them."""
    counts: dict[str, int] = {}
    for life in timeline.lives:
        counts[life.state] = counts.get(life.state, 0) + 1
    parts = [f"{count} {state}" for state, count in sorted(counts.items())]
    return ", ".join([f"{len(timeline.lives)} born", *parts])


def fate(timeline: Timeline, life: Life) -> str:
    """What became of an object, in a few words: `freed at step 22`, `lost, held by graph 'default'`."""
    if life.freed is not None:
        return f"freed at step {life.freed}"
    if life.state == "named":
        return "alive, named"
    return f"{life.state}, held by {life.holder}" if life.holder else f"alive, {life.state}"


def last_name(life: Life) -> str:
    """When the last name went, and who held the object from then on."""
    since = life.unnamed_since
    if since is None:
        return "-"
    change = next((change for change in life.changes if change.step == since), None)
    if change is None:
        return f"step {since}"
    return f"step {since}, then " + (f"held by {change.holder}" if change.holder else change.state)


def _row(timeline: Timeline, life: Life) -> list[str]:
    born = f"step {life.born}" + (f", {life.site}" if life.site else ", site not seen")
    size = "-" if life.nbytes is None else f"{life.nbytes:,}"
    return [life.name, size, born, last_name(life), fate(timeline, life)]


def as_table(timeline: Timeline) -> str:
    """The same as an HTML table, for notebooks and pages."""
    return page.table(HEADER, [_row(timeline, life) for life in timeline.lives])


def as_html(timeline: Timeline, svg: str) -> str:
    """One page: what happened in a sentence, the drawing, the table, the marks."""
    marks = [[str(mark.step), mark.text] for mark in timeline.marks if not mark.is_line]
    sections = [page.paragraph(summary(timeline)), page.figure(svg), as_table(timeline)]
    if marks:
        sections += [page.heading("Marks"), page.table(["step", "text"], marks)]
    return page.page(timeline.title, *sections)
