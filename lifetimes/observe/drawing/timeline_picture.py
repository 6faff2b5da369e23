"""How a timeline looks: a bar per object over the steps, flags for the marks, and each fate at the right; and the same
in words, as a text table for terminals and as an HTML table and page for everything else.

The five words have a colour and a texture each, so a grey print tells the same: solid for named, slanted
hatching for lost, dots for cyclic garbage, upright lines for what only C code holds.  A death is a ringed
cross.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from ..watching.lives import Life, Lives
from . import page, svg
from .rendering import legend_rows
from .svg import AMBER, BLUE, GREY, INK, PAPER, VERMILION

ROW, BAR, FONT, FLAG = 30.0, 18.0, 12.0, 11.0
LONGEST_NAME, LONGEST_FLAG, LONGEST_FATE = 34, 34, 48
NARROWEST, WIDEST = 480.0, 1000.0

MEANINGS = {
    "named": "named", "lost": "lost: only an owner holds it", "cyclic garbage": "cyclic garbage",
    "held from C": "held from C",
}  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """Steps to pixels, left to right: the last of them stands `width` to the right of `left`."""

    left: float
    width: float
    last: int

    def __call__(self, step: float) -> float:
        return self.left + self.width * step / self.last


def draw(record: Lives, limit: int = 60) -> str:
    """The whole picture: title, flags, bars, axis and legend."""
    lives = chosen(record.lives, record.now, limit)
    names = [svg.shorten(svg.printable(life.name), LONGEST_NAME) for life in lives]
    last = max(1, record.now)
    left = 40 + max((svg.text_width(name, FONT, mono=True) for name in names), default=60)
    scale = Scale(left, min(WIDEST, max(NARROWEST, last * 22.0)), last)
    flags, top = _flags(record, scale)
    bottom = top + len(lives) * ROW
    body = [svg.words(f"{record.title}: {record.summary}", (24, 28), 15, font_weight="bold")]
    body += _axis(scale, top, bottom)
    rows = [(life, name, top + (at + 0.5) * ROW) for at, (life, name) in enumerate(zip(lives, names, strict=True))]
    body += [_life(record, life, name, scale, y) for life, name, y in rows]
    body += _flag_lines(scale, flags, bottom)
    for life, _, y in rows:  # over bars and flags: the holders, and the cross or the open end
        end = ending(life, scale(_end(life, record.now)), y)
        body.append(svg.group(*_holders(record, life, scale, y), *end, tooltip=_tooltip(life)))
    hidden = len(record.lives) - len(lives)
    note = [svg.words(f"and {hidden:,} more, not drawn", (24, bottom + 40), FLAG, fill=GREY)] if hidden else []
    legend, legend_width, legend_height = _legend(record, scale.left + scale.width)
    below = bottom + 44 + 22 * len(note)
    body += [*note, svg.element("g", *legend, transform=f"translate(0 {svg.number(below)})")]
    fates = max((svg.text_width(_fate(life), FLAG) for life in lives), default=0)
    title_width = svg.text_width(f"{record.title}: {record.summary}", 15) + 48
    width = max(scale(scale.last) + fates + 44, legend_width, title_width)
    told = "; ".join(f"{life.name}: born at step {life.born}, {life.fate}" for life in lives)
    return svg.document(width, below + legend_height, record.title, body, told)


def chosen(lives: Sequence[Life], now: int, limit: int) -> list[Life]:
    """At most `limit` lives in order of birth: those that were ever lost, then those that lived longest."""
    if len(lives) <= limit:
        return list(lives)

    def interest(life: Life) -> tuple[bool, int]:
        return (all(change.state == "named" for change in life.changes), life.born - _end(life, now))

    kept = set(map(id, sorted(lives, key=interest)[:limit]))
    return [life for life in lives if id(life) in kept]


def _end(life: Life, now: int) -> int:
    """The step at which a life ends, or the last one while it has not."""
    return now if life.freed is None else life.freed


# Bars -------------------------------------------------------------------------------------------------------


def _life(record: Lives, life: Life, name: str, scale: Scale, y: float) -> str:
    """One row: the name, a bar for each state, and the fate."""
    steps = [*((change.step, change.state) for change in life.changes), (_end(life, record.now), "")]
    bars = [piece for (start, state), (stop, _) in pairwise(steps)
            for piece in bar(state, scale(start), y - BAR / 2, scale(stop) - scale(start), BAR)]  # fmt: skip
    label = svg.words(name, (scale.left - 12, y + 4), FONT, mono=True, text_anchor="end")
    told = svg.words(_fate(life), (scale(scale.last) + 20, y + 4), FLAG, fill=INK)
    return svg.group(label, *bars, told, tooltip=_tooltip(life))


def bar(state: str, x: float, y: float, width: float, height: float) -> list[str]:
    """A stretch of life in one state, with its texture."""
    if width <= 0:
        return []
    fills = {"named": BLUE, "lost": "#fff1ea", "cyclic garbage": "#fff6df", "held from C": "#eceff2"}
    strokes = {"named": BLUE, "lost": VERMILION, "cyclic garbage": "#8a5f00", "held from C": GREY}
    pieces = [svg.rectangle(x, y, width, height, fill=fills.get(state, PAPER), stroke=strokes.get(state, GREY), rx=2)]
    if state == "lost":
        pieces.append(svg.hatch(x, y, width, height, stroke=VERMILION, stroke_width=2))
    elif state == "cyclic garbage":
        dots: dict[str, Any] = {
            "stroke": AMBER, "stroke_width": 4, "stroke_dasharray": "0.1 8", "stroke_linecap": "round",
        }  # fmt: skip
        for row in (0.3, 0.7):
            ends = ((x + 5, y + height * row), (x + width - 4, y + height * row))
            pieces.append(svg.line(*ends, **dots) if width > 9 else "")
    elif state == "held from C":
        strokes_at = [x + 4 + 6 * number for number in range(int((width - 4) // 6) + 1)]
        upright = "".join(f"M{svg.pair((at, y))}V{svg.number(y + height)}" for at in strokes_at if at < x + width)
        pieces.append(svg.path(upright, stroke=GREY, stroke_width=1.4) if upright else "")
    return pieces


def _holders(record: Lives, life: Life, scale: Scale, y: float) -> list[str]:
    """The name of the holder inside each stretch that is wide enough for it."""
    ends = [*(change.step for change in life.changes[1:]), _end(life, record.now)]
    pieces = []
    for change, stop in zip(life.changes, ends, strict=True):
        text = svg.shorten(svg.printable(change.held_by or ""), LONGEST_FLAG)
        room, width = scale(stop) - scale(change.step) - 12, svg.text_width(text, FLAG) + 10
        if not text or room < width:
            continue
        middle = (scale(change.step) + scale(stop)) / 2
        paper = svg.rectangle(middle - width / 2, y - 7, width, 14, rx=3, fill=PAPER)
        pieces += [paper, svg.words(text, (middle, y + 4), FLAG, text_anchor="middle")]
    return pieces


def ending(life: Life, x: float, y: float) -> list[str]:
    """How a life ends there: with a cross, or open."""
    return [_open_end(x, y)] if life.freed is None else _cross(x, y)


def _cross(x: float, y: float) -> list[str]:
    """Where a life ends: a cross in a ring, readable over every texture."""
    arms = f"M{svg.pair((x - 3, y - 3))}l6 6m0 -6l-6 6"
    ring = svg.element("circle", cx=float(x), cy=float(y), r=7, fill=PAPER, stroke=INK, stroke_width=1.6)
    return [ring, svg.path(arms, stroke=INK, stroke_width=1.8)]


def _open_end(x: float, y: float) -> str:
    """Alive at the end: the bar goes on beyond what was watched."""
    tip = [(x + 1, y - BAR / 2), (x + 9, y), (x + 1, y + BAR / 2)]
    return svg.polygon(tip, fill=INK)


def _fate(life: Life) -> str:
    return svg.shorten(svg.printable(life.fate), LONGEST_FATE)


def _tooltip(life: Life) -> str:
    lines = [life.name, f"born at step {life.born}" + (f", {life.site}" if life.site else "")]
    if life.nbytes is not None:
        lines.append(f"{life.nbytes:,} bytes")
    if life.unnamed_since is not None:
        lines.append(f"last name gone at {life.last_name}")
    return "\n".join(lines if life.freed is None else [*lines, f"freed at step {life.freed}"])


# Flags and axis ---------------------------------------------------------------------------------------------


def _flags(record: Lives, scale: Scale) -> tuple[list[tuple[int, str, float]], float]:
    """Step, text and height of each mark's flag, stepped down where they would meet; where the rows begin.

    A flag stands to the right of its line, so a later line may only meet flags above its own: it goes under
    every flag that it would cut.
    """
    placed: list[tuple[float, int]] = []
    flags = []
    for mark in record.marks:
        if mark.is_line:
            continue
        x, text = scale(mark.step), svg.shorten(svg.printable(mark.text), LONGEST_FLAG)
        lane = 1 + max((lane for end, lane in placed if end > x), default=-1)
        placed.append((x + svg.text_width(text, FLAG, mono=True) + 14, lane))
        flags.append((mark.step, text, 58 + lane * 18.0))
    return flags, 50 + 18.0 * (1 + max((lane for _, lane in placed), default=-1)) + 8


def _flag_lines(scale: Scale, flags: list[tuple[int, str, float]], bottom: float) -> list[str]:
    pieces = []
    for step, text, y in flags:
        x = scale(step)
        line = svg.line((x, y - 10), (x, bottom), stroke=INK, stroke_width=1.2, stroke_dasharray="3 3")
        word = svg.words(text, (x + 5, y), FLAG, mono=True)
        pieces.append(svg.group(line, word, tooltip=f"step {step}: {text}"))
    return pieces


def round_step(count: int, most: int) -> int:
    """The least round step from number to number, of which an axis of so many places shows at most so many."""
    steps: Iterator[int] = (size * 10**power for power in range(18) for size in (1, 2, 5))
    return next(step for step in steps if count <= most * step)


def _axis(scale: Scale, top: float, bottom: float) -> list[str]:
    """Faint upright lines at round steps, their numbers, and the word that says what is counted."""
    pieces = []
    for step in range(0, scale.last + 1, round_step(scale.last, 14)):
        x = scale(step)
        pieces.append(svg.line((x, top), (x, bottom + 4), stroke="#e1e6eb", stroke_width=1))
        pieces.append(svg.words(str(step), (x, bottom + 18), FLAG, fill=GREY, text_anchor="middle"))
    name = svg.words("step", (scale.left - 12, bottom + 18), FLAG, fill=GREY, text_anchor="end")
    return [*pieces, name]


def _legend(record: Lives, room: float) -> tuple[list[str], float, float]:
    """The states and ends that the drawing shows."""
    seen = {change.state for life in record.lives for change in life.changes}
    entries = [(words, bar(state, 0, -8, 28, 16)) for state, words in MEANINGS.items() if state in seen]
    if record.freed:
        entries.append(("freed", _cross(14, 0)))
    if record.alive:
        entries.append(("alive at the end", [_open_end(10, 0)]))
    return legend_rows(entries, room)


# In words ---------------------------------------------------------------------------------------------------


_HEADER = ["object", "bytes", "born", "last name gone", "end"]


def as_text(record: Lives) -> str:
    """The title, one line per object or for many to which the same happened, and the marks with their steps."""
    rows = [_HEADER, *_folded([svg.printable(cell) for cell in _row(life)] for life in record.lives)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    lines = [f"{record.title}: {record.summary}"]
    if record.lives:
        lines += ["", *("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)]
    marks = [f"{mark.step} {svg.printable(mark.text)}" for mark in record.marks if not mark.is_line]
    return "\n".join([*lines, *(["", "marks: " + ", ".join(marks)] if marks else [])])


def _folded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows; where more than three in a row differ in the name alone, one for all of them."""
    for rest, equal in groupby(rows, key=lambda row: row[1:]):
        names = [row[0] for row in equal]
        shown = names if len(names) <= 3 else [f"{names[0]} ... {names[-1]} ({len(names):,} objects)"]
        yield from ([name, *rest] for name in shown)


def _row(life: Life) -> list[str]:
    born = f"step {life.born}" + (f", {life.site}" if life.site else ", site not seen")
    size = "-" if life.nbytes is None else f"{life.nbytes:,}"
    return [life.name, size, born, life.last_name, life.fate]


def as_table(record: Lives) -> str:
    """The same as an HTML table, for notebooks and pages."""
    return page.table(_HEADER, [_row(life) for life in record.lives])


def as_html(record: Lives, drawing: str) -> str:
    """One page: what happened in a sentence, the drawing, the table, the marks."""
    marks = [[str(mark.step), mark.text] for mark in record.marks if not mark.is_line]
    sections = [page.block("p", record.summary), page.figure(drawing), as_table(record)]
    if marks:
        sections += [page.block("h2", "Marks"), page.table(["step", "text"], marks)]
    return page.page(record.title, *sections)
