"""One walk over everything that the roots reach, for any number of objects that are asked about.

It goes in two parts: first without passing through an owner, then through. What the first part finds is
*named*; what only the second finds is *lost*. It is breadth first over `gc.get_referents`, so that untracked
containers and leaves are seen too, and keeps for each object the index of the one that led to it: the way
back is a shortest path that avoids the targets.

It is written for a million objects: what was met is one set of places in memory, and each object costs
one entry there, in a list, and in the list of those that led to it: for a million objects some 100 MB while it
lasts.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count, islice

from lifetimes import labels

from .attributes import may_refer
from .looking import UNIT, Look
from .roots import Seed, vars_of_module

_PLAIN, _OWNER, _HOLDS, _MAYBE_OWNER, _LEAF = 0, 1, 2, 4, 8


class Target:
    """One object that is asked about, and who was found to hold it.

    `holders` are the indexes of those that refer to it, once per reference, and `told` of those whose label
    alone says so; `counted` are the references that the interpreter knows, without the instrument's.
    """

    __slots__ = ("counted", "holders", "is_met", "is_named", "obj", "told")

    def __init__(self, obj: object, counted: int) -> None:
        self.obj = obj
        self.counted = counted
        self.holders: list[int] = []
        self.told: list[int] = []
        self.is_met = False
        self.is_named = False


class Walk:
    """The walk at its end. `objects` are in the order of the walk, and `met` has the place of each in memory.

    A target is passed through only when all else is walked, so that no way to it leads through itself if
    another does not. An owner is passed through in the second part.
    """

    def __init__(self, look: Look, targets: Sequence[Target]) -> None:
        self.look = look
        self.targets = {id(target.obj): target for target in targets}
        self.seeds = look.seeds
        self.objects: list[object] = []
        self.parents: list[int] = []
        self.met = {key >> UNIT for key in look.hidden}
        self.owners_met: set[int] = set()
        self._seeds_of: dict[int, list[Seed]] = {}
        self._by_names = True
        self._targets_met: list[tuple[object, int]] = []
        self._owners: list[tuple[object, int]] = []
        self._kinds: dict[int, int] = {}
        self._types_asked = {id(type(target.obj)) for target in targets}
        self._declared = {id(owner): owner for owner, _ in labels.owners()}
        self._declared_types = {id(type(owner)) for owner in self._declared.values()}
        self._done = 0
        self._run()

    def chain(self, index: int) -> tuple[Seed, list[object]]:
        """The seed, and the objects from it down to the one at this index."""
        found: list[object] = []
        while index >= 0:
            found.append(self.objects[index])
            index = self.parents[index]
        return self.seeds[-2 - index], found[::-1]

    def seeds_of(self, obj: object) -> list[Seed]:
        """Every seed that holds this object: two roots may share one."""
        return self._seeds_of.get(id(obj), [])

    def numbers(self, objects: Iterable[object]) -> Iterator[int]:
        """The indexes of those of the objects that the walk has reached, in its order."""
        wanted = {id(obj) for obj in objects if id(obj) >> UNIT in self.met}
        return compress(count(), map(wanted.__contains__, map(id, self.objects if wanted else ())))

    def _run(self) -> None:
        for number, seed in enumerate(self.seeds):
            self._seeds_of.setdefault(id(seed.obj), []).append(seed)
            self._admit(seed.obj, -2 - number)
            if seed.root.kind == "module" and not seed.text and self.objects and self.objects[-1] is seed.obj:
                # At once, so that it is not met in a frame that runs the module.
                self._admit(vars_of_module(seed.obj), len(self.objects) - 1)
        self._spread()
        self._by_names = False
        while self._owners:
            waiting, self._owners = self._owners, []
            for owner, parent in waiting:
                self._place(owner, parent)
            self._spread()
        self.met.update(key >> UNIT for key, target in self.targets.items() if target.is_met)

    def _spread(self) -> None:
        """Follow all references from what is placed, then from the targets that were met."""
        self._follow()
        while self._targets_met:
            met, self._targets_met = self._targets_met, []
            for obj, parent in met:
                self._place(obj, parent)
            self._follow()

    def _follow(self) -> None:
        met, objects, parents, kinds = self.met, self.objects, self.parents, self._kinds
        targets, referents = {key >> UNIT for key in self.targets}, gc.get_referents
        text = str if self._kind(str) == _LEAF else None  # four in ten references of a program
        for number, holder in enumerate(islice(objects, self._done, None), self._done):
            for held in referents(holder):
                if type(held) is text:
                    continue
                place = id(held) >> UNIT
                if place not in met and (kind := kinds.get(id(type(held)))) != _LEAF:
                    if kind == _PLAIN and place not in targets:
                        met.add(place)
                        objects.append(held)
                        parents.append(number)
                    else:
                        if place in targets and id(held) in self.targets:
                            self.targets[id(held)].holders.append(number)
                        self._admit(held, number)
        self._done = len(objects)

    def _admit(self, obj: object, parent: int) -> None:
        """Enter one object that may need more than its place: owners and targets wait."""
        key = id(obj)
        target = self.targets.get(key)
        if key >> UNIT in self.met or (target is not None and target.is_met):
            return
        kind = self._kind(type(obj))
        if target is None:
            self.met.add(key >> UNIT)
        else:  # not in `met` yet: further holders are still to be found
            target.is_met, target.is_named = True, self._by_names
        if self._by_names and (kind & _OWNER or (kind & _MAYBE_OWNER and key in self._declared)):
            self.owners_met.add(key)
            self._owners.append((obj, parent))
        elif target is not None:
            self._targets_met.append((obj, parent))
        elif kind != _LEAF:
            self._place(obj, parent)

    def _place(self, obj: object, parent: int) -> None:
        number = len(self.objects)
        self.objects.append(obj)
        self.parents.append(parent)
        if self._kind(type(obj)) & _HOLDS:
            for _, held in labels.holds(obj):
                if id(held) in self.targets:
                    self.targets[id(held)].told.append(number)
                self._admit(held, number)

    def _kind(self, cls: type) -> int:
        kind = self._kinds.get(id(cls))
        if kind is None:
            traits = labels.traits(cls)
            kind = (_OWNER if traits.owner else 0) | (_HOLDS if traits.holds else 0)
            kind |= _MAYBE_OWNER if id(cls) in self._declared_types else 0
            if kind == _PLAIN and not may_refer(cls) and id(cls) not in self._types_asked:
                kind = _LEAF
            self._kinds[id(cls)] = kind
        return kind
