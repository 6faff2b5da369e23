"""Two programs beside each other as one still picture: their source with marks, and below the lives over one axis.

It is the report for where nothing can be scrubbed: in a README, on a slide, on paper.
"""

import os
import textwrap
from collections.abc import Iterator, Sequence

from ..watching.lives import Life
from . import lives_chart, story, svg
from .lives_chart import Axis, places_of
from .story import SIGNS, Run
from .svg import BLUE, GREY, INK, VERMILION
from .timeline_picture import MEANINGS, Scale, bar, ending

WIDTH, EDGE, GAP = 960.0, 24.0, 28.0
FONT, ROW, LIFE = 12.0, 18.0, 34.0
_COLOURS = {"born": BLUE, "lost": VERMILION, "freed": INK}


def draw(runs: Sequence[Run]) -> str:
    """The whole picture of two runs."""
    count, places = places_of([run.steps for run in runs])
    columns = (WIDTH - 2 * EDGE - GAP) / len(runs)
    body, below = list[str](), 0.0
    for at, run in enumerate(runs):
        pieces, end = _column(run, EDGE + at * (columns + GAP), columns)
        body += pieces
        below = max(below, end)
    left, top = EDGE + 190, below + 22
    scale = Scale(left, WIDTH - EDGE - left, max(1, count))
    axes = [Axis(where, count) for where in places]
    lives = [(run, life, axis) for run, axis in zip(runs, axes, strict=True)
             for life in lives_chart.lasting(run.timeline, axis)]  # fmt: skip
    bottom = top + len(lives) * LIFE
    body += _numbers(scale, count, top, bottom)
    for row, (run, life, axis) in enumerate(lives):
        body += _life(run, life, axis, scale, top + row * LIFE)
    x = EDGE
    for fate, sign in SIGNS.items():
        told = MEANINGS.get(fate, fate)
        body.append(svg.words(sign, (x, bottom + 48), FONT, fill=_COLOURS[fate]))
        body.append(svg.words(told, (x + 16, bottom + 48), FONT, fill=GREY))
        x += 34 + svg.text_width(told, FONT)
    name = " and ".join(run.title for run in runs)
    told = "; ".join(
        f"{run.title}: {moment.sentence}" for run in runs for moment in story.moments(run) if moment.is_news
    )
    return svg.document(WIDTH, bottom + 64, f"Lives of variables in {name}", body, told)


# The source -------------------------------------------------------------------------------------------------


def _column(run: Run, left: float, width: float) -> tuple[list[str], float]:
    """Title, lines and what became of the variables in words; and where it ends."""
    moments = story.moments(run)
    marks = story.margins(run, moments)
    pieces, y = [svg.words(run.title, (left, 30), 15, font_weight="bold")], 56.0
    letters = int((width - 62) / (FONT * 0.61))
    for file, lines in run.source.items():
        for number, text in lines.items():
            pieces.append(svg.words(str(number), (left + 16, y), FONT - 1, fill=GREY, text_anchor="end", mono=True))
            fates = [fate for fate in SIGNS if marks[file, number][fate]]
            for at, fate in enumerate(fates):
                pieces.append(svg.words(SIGNS[fate], (left + 24 + 14 * at, y), FONT, fill=_COLOURS[fate]))
            indent = len(text) - len(text.lstrip())
            for part in textwrap.wrap(text, letters, subsequent_indent=" " * (indent + 4)) or [""]:
                pieces.append(svg.words(part.replace(" ", "\u00a0"), (left + 54, y), FONT, mono=True))
                y += ROW
    y += 8
    for step, moment in zip(run.steps, moments, strict=True):
        if moment.is_news and any(fate != "born" for fate, _ in moment.counts):
            line = f"line {step.mark.site.line}: " if step.mark.site else ""
            for part in textwrap.wrap(line + moment.sentence, int(width / (FONT * 0.62))):
                pieces.append(svg.words(part, (left, y + 12), FONT))
                y += ROW
            break
    return pieces, y


# The lives --------------------------------------------------------------------------------------------------


def _numbers(scale: Scale, count: int, top: float, bottom: float) -> Iterator[str]:
    """Faint upright lines at some steps, with their numbers."""
    for place in lives_chart.numbered(count):
        x = scale(place + 0.5)
        yield svg.line((x, top), (x, bottom + 2), stroke="#e1e6eb", stroke_width=1)
        yield svg.words(str(place + 1), (x, bottom + 16), FONT - 1, fill=GREY, text_anchor="middle")
    yield svg.words("step", (scale.left - 10, bottom + 16), FONT - 1, fill=GREY, text_anchor="end")


def _life(run: Run, life: Life, axis: Axis, scale: Scale, top: float) -> Iterator[str]:
    stem = os.path.splitext(run.title)[0]
    yield svg.words(svg.shorten(f"{stem}", 26), (scale.left - 10, top + 15), FONT - 1, fill=GREY, text_anchor="end")
    name = lives_chart.short_name(life, 24)
    yield svg.words(name, (scale.left - 10, top + 28), FONT, mono=True, text_anchor="end")
    said = False
    for start, stop, state, holder in lives_chart.stretches(life, axis):
        yield from bar(state, scale(start), top + 15, scale(stop) - scale(start), 14)
        if holder and not said:
            said = True
            yield svg.words(svg.shorten(holder, 40), (scale(start), top + 11), FONT - 1, fill=VERMILION)
    end = axis.count if life.freed is None else axis(life.freed)
    yield from ending(life, scale(end), top + 22)
