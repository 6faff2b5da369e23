"""The page of a traced run: its source, its lives on one axis of lines, and who held what after the chosen line.

All of it is there without a script: marks in the margin lead to what happened, told one after the other.  With the
script one moment is shown at a time, and a slider, keys, lines and lives choose which.  Two runs stand on one page
over one axis, beside each other on paper and where the window is wide, else one under the other.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from string import Template

from ..naming.words import count_text
from . import lives_chart, page, story
from .lives_chart import CLASSES, places_of
from .story import SIGNS, Run, Step
from .svg import escape
from .timeline_picture import MEANINGS, as_table

_LEGEND = {"cyclic garbage": "∷", "held from C": "▥"}
"""Signs for states that are told only where they occur."""


def as_html(title: str, runs: Sequence[Run]) -> str:
    """The whole page of one run, or of two beside each other."""
    count, places = places_of([run.steps for run in runs])
    programs = [_Program(run, places[at], count, "" if at == 0 else f"other{at}-") for at, run in enumerate(runs)]
    start = min((program.start for program in programs), default=0)
    data = {"count": count, "start": start, "programs": [program.data() for program in programs]}
    body = Template(page.beside("report.html")).substitute(
        legend=_legend(runs),
        runs="runs" if len(runs) == 1 else "runs two",
        programs="\n".join(program.drawn(is_alone=len(runs) == 1) for program in programs),
        story=json.dumps(data, separators=(",", ":")),
    )
    return page.page(title, body, style=page.beside("report.css") + _indents(runs), script=page.beside("report.js"))


def _legend(runs: Sequence[Run]) -> str:
    seen = {change.state for run in runs for life in run.timeline.lives for change in life.changes}
    signs = {**SIGNS, **{state: sign for state, sign in _LEGEND.items() if state in seen}}
    return " ".join(
        f'<span class="entry"><span class="{CLASSES.get(fate, fate)}">{sign}</span> {MEANINGS.get(fate, fate)}</span>'
        for fate, sign in signs.items()
    )


def indent(text: str) -> int:
    """How many characters a line of code is indented, up to forty."""
    expanded = text.expandtabs(4)
    return min(40, len(expanded) - len(expanded.lstrip()))


def _indents(runs: Sequence[Run]) -> str:
    """A line that is broken goes on two characters to the right of where its code begins."""
    found = {indent(text) for run in runs for lines in run.source.values() for text in lines.values()}
    return "".join(f".in{by} {{ padding-left: {by + 2}ch; text-indent: -{by + 2}ch; }}\n" for by in sorted(found))


class _Program:
    """One run on the page: `places` are those of its steps on the axis, and `prefix` begins its ids."""

    def __init__(self, run: Run, places: Sequence[int], count: int, prefix: str) -> None:
        self.run, self.places, self.count, self.prefix = run, places, count, prefix
        self.moments = story.moments(run)
        self.start = places[story.first_loss(run.steps)] if run.steps else 0
        self.lines = {line: at for at, line in enumerate((file, n) for file in run.source for n in run.source[file])}
        self.sections: list[str] = []
        self.section_of: list[int] = []
        self._write_sections()

    def _write_sections(self) -> None:
        """One for each step with news, and for the others one for each that differs."""
        quiet: dict[object, int] = {}
        for at, (step, moment) in enumerate(zip(self.run.steps, self.moments, strict=True)):
            known = None if moment.is_news else quiet.setdefault((moment, step.skipped), len(self.sections))
            if known is None or known == len(self.sections):
                self.sections.append(self._section(at, step))
            self.section_of.append(len(self.sections) - 1 if known is None else known)

    def _section(self, at: int, step: Step) -> str:
        moment = self.moments[at]
        place = f' id="{self.prefix}step-{self.places[at] + 1}"' if moment.is_news else ""
        line = f"line {step.mark.site.line}" if step.mark.site else step.mark.text
        turn = f", turn {step.turn:,}" if step.turn > 1 else ""
        heading = f"<h3>{escape(line)}{turn}: <code>{page.breakable(step.mark.text.strip())}</code></h3>"
        kind = "moment" if moment.is_news else "moment quiet"
        sentence = f'<p class="sentence">{escape(moment.sentence)}</p>'
        if step.skipped:
            sentence += page.block("p", f"{count_text(step.skipped, 'line')} not looked at before it")
        return f'<section{place} class="{kind}">{heading}{sentence}{moment.boxes}</section>'

    def data(self) -> dict[str, object]:
        """What the script needs: numbers only. At each place of the axis the step that was done last."""
        step_at, done = [], -1
        by_place = {place: at for at, place in enumerate(self.places)}
        for place in range(self.count):
            done = by_place.get(place, done)
            step_at.append(done)
        return {
            "prefix": self.prefix, "step": step_at, "section": self.section_of,
            "line": [self._line_of(step) for step in self.run.steps], "turn": [step.turn for step in self.run.steps],
        }  # fmt: skip

    def _line_of(self, step: Step) -> int:
        site = step.mark.site
        return -1 if site is None else self.lines.get((site.file, site.line), -1)

    # The parts of the page ----------------------------------------------------------------------------------

    def drawn(self, is_alone: bool) -> str:
        """All parts, under the title of the run where there is another."""
        return "\n".join(['<div class="run">', *self._parts(is_alone), "</div>"])

    def _parts(self, is_alone: bool) -> Iterator[str]:
        run = self.run
        if not is_alone:
            yield page.block("h2", run.title)
        yield page.block("p", f"{count_text(len(run.steps), 'line')} looked at; {run.timeline.summary}")
        if run.left_out:
            yield page.block("p", run.left_out)
        if run.error:
            told = page.block("h2", "The run ended with an error") + page.block("pre", run.error)
            yield f'<div class="error">{told}</div>'
        if run.steps:
            yield self._story()
        table = as_table(run.timeline)
        yield f'<details><summary>All lives as a table</summary><div class="wide">{table}</div></details>'

    def _story(self) -> str:
        axis = lives_chart.Axis(self.places, self.count)
        chart = lives_chart.draw(self.run.timeline, axis, f"{self.prefix}step-")
        name, sections = escape(self.run.title), "\n".join(self.sections)
        return (
            f'<div class="program" id="{self.prefix}program">\n'
            f'<div class="source" role="region" tabindex="0" aria-label="source of {name}">{self._source()}</div>\n'
            f'<div class="chart" role="region" aria-label="lives of {name}"><h2>Lives</h2>{chart}</div>\n'
            f'<div class="moments" role="region" aria-live="polite" aria-label="who holds what in {name}">'
            f'<h2 class="where">Who holds what</h2>\n{sections}</div>\n</div>'
        )

    def _source(self) -> str:
        marks = story.margins(self.run, self.moments)
        ran = {(site.file, site.line): turns for site, turns in self.run.turns.items()}
        first: dict[int, int] = {}
        for place, step, moment in zip(self.places, self.run.steps, self.moments, strict=True):
            if moment.is_news:
                first.setdefault(self._line_of(step), place)
        written = []
        for file, lines in self.run.source.items():
            items, last = [], 0
            for number, text in lines.items():
                gap = ' class="gap"' if number != last + 1 and last else ""
                at, last, key = self.lines[file, number], number, (file, number)
                line = self._line(at, number, text, marks[key], ran.get(key, 0), first.get(at))
                items.append(f"<li{gap}>{line}</li>")
            name = os.path.basename(file)
            written += [
                page.block("h2", "Source" if name == self.run.title else name),
                f'<ol class="code">{"".join(items)}</ol>',
            ]
        return "".join(written)

    def _line(self, at: int, number: int, text: str, marks: Counter[str], turns: int, place: int | None) -> str:
        """The number, which leads to what happened first, the marks, the code, and how often it ran."""
        link = f' href="#{self.prefix}step-{place + 1}"' if place is not None else ""
        signs = "".join(
            f'<span class="{fate}" title="{marks[fate]} {fate} here"><span aria-hidden="true">{sign}</span>'
            f'<span class="aloud">{marks[fate]} {fate}</span></span>'
            for fate, sign in SIGNS.items()
            if fate in marks
        )
        often = f'<span class="turns">{turns:,} times</span>' if turns > 1 else ""
        tag = f'<a class="number"{link} data-line="{at}">' if turns else '<a class="number">'
        return (
            f'{tag}<span class="aloud">line </span>{number}</a><span class="marks">{signs}</span>'
            f'<code class="in{indent(text)}">{page.breakable(text)}</code>{often}'
        )
