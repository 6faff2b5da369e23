"""Births and deaths in the order in which they happen, and what holds an object whose last name has gone.

    with watch(Layer) as timeline:
        layer = Layer()
        del layer
        timeline.mark("del layer")
    print(timeline)

A watch counts events, not seconds: every birth, death and mark is one step.  A death is known at its step,
by weak reference.  Whether an object is still named is asked at marks, at the end, and at each line under
`trace`, since that needs a look at the whole heap.  Watching keeps nothing alive and never collects.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from lifetimes.labels import describe

from . import timeline_drawing, timeline_text
from .births import Kinds, instances, listen, unlisten
from .picture import save_text
from .sites import Site, user_site
from .standing import Standing, standings

NAMED, LOST, FREED = "named", "lost", "freed"

_active: weakref.WeakSet[Timeline] = weakref.WeakSet()
"""The watches that are on, held weakly: only so that `site_of` finds what they saw."""


@dataclass(frozen=True)
class Change:
    """From this step on the object is in this state, one of the five words; `holder` when it is lost."""

    step: int
    state: str
    holder: str | None = None


@dataclass(frozen=True)
class Mark:
    """A step with a text: one given to `mark`, or under `trace` the line that had just run."""

    step: int
    text: str
    site: Site | None = None
    is_line: bool = False


@dataclass(eq=False)
class Life:
    """What is known of one object; it refers to the object only weakly, and only while it is watched."""

    name: str
    born: int
    site: Site | None
    nbytes: int | None = None
    freed: int | None = None
    changes: list[Change] = field(default_factory=list)
    reference: weakref.ref[object] | None = field(default=None, repr=False)

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
        named = [at for at, change in enumerate(self.changes) if change.state == NAMED]
        after = self.changes[named[-1] + 1 :]
        return after[0].step if after else self.freed

    def standing_at(self, step: int) -> str | None:
        """The state at a step, or None before the birth."""
        if self.freed is not None and step >= self.freed:
            return FREED
        return next((change.state for change in reversed(self.changes) if change.step <= step), None)


class Timeline:
    """A watch while it is on, and the record of it afterwards.

    Only objects born while it is on are in it.  `mark` looks at the heap; `alive`, `lost` and `freed` tell
    what is known without another look.  After the end nothing changes any more, whatever the program does.
    """

    def __init__(self, *types: type) -> None:
        self.kinds = Kinds(types)
        self.title = f"lifetimes of {self.kinds}"
        self.lives: list[Life] = []
        self.marks: list[Mark] = []
        self.now = 0
        self.is_on = False
        self._steps = itertools.count(1)
        self._classes: list[type] = []
        self._older: dict[int, weakref.ref[object]] = {}
        self._by_id: dict[int, Life] = {}
        self._numbers: dict[str, int] = {}

    # On and off ---------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        if self.is_on or self.now:
            raise RuntimeError("this watch was started before\nmake a new one with `watch(...)`")
        self._older = {id(obj): weakref.ref(obj) for obj in instances(self.kinds)}
        self._classes = listen(self.kinds.classes(), self._note_birth)
        self.is_on = True
        _active.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        unlisten(self._classes, self._note_birth)
        self._classes = []
        self.now = next(self._steps)
        try:
            self.look()
        finally:
            self._forget()

    def _forget(self) -> None:
        """Let go of every weak reference: from here on the record is only a record."""
        self.is_on = False
        for life in self.lives:
            life.reference = None
        self._older, self._by_id = {}, {}
        _active.discard(self)

    # What happens -------------------------------------------------------------------------------------------

    def mark(self, text: str) -> None:
        """Set a named step, and look which objects have lost their last name by now."""
        if not self.is_on:
            raise RuntimeError(f"cannot mark {text!r}: the watch is off\ncall `mark` inside its `with` block")
        self.now = next(self._steps)
        self.marks.append(Mark(self.now, text))
        self.look()

    def mark_line(self, site: Site, text: str, find_standings: Callable[..., Sequence[Standing]]) -> None:
        """One line of a traced program has run: a step of its own."""
        self.now = next(self._steps)
        self.marks.append(Mark(self.now, text, site, is_line=True))
        self.look(find_standings)

    def look(self, find_standings: Callable[..., Sequence[Standing]] = standings) -> None:
        """Ask of every living object whether it is still named, in one pass over the heap."""
        self._note_unseen_births()
        lives = [life for life in self.lives if life.freed is None]
        objects = [life.reference() if life.reference else None for life in lives]
        try:
            living = [(life, obj) for life, obj in zip(lives, objects, strict=True) if obj is not None]
            found = find_standings([obj for _, obj in living])
            for (life, _), standing in zip(living, found, strict=True):
                self._note_standing(life, standing)
        finally:
            # These lists hold every watched object: nothing may outlive the look because of them.
            del objects
            living = []

    def _note_standing(self, life: Life, standing: Standing) -> None:
        last = life.changes[-1]
        if (last.state, last.holder) != (standing.state, standing.holder):
            life.changes.append(Change(self.now, standing.state, standing.holder))

    def _note_birth(self, obj: object, frame: FrameType | None) -> None:
        if self.kinds.include(obj) and not self._is_known(obj):
            self._record(obj, user_site(frame))

    def _note_unseen_births(self) -> None:
        """Find what came without `__init__`: copies, unpickled objects, instances of classes written in C."""
        found = instances(self.kinds)
        for obj in found:
            older = self._older.get(id(obj))
            if not self._is_known(obj) and (older is None or older() is not obj):
                self._record(obj, None)
        found.clear()

    def _is_known(self, obj: object) -> bool:
        life = self._by_id.get(id(obj))
        return life is not None and life.reference is not None and life.reference() is obj

    def _record(self, obj: object, site: Site | None) -> None:
        label = describe(obj)
        self.now = next(self._steps)
        name = self._number(str(label) if label is not None else type(obj).__name__)
        life = Life(name, self.now, site, None if label is None else label.nbytes)
        life.changes.append(Change(self.now, NAMED))
        # The callback must not keep the timeline alive: it belongs to the watched object's weak reference.
        life.reference = weakref.ref(obj, partial(_note_death, weakref.ref(self), weakref.ref(life)))
        self.lives.append(life)
        self._by_id[id(obj)] = life

    def _number(self, name: str) -> str:
        """The name, with a number from the second of that name on."""
        count = self._numbers[name] = self._numbers.get(name, 0) + 1
        return name if count == 1 else f"{name} #{count}"

    # What is known ------------------------------------------------------------------------------------------

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

    def life_of(self, obj: object) -> Life | None:
        """What this watch knows of a living object, while it is on."""
        return self._by_id.get(id(obj)) if self._is_known(obj) else None

    def __str__(self) -> str:
        return timeline_text.as_text(self)

    def __repr__(self) -> str:
        counts = f"{len(self.lives)} born, {len(self.lost)} lost, {len(self.freed)} freed"
        return f"<Timeline of {self.kinds}: {counts}{', on' if self.is_on else ''}>"

    def to_svg(self, *, limit: int = 60) -> str:
        """The lives as bars over steps; of more than `limit`, lost and longest lives come first."""
        return timeline_drawing.draw(self, limit)

    def to_html(self) -> str:
        """The drawing and the table of every life as one HTML page."""
        return timeline_text.as_html(self, self.to_svg())

    def save(self, path: str | Path) -> Path:
        """Write the timeline to a file in the form that the suffix names: .svg .html .txt .png."""
        texts = {".svg": self.to_svg, ".html": self.to_html, ".txt": self.__str__}
        return save_text(path, texts, png=self.to_svg)

    def _repr_svg_(self) -> str:
        return self.to_svg()

    def _repr_html_(self) -> str:
        return timeline_text.as_table(self)


def watch(*types: type) -> Timeline:
    """A context manager that records every instance of the classes born inside it, and is the record.

    With no class given it records what is labelled as a variable.  Raises TypeError for what is no class, or
    for a class whose instances allow no weak reference.
    """
    return Timeline(*types)


def site_of(obj: object) -> str | None:
    """Where an object was made, as `train.py:12 in step`, if a watch that is on saw its birth."""
    for timeline in list(_active):
        life = timeline.life_of(obj)
        if life is not None and life.site is not None:
            return str(life.site)
    return None


def _note_death(timeline: weakref.ref[Timeline], life: weakref.ref[Life], reference: object) -> None:
    """Called by the interpreter at the moment an object goes, in whatever thread and at whatever line."""
    record, subject = timeline(), life()
    if record is not None and subject is not None and record.is_on:
        record.now = subject.freed = next(record._steps)
        subject.reference = None
