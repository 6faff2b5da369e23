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
from collections.abc import Iterator
from functools import partial
from types import FrameType, TracebackType
from typing import ClassVar, Self

from lifetimes.labels import describe

from .forms import Drawable
from .heap.looking import hide, undisturbed
from .naming.paths import name_of
from .naming.reasons import Reason, explain_many
from .watching.births import Kinds, ages, instances, listen, unlisten
from .watching.lives import NAMED, Change, Life, Lives, Mark
from .watching.sites import Site, user_site

MOST_PATHS = 100
"""Of how many living objects a mark and the end of a watch keep the paths: of those that have changed last."""

PATHS = 3
"""For each object, when paths are asked for."""

_active: weakref.WeakSet[Timeline] = weakref.WeakSet()
"""The watches that are on, held weakly: only so that `site_of` finds what they saw."""


class Timeline(Drawable, Lives):
    """A watch while it is on, and the record of it afterwards.

    Only objects born while it is on are in it.  `mark` looks at the heap; `alive`, `lost` and `freed` tell
    what is known without another look.  After the end nothing changes any more, whatever the program does.
    """

    forms: ClassVar = {".svg": "to_svg", ".html": "to_html", ".txt": "__str__"}

    def __init__(self, kinds: Kinds) -> None:
        super().__init__(f"lifetimes of {kinds}")
        self.kinds = kinds
        self.is_on = False
        self.at_the_end: list[tuple[Life, Reason]] = []
        self.most_paths = MOST_PATHS
        self._steps: Iterator[int] = itertools.count(1)
        self._classes: list[type] = []
        self._asked: set[int] = set()
        self._older: dict[int, weakref.ref[object]] = {}
        self._seen_at: tuple[int, ...] = ()
        self._by_id: dict[int, Life] = {}
        self._numbers: dict[str, int] = {}
        hide(self)

    # On and off ---------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        if self.is_on or self.now:
            raise RuntimeError("this watch was started before\nmake a new one with `watch(...)`")
        with undisturbed():
            self._older = {id(obj): weakref.ref(obj) for obj in instances(self.kinds)}
            self.is_on = True
            self._listen()
            _active.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.now, self._seen_at = next(self._steps), ()  # who became what is meant may be older
        try:
            self.at_the_end = self.look(most=self.most_paths, is_last=True)
        finally:
            unlisten(self._classes, self._note_birth)
            # Let go of every weak reference: from here on the record is only a record.
            self.is_on = False
            for life in self.lives:
                life.reference = None
            self._classes, self._older, self._by_id, self._steps = [], {}, {}, iter(())
            _active.discard(self)

    def _listen(self) -> None:
        """Hear of births in every class that is meant, those that were defined since the last time too."""
        new = [cls for cls in self.kinds.classes(self._seen_at) if id(cls) not in self._asked]
        self._asked.update(map(id, new))
        self._seen_at = () if new else self._seen_at
        self._classes += listen(new, self._note_birth)

    # What happens -------------------------------------------------------------------------------------------

    def mark(self, text: str) -> None:
        """Set a named step, and look which objects have lost their last name by now."""
        if not self.is_on:
            raise RuntimeError(f"cannot mark {text!r}: the watch is off\ncall `mark` inside its `with` block")
        self.now = next(self._steps)
        self.marks.append(Mark(self.now, text))
        self.look()

    def mark_line(self, site: Site, text: str, leaving: bool, most: int) -> list[tuple[Life, Reason]]:
        """One line of a traced program has run: a step of its own.  Gives who held what, with paths of the `most`.

        While a function is left, what it returns is on the way to its caller: it stays what it was, although
        at this moment only the interpreter holds it.
        """
        self.now = next(self._steps)
        self.marks.append(Mark(self.now, text, site, is_line=True))
        in_flight = "held from C" if leaving else None
        return self.look(most=most, keep=in_flight)

    @undisturbed()
    def look(
        self, *, most: int = MOST_PATHS, keep: str | None = None, is_last: bool = False
    ) -> list[tuple[Life, Reason]]:
        """Ask of every living object who holds it, in one pass over the heap; paths are named for at most so many.

        An object that is found in the state `keep` is taken to be what it was. The last look says what to do, and
        after it nobody listens any more.
        """
        if not is_last:
            self._listen()
        self._note_unseen_births()
        living = [life for life in self.lives if life.reference is not None]
        references = [life.reference for life in living if life.reference is not None]

        def choose(reasons: list[Reason]) -> list[int]:
            return self._changed_last(living, reasons)[:most]

        found = explain_many(references, paths=PATHS, choose=choose, advised=is_last)
        looked = [
            (life, Reason(reason.subject, life.state) if reason.state == keep else reason)
            for life, reason in zip(living, found, strict=True)
        ]
        for life, reason in looked:
            if life.freed is None and _is_news(life, reason):
                life.changes.append(Change(self.now, reason.state, reason.owner, _owner_of(reason)))
            if life.freed is None:
                life.named_by = name_of(reason.paths[0]) if reason.state == NAMED and reason.paths else None
        return looked

    def _changed_last(self, living: list[Life], reasons: list[Reason]) -> list[int]:
        """The places of the living, those first whose state has changed now, then those that changed or began last."""

        def since(at: int) -> int:
            return self.now if _is_news(living[at], reasons[at]) else living[at].changes[-1].step

        return sorted(range(len(living)), key=since, reverse=True)

    def _note_birth(self, obj: object, frame: FrameType | None) -> None:
        if self.kinds.include(obj) and not self._is_known(obj):
            self._record(obj, user_site(frame))

    def _note_unseen_births(self) -> None:
        """Find what came without `__init__`: copies, unpickled objects, instances of classes written in C."""
        since, self._seen_at = self._seen_at, ages()
        found = instances(self.kinds, since)
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
        name = str(label) if label is not None else type(obj).__name__
        count = self._numbers[name] = self._numbers.get(name, 0) + 1
        life = Life(name if count == 1 else f"{name} #{count}", self.now, site)
        if label is not None:
            life.nbytes, life.is_owner = label.nbytes, label.owner
        life.changes.append(Change(self.now, NAMED))
        # The callback must not keep the timeline alive: it belongs to the watched object's weak reference.
        life.reference = weakref.ref(obj, partial(_note_death, weakref.ref(self), weakref.ref(life)))
        self.lives.append(life)
        self._by_id[id(obj)] = life

    # What is known ------------------------------------------------------------------------------------------

    def life_of(self, obj: object) -> Life | None:
        """What this watch knows of a living object, while it is on."""
        return self._by_id.get(id(obj)) if self._is_known(obj) else None

    def __str__(self) -> str:
        from .drawing.timeline_picture import as_text

        return as_text(self)

    def __repr__(self) -> str:
        counts = f"{len(self.lives)} born, {len(self.lost)} lost, {len(self.freed)} freed"
        return f"<Timeline of {self.kinds}: {counts}{', on' if self.is_on else ''}>"

    def to_svg(self, *, limit: int = 60) -> str:
        """The lives as bars over steps; of more than `limit`, lost and longest lives come first."""
        from .drawing.timeline_picture import draw

        return draw(self, limit)

    def to_html(self) -> str:
        """The drawing and the table of every life as one HTML page."""
        from .drawing.timeline_picture import as_html

        return as_html(self, self.to_svg())

    def _repr_svg_(self) -> str:
        return self.to_svg()

    def _repr_html_(self) -> str:
        from .drawing.timeline_picture import as_table

        return as_table(self)


def _is_news(life: Life, reason: Reason) -> bool:
    last = life.changes[-1]
    return last.state != reason.state or (reason.owned_along is not None and last.owner != _owner_of(reason))


def _owner_of(reason: Reason) -> tuple[str | None, int]:
    """The owner of a lost object: its place, where a program reaches it in a declared way, and its identity."""
    path = reason.owned_along
    if path is None:
        return None, 0
    owner = path.owner_steps[-1]
    place = path.root.text.removesuffix(" of this thread") if owner is path.start else None
    return place, owner.identity


def watch(*types: type) -> Timeline:
    """A context manager that records every instance of the classes born inside it, and is the record.

    With no class given it records what is labelled as a variable.  Raises TypeError for what is no class, or
    for a class whose instances allow no weak reference.
    """
    return Timeline(Kinds(types))


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
