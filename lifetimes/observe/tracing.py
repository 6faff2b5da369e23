"""Run a script or a callable line by line, and keep who held what after each line.

What comes out can be scrubbed: the lines in the order in which they ran, and beside each the graph of the
watched objects and of what held them at that moment.
"""

import ast
import linecache
import sys
import time
import traceback
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import ClassVar

from .drawing import page, report, side_by_side
from .drawing.paths_picture import draw_moment
from .drawing.picture import Picture
from .drawing.story import Run, Step
from .forms import Drawable
from .naming.words import count_text
from .timeline import Timeline
from .watching.births import Kinds
from .watching.lines import lines_of_user_code
from .watching.lives import Life
from .watching.sites import Site, is_user_file

Program = str | Path | Callable[[], object]


class Trace(Drawable, Run):
    """The record of a run, with the timeline of its watch."""

    forms: ClassVar = {".html": "to_html", ".svg": "to_svg", ".txt": "__str__"}
    timeline: Timeline

    def __repr__(self) -> str:
        return f"<Trace of {self.title}: {len(self.steps)} lines, {self.timeline!r}>"

    def __str__(self) -> str:
        lines = [f"{step.mark.site}  {step.mark.text.strip()}" for step in self.steps]
        width = min(72, max(map(len, lines), default=0))
        told = [
            f"{line:{width}}  {'; '.join(step.events)}".rstrip() for line, step in zip(lines, self.steps, strict=True)
        ]
        ends = [text for text in (self.left_out, self.error) if text]
        return "\n".join([*told, "", str(self.timeline), *ends])

    def to_svg(self) -> str:
        """The timeline of the run as SVG."""
        return self.timeline.to_svg()

    def to_html(self) -> str:
        """One page to scrub: the source, the lives on one axis, and who held what after the chosen line."""
        return report.as_html(self.title, [self])

    def _repr_html_(self) -> str:
        return page.embedded(self.title, self.to_html())


class SideBySide(Drawable):
    """An old program and a new one, each traced: one page, on which lines that do the same stand at one place."""

    forms: ClassVar = {".html": "to_html", ".svg": "to_svg", ".txt": "__str__"}

    def __init__(self, old: Trace, new: Trace) -> None:
        self.traces = (old, new)

    def __repr__(self) -> str:
        return f"<SideBySide of {' and '.join(traced.title for traced in self.traces)}>"

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.traces))

    def to_html(self) -> str:
        """One page with the source and the lives of both, over one axis of what they do."""
        return report.as_html(" and ".join(traced.title for traced in self.traces), self.traces)

    def to_svg(self) -> str:
        """Both as one still picture: sources with marks, what became of what in words, and the lives on one axis."""
        return side_by_side.draw(self.traces)

    _repr_svg_ = to_svg


def trace(program: Program, *types: type | str, arguments: Sequence[str] = (), seconds_of_looking: float = 30) -> Trace:
    """Run a script or call a callable line by line under `watch(*types)`.

    `arguments` are the script's.  A class that it will define is given by its name.  With no class given,
    variables are watched, and in a script also the instances of all classes that it defines.

    After each line of the user's own code the heap is looked at.  In a long run that adds up, so of a line that
    runs again and again the first turns are looked at, then the 16th, the 32nd and so on; and when looking has taken
    half of `seconds_of_looking` of this thread's work, every second line, after a quarter of the rest every fourth,
    and so on to the end; the last line of a script is looked at in any case.  Births and deaths are seen at every
    line; that a name went, or that another holds the object, at the next look.  What was left out is told in
    `left_out`.
    What the program raises ends the run and is told in `error`, not raised again, an interrupt by its user too;
    SystemExit is an end.
    """
    if not isinstance(program, str | Path):
        title = getattr(program, "__qualname__", type(program).__name__)
        return traced(title, program, Kinds(types), None, seconds_of_looking)
    path = Path(program)
    with run_as_main(path, arguments) as (run, _):
        return traced(path.name, run, Kinds(types, "__main__"), str(path), seconds_of_looking)


def traced(
    title: str, run: Callable[[], object], kinds: Kinds, file: str | None = None, seconds_of_looking: float = 30
) -> Trace:
    """Call something line by line; all lines of `file` are shown, of any other those around what ran."""
    timeline = Timeline(kinds)
    recorder = _Recorder(timeline, seconds_of_looking)
    timeline.title = f"{title}: lifetimes of {kinds}"
    with timeline, lines_of_user_code(recorder.line_done):
        error = run_to_its_end(run)
        if file is not None:  # its names are still there, those of a callable went with its call
            recorder.run_ended()
    source, steps = _source(recorder.turns, file), recorder.steps()
    timeline.count_lines()
    return Trace(title, timeline, steps, error, recorder.left_out(), recorder.turns, source)


def _source(ran: Iterable[Site], script: str | None) -> dict[str, dict[int, str]]:
    """The lines of each file by their numbers: of a script all, of any other those that ran and some around them."""
    near: dict[str, set[int]] = {} if script is None else {script: set()}
    for site in ran:
        near.setdefault(site.file, set()).update(range(site.line - _AROUND, site.line + _AROUND + 1))
    return {
        file: {
            number: line.rstrip("\r\n")
            for number, line in enumerate(linecache.getlines(file), 1)
            if file == script or number in numbers
        }
        for file, numbers in near.items()
    }


def _lines_of_blocks(file: str) -> set[int]:
    """The lines that are the head of a `with` and no more: they run once more when it ends."""
    with suppress(SyntaxError, ValueError):
        nodes = ast.walk(ast.parse("".join(linecache.getlines(file))))
        blocks = (node for node in nodes if isinstance(node, ast.With | ast.AsyncWith))
        return {
            block.lineno
            for block in blocks
            if block.lineno == block.items[-1].context_expr.end_lineno != block.body[0].lineno
        }
    return set()


_AROUND = 2
"""Lines that are shown before and after one that ran."""


class _Recorder:
    """Takes a picture after each line that is looked at, while there is time for it."""

    def __init__(self, timeline: Timeline, seconds: float) -> None:
        self.timeline = timeline
        self.seconds_left = self.seconds = seconds
        self.pictures: list[Picture] = []
        self.visits: Counter[Site] = Counter()
        self.turns: dict[Site, int] = {}
        self.blocks: dict[str, set[int]] = {}
        self.lines = 0
        self.looks = [(0, 0)]
        self.every, self.passed, self.until = 1, 0, seconds / 2
        self.thinned_at: Site | None = None
        self.stopped_at: Site | None = None
        self.passed_over: Site | None = None

    def line_done(self, site: Site, leaving: bool) -> None:
        self.lines += 1
        self.visits[site] += 1
        turn = self.turns[site] = -(-self.visits[site] // self._visits_in_a_turn(site))
        self.passed_over = site
        if self.seconds_left <= 0:
            self.stopped_at = self.stopped_at or site
        elif turn <= FIRST_TURNS or turn.bit_count() == 1:
            self.passed += 1
            if self.passed % self.every == 0:
                start = time.thread_time()
                self._look(site, leaving)
                self._spend(time.thread_time() - start, site)

    def run_ended(self) -> None:
        """Look at the last line if that was not done: nobody would see what it did."""
        if self.passed_over is not None:
            self._look(self.passed_over, leaving=True)

    def _visits_in_a_turn(self, site: Site) -> int:
        if site.file not in self.blocks:
            self.blocks[site.file] = _lines_of_blocks(site.file)
        return 2 if site.line in self.blocks[site.file] else 1

    def _spend(self, seconds: float, site: Site) -> None:
        """Look half as often once half of the time is used up, and again after each quarter of what is left then."""
        self.seconds_left -= seconds
        while 0 < self.seconds_left < self.until:
            self.every, self.passed, self.until = 2 * self.every, 0, 0.75 * self.until
            self.thinned_at = self.thinned_at or site

    def _look(self, site: Site, leaving: bool) -> None:
        text = linecache.getline(site.file, site.line).rstrip("\n")
        found = self.timeline.mark_line(site, text, leaving, MOST_DRAWN)
        self.pictures.append(draw_moment(self.timeline.title, found, MOST_DRAWN, self.pictures[-1:]))
        self.looks.append((self.lines, self.turns[site]))
        self.passed_over = None

    def steps(self) -> list[Step]:
        """The lines looked at, each with what happened since the one before it."""
        marks = [mark for mark in self.timeline.marks if mark.is_line][: len(self.looks) - 1]
        happened: list[list[tuple[str, str]]] = [[] for _ in marks]
        ends = [mark.step for mark in marks[:-1]]  # what happens after the last line is of the last line
        for life in self.timeline.lives:
            for step, what in _events_of(life) if marks else ():
                happened[bisect_left(ends, step)].append((life.name, what))
        return [
            Step(mark, _told_events(events), picture, lines - last - 1, turn, tuple(events))
            for mark, events, picture, ((last, _), (lines, turn)) in zip(
                marks, happened, self.pictures, pairwise(self.looks), strict=False
            )
        ]

    def left_out(self) -> str:
        """Which lines were not looked at and why; nothing where all were."""
        told = []
        if max(self.turns.values(), default=0) > FIRST_TURNS:
            told.append(f"of a line that runs on and on the first {FIRST_TURNS} turns, then the 16th, 32nd, 64th ...")
        if self.thinned_at is not None:
            told.append(f"from {self.thinned_at} on one line of 2, at the end one of {self.every}, since looking may "
                        f"take {self.seconds:g} seconds")  # fmt: skip
        if self.stopped_at is not None:
            told.append(f"no line from {self.stopped_at} on, since looking had taken its {self.seconds:g} seconds")
        looked = f"{count_text(self.lines, 'line')} ran, and {len(self.pictures):,} were looked at"
        return f"{looked}: {'; '.join(told)}" if told else ""


FIRST_TURNS, MOST_DRAWN = 10, 12
"""Turns of a line that are all looked at, and objects that one picture shows: those that have changed last."""


def _events_of(life: Life) -> Iterator[tuple[int, str]]:
    """What happened to an object, in words, each with its step."""
    yield life.born, "born"
    for change in life.changes[1:]:
        yield change.step, change.state + (f", held by {change.held_by}" if change.holder else "")
    if life.freed is not None:
        yield life.freed, "freed"


def _told_events(events: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Sentences; where the same happened to many objects, one for all of them."""
    names: dict[str, list[str]] = {}
    for name, what in events:
        names.setdefault(what, []).append(name)
    told: list[str] = []
    for what, those in names.items():
        shown = those if len(those) <= 3 else [f"{those[0]} ... {those[-1]} ({len(those):,} objects)"]
        told += [f"{name} {what}" for name in shown]
    return tuple(told)


# Running ----------------------------------------------------------------------------------------------------


def run_to_its_end(run: Callable[[], object]) -> str | None:
    """Run it; the error as text, since the exception itself would hold every frame that it passed."""
    try:
        run()
    except SystemExit as end:
        return None if end.code in (None, 0) else f"SystemExit: {end.code}"
    except (Exception, KeyboardInterrupt) as error:
        # The traceback as Python prints it, the lines of this library left out.
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_user_file(frame.filename)]
        head = ["Traceback (most recent call last):\n"] if frames else []
        return "".join([*head, *traceback.format_list(frames), *traceback.format_exception_only(error)]).rstrip()
    return None


@contextmanager
def run_as_main(
    script: str | Path, arguments: Sequence[str] = ()
) -> Iterator[tuple[Callable[[], object], dict[str, object]]]:
    """Gives what runs the script, and its globals; they live until the block ends.

    Inside, `sys.argv` is the script's, its folder is first on `sys.path`, and `sys.modules['__main__']` is the
    script, so that a global of it is named as in a run of its own.  Afterwards all three are what they were.
    """
    path = Path(script)
    code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    module = ModuleType("__main__")
    module.__file__ = str(path)
    before = sys.modules["__main__"], sys.argv, sys.path[:]
    sys.modules["__main__"], sys.argv = module, [str(path), *arguments]
    sys.path.insert(0, str(path.parent.resolve()))
    try:
        yield lambda: exec(code, module.__dict__), module.__dict__
    finally:
        sys.modules["__main__"], sys.argv, sys.path[:] = before
