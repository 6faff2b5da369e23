"""The lives of a run over one axis of its lines: solid while named, hatched while lost, a cross where freed.

Places are percentages, so the chart is as wide as its column and its words stay as large as they are.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

from ..watching.lives import LOST, Life, Lives
from . import page, svg
from .story import Step
from .svg import element, escape
from .timeline_picture import chosen, round_step

_MOST, _ROW, _AXIS = 60, 36, 22

CLASSES = {"named": "named", LOST: "lost", "cyclic garbage": "cyclic", "held from C": "unseen"}


class Axis:
    """Where on the page the steps of a run stand: each line that was looked at has one place of the axis."""

    def __init__(self, places: Sequence[int], count: int) -> None:
        self.places, self.count = places, max(1, count)

    def __call__(self, step: int) -> int:
        """The place of a step, of which the first is 1."""
        return self.places[min(step, len(self.places)) - 1] if self.places else 0

    def percent(self, place: float) -> str:
        return f"{round(100 * place / self.count, 3):g}%"


def places_of(runs: Sequence[Sequence[Step]]) -> tuple[int, list[list[int]]]:
    """How many places the axis has, and the place of each step of each run; of two runs, steps that do the same thing
    to the same object stand at one place."""
    if len(runs) != 2:
        longest = max(map(len, runs), default=0)
        return longest, [list(range(len(steps))) for steps in runs]
    both_know = set.intersection(*({name for step in steps for name, _ in step.happened} for steps in runs))
    old, new = ([_deed(step, both_know) for step in steps] for steps in runs)
    places: tuple[list[int], list[int]] = ([], [])
    count = 0
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        second = count if kind == "equal" else count + to_old - from_old
        places[0].extend(range(count, count + to_old - from_old))
        count = second + to_new - from_new
        places[1].extend(range(second, count))
    return count, [*places]


def _deed(step: Step, known: set[str]) -> object:
    """What a step does to those that both runs know: to whom it gives birth, and whose last name goes, whatever
    becomes of it then.

    Of a step that does nothing of this its text, so that equal lines meet.
    """
    done = sorted((name, "born" if what == "born" else "gone") for name, what in step.lasting if name in known)
    return tuple(dict.fromkeys(done)) or step.mark.text.strip()


def draw(record: Lives, axis: Axis, link: str) -> str:
    """Names that lead to where something became of them, and beside them the bars; `link` begins their addresses."""
    lives = lasting(record, axis)
    names = [_name(life, axis, link) for life in lives]
    rows = [piece for at, life in enumerate(lives) for piece in _row(life, axis, at * _ROW)]
    now = element("rect", class_="playhead", y=0, x=0, width=axis.percent(1), height="100%")
    height = max(1, len(lives)) * _ROW
    bars = element(
        "svg", now, *rows, *_numbers(axis, height), class_="bars", width="100%", height=height + _AXIS, role="img",
        aria_label="the lives over the lines of the run, as told in the list of names",
    )  # fmt: skip
    count = len(record.lives) - len(lives)
    more = f'<p class="rest">and {count:,} more, not drawn, such as lived in one line only</p>' if count else ""
    listed = f'<ul class="names">{"".join(names)}</ul><p class="unit" aria-hidden="true">step</p>'
    return f'<div class="lives"><div>{listed}</div><div class="track">{bars}</div></div>{more}'


def numbered(count: int) -> range:
    """The places of an axis under which a number stands: at most twelve, at round steps."""
    every = round_step(count, 12)
    return range(0 if every == 1 else every - 1, count, every)


def _numbers(axis: Axis, y: float) -> list[str]:
    """The numbers of some steps below the bars, each with a mark."""
    pieces = []
    for place in numbered(axis.count):
        x = axis.percent(place + 0.5)
        pieces.append(element("rect", class_="tick", x=x, y=y, width=1, height=5))
        pieces.append(element("text", str(place + 1), class_="number", x=x, y=y + 17, text_anchor="middle"))
    return pieces


def lasting(record: Lives, axis: Axis) -> list[Life]:
    """Those that outlived the line in which they were made, if any did, and of very many the most telling."""
    found = [life for life in record.lives if life.freed is None or axis(life.born) != axis(life.freed)]
    return chosen(found or record.lives, record.now, _MOST)


def stretches(life: Life, axis: Axis) -> list[tuple[int, int, str, str | None]]:
    """From which place to which a life was in which state, and who held it then."""
    begins = [(axis(change.step), change.state, change.held_by) for change in life.changes]
    last = [list(same)[-1] for _, same in groupby(begins, key=lambda begin: begin[0])]
    end = axis.count if life.freed is None else axis(life.freed)
    ends = [*(start for start, _, _ in last[1:]), end]
    return [(start, min(stop, end), state, holder) for (start, state, holder), stop in zip(last, ends, strict=True)]


def short_name(life: Life, limit: int) -> str:
    """The name in at most so many characters; a long one goes without its kind, for its end tells it from others."""
    name = life.name if len(life.name) <= limit else life.name.partition(" ")[2] or life.name
    return svg.shorten(name, limit)


def _name(life: Life, axis: Axis, link: str) -> str:
    """A link to where the life took a turn; the places of all its turns are kept for whoever goes through them."""
    turns = sorted({start for start, _, _, _ in stretches(life, axis)} | ({axis(life.freed)} if life.freed else set()))
    first = turns[1] if len(turns) > 1 else turns[0]
    told = escape(f"{life.name}: {life.fate}" + (f", made at {life.site}" if life.site else ""))
    aloud = [
        f"{state}{f', held by {holder}' if holder else ''}, from step {start + 1}"
        for start, _, state, holder in stretches(life, axis)
    ]
    if life.freed is not None:
        aloud.append(f"freed at step {axis(life.freed) + 1}")
    name = short_name(life, 28)
    name = escape(name) if " " in name else page.breakable(name, after="/_")
    return (
        f'<li><a href="#{link}{first + 1}" data-turns="{" ".join(map(str, turns))}" title="{told}">'
        f'{name}<span class="aloud">, {escape("; ".join(aloud))}</span></a></li>'
    )


def _row(life: Life, axis: Axis, y: float) -> list[str]:
    pieces, said = [], False
    for start, stop, state, holder in stretches(life, axis):
        pieces.append(element("rect", class_=CLASSES.get(state, "unseen"), x=axis.percent(start), y=y + 18,
                              width=axis.percent(stop - start), height=13, rx=2))  # fmt: skip
        if holder and not said:
            is_left = start < axis.count / 3
            at, anchor = (start, "start") if is_left else (axis.count, "end")
            where = {"x": axis.percent(at), "y": y + 13, "text_anchor": anchor}
            pieces.append(element("text", escape(svg.shorten(holder, 34)), class_="holder", **where))
            said = True
    if life.freed is not None:
        cross = element("path", d="M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5", class_="cross")
        ring = element("circle", r=8, class_="ring")
        middle = axis(life.freed) + 0.5
        pieces.append(element("svg", ring, cross, x=axis.percent(middle), y=y + 24.5, overflow="visible"))
    return pieces
