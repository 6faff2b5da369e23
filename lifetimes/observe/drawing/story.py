"""What a traced run tells, line by line: in a sentence, in the margin of the source, and as boxes of who holds what."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..watching.lives import LOST, NAMED, Lives, Mark
from ..watching.sites import Site
from . import boxes
from .boxes import LONGEST
from .object_graph import ObjectGraph
from .svg import shorten

SIGNS = {"born": "●", LOST: "▨", "freed": "✕"}
"""What stands in the margin for what a line has done, in this order."""


@dataclass(frozen=True)
class Step:
    """One line that has run: where it stands, what happened since the step before, and who held what afterwards.

    `skipped` lines have run between that step and this one.  It is the `turn`-th time that its line has run.
    `happened` says of each object by name what `events` say of many at once.
    """

    mark: Mark
    events: tuple[str, ...]
    picture: ObjectGraph
    skipped: int = 0
    turn: int = 1
    happened: tuple[tuple[str, str], ...] = ()

    @property
    def passing(self) -> set[str]:
        """The names of those that were born and freed within this step."""
        born, freed = ({name for name, what in self.happened if what == fate} for fate in ("born", "freed"))
        return born & freed

    @property
    def lasting(self) -> list[tuple[str, str]]:
        """What happened to the others."""
        passing = self.passing
        return [(name, what) for name, what in self.happened if name not in passing]


@dataclass(eq=False, repr=False)
class Run:
    """A traced run: its timeline, a step per line that was looked at, the error it ended with as text, and what was
    left out in words; how often each line ran, and the lines of each file, by their numbers."""

    title: str
    timeline: Lives
    steps: list[Step]
    error: str | None
    left_out: str = ""
    turns: Mapping[Site, int] = field(default_factory=dict)
    source: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """What is shown of one step: a sentence and boxes; and how many it gave birth to, lost and freed, if it is news."""

    sentence: str
    boxes: str
    counts: tuple[tuple[str, int], ...]
    is_news: bool


def moments(run: Run) -> list[Moment]:
    """One for each step."""
    lost: dict[str, tuple[str, Site | None]] = {}
    return [_moment(step, lost) for step in run.steps]


def _moment(step: Step, lost: dict[str, tuple[str, Site | None]]) -> Moment:
    """The moment of one step; `lost` has by name what is lost, by whom it is held and since which line."""
    happened: dict[str, list[str]] = {}
    for name, what in step.lasting:
        fate, _, holder = what.partition(", held by ")
        if fate != LOST:
            lost.pop(name, None)
        elif name in lost:
            what = f"still lost, held by {holder}"
            lost[name] = (holder, lost[name][1])
        else:
            lost[name] = (holder, step.mark.site)
        happened.setdefault(what, []).append(name)
    changed = {name for name, _ in step.happened}
    if step.passing:
        happened["born and freed in this line"] = sorted(step.passing)
    told = [_told(what, names) for what, names in happened.items()] or ["Nothing is born, lost or freed"]
    held: dict[tuple[str, Site | None], list[str]] = {}
    for name, where in lost.items():
        if name not in changed:
            held.setdefault(where, []).append(name)
    since = [_told_since(names, *where) for where, names in held.items()]
    if len(since) > _MOST:
        since = [*since[: _MOST - 1], f"and {sum(map(len, [*held.values()][_MOST - 1 :])):,} more are lost"]
    about = step.picture.about(_subjects(step, changed))
    drawn = boxes.draw(about, changed, happened.get("freed", ()))
    counts = Counter(what.partition(",")[0] for _, what in step.happened)
    counts[LOST] = sum(what.startswith(LOST) * len(names) for what, names in happened.items())
    first, *others = [*told, *since]
    others = [clause[0].lower() + clause[1:] if clause.startswith(_OPENINGS) else clause for clause in others]
    shown = tuple((fate, counts[fate]) for fate in SIGNS if counts[fate])
    return Moment("; ".join([first, *others]) + ".", drawn, shown, bool(happened))


_MOST = 4
_OPENINGS = ("The last name ", "Nothing reaches ", "A name ")  # of clauses that do not begin with a name


def _subjects(step: Step, changed: set[str]) -> set[str]:
    """What a step is about: what it changed, what is lost and what its line names; all there is where nothing is."""
    nodes = step.picture.nodes
    said = set(re.findall(r"[A-Za-z_]\w*", step.mark.text))
    named = {edge.target for edge in step.picture.edges if edge.label.lstrip(".") in said}
    found = {id for id, node in nodes.items() if id in changed or node.kind == "lost" or id in named}
    return found if found or step.happened else set(nodes)


def _told(what: str, names: Sequence[str]) -> str:
    """What happened, in one clause: to all to whom the same did."""
    those = _listed(names)
    fate, _, holder = what.partition(", held by ")
    be, it = ("is", "it") if len(names) == 1 else ("are", "them")
    if fate == LOST:
        return f"The last name of {those} went: lost, {shorten(holder, LONGEST) or 'an owner'} holds {it}"
    if fate == "cyclic garbage":
        return f"Nothing reaches {those}: cyclic garbage, which waits for the collector"
    if fate == NAMED:
        return f"A name reaches {those} again"
    return f"{those} {be} {fate}" + (f", now held by {shorten(holder, LONGEST)}" if holder else "")


def _told_since(names: Sequence[str], holder: str, site: Site | None) -> str:
    """Since when some have been lost that one holds, in one clause."""
    have, it = ("has", "it") if len(names) == 1 else ("have", "them")
    line = "" if site is None else f" since line {site.line}"
    by = f": {shorten(holder, LONGEST)} holds {it}" if holder else ""
    return f"{_listed(names)} {have} been lost{line}{by}"


def _listed(names: Sequence[str]) -> str:
    """A few names in words; of many the first, and how many more there are."""
    shown = [shorten(name, LONGEST) for name in names]
    *before, last = shown if len(shown) <= _MOST else [shown[0], f"{len(shown) - 1:,} more"]
    return f"{', '.join(before)} and {last}" if before else last


_ENDS = (LOST, "freed", "cyclic garbage")


def first_loss(steps: Sequence[Step]) -> int:
    """The first step in which something is lost or freed, else the last in which something happens, else the last."""
    ends = [at for at, step in enumerate(steps) if any(what.startswith(_ENDS) for _, what in step.lasting)]
    births = [at for at, step in enumerate(steps) if step.happened]
    return next(iter([*ends[:1], *births[-1:], len(steps) - 1]), 0)


def margins(run: Run, told: Sequence[Moment]) -> defaultdict[tuple[str, int], Counter[str]]:
    """How many objects each line gave birth to, lost and freed."""
    counts: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for step, moment in zip(run.steps, told, strict=True):
        if step.mark.site is not None:
            counts[step.mark.site.file, step.mark.site.line].update(dict(moment.counts))
    return counts
