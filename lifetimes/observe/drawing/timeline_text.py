"""A timeline in words: a text table for terminals, an HTML table and page for everything else."""

from __future__ import annotations

from ..watching.lives import Life, Lives
from . import page
from .svg import printable

HEADER = ["object", "bytes", "born", "last name gone", "end"]


def as_text(record: Lives) -> str:
    """The title, one line per object, and the marks with their steps."""
    rows = [HEADER, *([printable(cell) for cell in _row(life)] for life in record.lives)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = [f"{record.title}: {record.summary}", ""]
    for row in rows:
        lines.append("  ".join(map(str.ljust, row, widths)).rstrip())
    marks = [f"{mark.step} {printable(mark.text)}" for mark in record.marks if not mark.is_line]
    return "\n".join([*lines, *(["", "marks: " + ", ".join(marks)] if marks else [])])


def _row(life: Life) -> list[str]:
    born = f"step {life.born}" + (f", {life.site}" if life.site else ", site not seen")
    size = "-" if life.nbytes is None else f"{life.nbytes:,}"
    return [life.name, size, born, life.last_name, life.fate]


def as_table(record: Lives) -> str:
    """The same as an HTML table, for notebooks and pages."""
    return page.table(HEADER, [_row(life) for life in record.lives])


def as_html(record: Lives, svg: str) -> str:
    """One page: what happened in a sentence, the drawing, the table, the marks."""
    marks = [[str(mark.step), mark.text] for mark in record.marks if not mark.is_line]
    sections = [page.paragraph(record.summary), page.figure(svg), as_table(record)]
    if marks:
        sections += [page.heading("Marks"), page.table(["step", "text"], marks)]
    return page.page(record.title, *sections)
