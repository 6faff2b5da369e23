"""What is recorded of one watched object: text and steps, so that a record keeps nothing alive."""

import weakref
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace

from .sites import Site

NAMED, LOST, FREED = "named", "lost", "freed"


@dataclass(frozen=True)
class Change:
    """From this step on the object is in this state, one of the five words; `holder` when it is lost.

    `owner` tells the same holder by where a program finds it, if that has words of its own, and by its identity: the
    label of a graph counts its operations, and says something new at every line.
    """

    step: int
    state: str
    holder: str | None = None
    owner: tuple[str | None, int] = (None, 0)

    @property
    def held_by(self) -> str | None:
        """The holder by its place, `the default graph`, or else by its label."""
        return self.owner[0] or self.holder


@dataclass(frozen=True)
class Mark:
    """A step with a text: one given to `mark`, or under `trace` the line that had just run."""

    step: int
    text: str
    site: Site | None = None
    is_line: bool = False


@dataclass(eq=False, repr=False)
class Life:
    """What is known of one object; it refers to the object only weakly, and only while it is watched.

    `named_by` is the path by which the last look found it, where it was named: `__main__.kept[0]`.
    """

    name: str
    born: int
    site: Site | None
    nbytes: int | None = None
    is_owner: bool = False
    freed: int | None = None
    changes: list[Change] = field(default_factory=list)
    named_by: str | None = None
    reference: weakref.ref[object] | None = None

    def __repr__(self) -> str:
        made = "" if self.site is None else f", made at {self.site}"
        return f"<Life of {self.name}{made}: {self.fate}>"

    @property
    def state(self) -> str:
        """The state as of the last look: one of the five words."""
        return FREED if self.freed is not None else self.changes[-1].state

    @property
    def holder(self) -> str | None:
        """What holds the object now that no name does."""
        return None if self.freed is not None else self.changes[-1].holder

    @property
    def unnamed_since(self) -> int | None:
        """The step at which the last name was seen to be gone: at a look, or at the death itself."""
        if self.freed is None and self.changes[-1].state == NAMED:
            return None
        change = self._after_names()
        return self.freed if change is None else change.step

    def _after_names(self) -> Change | None:
        """What became of the object when its last name had gone; nothing where it died with it."""
        named = [at for at, change in enumerate(self.changes) if change.state == NAMED]
        return next(iter(self.changes[named[-1] + 1 :]), None)

    @property
    def fate(self) -> str:
        """What became of the object, in a few words: `freed at step 22`, `lost, held by graph 'default'`."""
        if self.freed is not None:
            return f"freed at step {self.freed}"
        if self.state == NAMED:
            return f"alive, named by {self.named_by}" if self.named_by else "alive, named"
        return f"{self.state}, held by {self.changes[-1].held_by}" if self.holder else f"alive, {self.state}"

    @property
    def last_name(self) -> str:
        """When the last name went, and who held the object from then on."""
        since = self.unnamed_since
        if since is None:
            return "-"
        change = self._after_names()
        if change is None:
            return f"step {since}"
        return f"step {since}, then " + (f"held by {change.held_by}" if change.holder else change.state)


class Lives:
    """The record of a watch: lives and marks in the order in which they began, and the last step, `now`."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.lives: list[Life] = []
        self.marks: list[Mark] = []
        self.now = 0

    def count_lines(self) -> None:
        """Let the steps be the lines that were looked at, if any; each may have had several steps of the watch."""
        ends = [mark.step for mark in self.marks if mark.is_line]
        if not ends:
            return

        def line(step: int) -> int:
            return min(bisect_left(ends, step) + 1, len(ends))

        for life in self.lives:
            life.born = line(life.born)
            life.freed = None if life.freed is None else line(life.freed)
            life.changes = [replace(change, step=line(change.step)) for change in life.changes]
        self.marks = [replace(mark, step=line(mark.step)) for mark in self.marks]
        self.now = len(ends) + 1  # the run has ended after its last line, in which an object may have been born

    @property
    def alive(self) -> list[Life]:
        """Objects that had not been freed, named or not."""
        return [life for life in self.lives if life.freed is None]

    @property
    def lost(self) -> list[Life]:
        """Objects that were alive at the last look although every path to them led through an owner."""
        return [life for life in self.lives if life.state == LOST]

    @property
    def freed(self) -> list[Life]:
        """Objects that have gone."""
        return [life for life in self.lives if life.freed is not None]

    @property
    def summary(self) -> str:
        """How many were born, and what became of them."""
        counts = Counter(life.state for life in self.lives)
        return ", ".join([f"{len(self.lives)} born", *(f"{count} {state}" for state, count in sorted(counts.items()))])
