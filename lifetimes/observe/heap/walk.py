"""One walk over everything that the roots reach, for any number of objects that are asked about.

It goes in two parts: first without passing through an owner, then through. What the first part finds is
*named*; what only the second finds is *lost*. It is breadth first over `gc.get_referents`, so that untracked
containers and leaves are seen too, and keeps for each object the index of the one that led to it: the way
back is a shortest path that avoids the targets.

It is written for a million objects: what was met is one set of places in memory, and each object costs
one entry there, in a list, and in the list of those that led to it: for a million objects some 100 MB while it
lasts.

What no root reaches is cyclic garbage, or objects that only C holds.

The interpreter counts every reference and the collector sees those between objects. An unreached object with
more references than unreached objects account for is held from C (an extension, an evaluation stack, an
interpreter table); what such an object reaches is held with it. The rest keeps only itself alive, in cycles,
until the collector runs. No reached object refers to an unreached one, so the sum needs nothing but the
unreached.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, count, islice, repeat
from operator import not_, rshift
from types import FrameType

from lifetimes import labels

from .attributes import may_refer
from .frames import is_instrument
from .looking import UNIT, Look
from .roots import Seed, vars_of_module

_PLAIN, _OWNER, _HOLDS, _MAYBE_OWNER, _LEAF = 0, 1, 2, 4, 8

_RESTS = 0x20 | 0x80 | 0x200  # inspect.CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR
"""Code of what refers to its own locals, while its frame runs too."""


class Target:
    """One object that is asked about, and who was found to hold it.

    `holders` are the indexes of those that refer to it, once per reference, and `told` of those whose label
    alone says so; `counted` are the references that the interpreter knows, without the instrument's, and `missing`
    those that are still to be found.
    """

    __slots__ = ("counted", "holders", "is_met", "is_named", "missing", "obj", "told")

    def __init__(self, obj: object, counted: int) -> None:
        self.obj = obj
        self.counted = counted
        self.missing = max(counted, 1)
        self.holders: list[int] = []
        self.told: list[int] = []
        self.is_met = False
        self.is_named = False


class Walk:
    """The walk at its end. `objects` are in the order of the walk, and `met` has the place of each in memory. The ways
    to those from `first_owned` on pass an owner, and only those from `first_after_targets` on may pass a target.

    A target is passed through only when all else is walked, so that no way to it leads through itself if
    another does not. An owner is passed through in the second part.

    It ends where every reference to the targets is found, until it is told to `finish`.
    """

    def __init__(self, look: Look, targets: Sequence[Target]) -> None:
        self.look = look
        self.targets = {id(target.obj): target for target in targets}
        self._open = len(self.targets)
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
        self._plain: set[int] = set()
        self._types_asked = {id(type(target.obj)) for target in targets}
        self._declared = {id(owner): owner for owner, _ in labels.owners()}
        self._declared_types = {id(type(owner)) for owner in self._declared.values()}
        self._done = 0
        self.first_owned = self.first_after_targets = sys.maxsize
        self._run()

    def chain(self, index: int) -> tuple[Seed, list[object]]:
        """The seed, and the objects from it down to the one at this index."""
        objects, parents = self.objects, self.parents
        found: list[object] = []
        while index >= 0:
            found.append(objects[index])
            index = parents[index]
        found.reverse()
        return self.seeds[-2 - index], found

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
            rests = seed.frame is not None and seed.frame.f_code.co_flags & _RESTS
            if seed.counted and not rests and id(seed.obj) in self.targets:
                self._note_found(self.targets[id(seed.obj)])
            self._admit(seed.obj, -2 - number)
            if seed.root.kind == "module" and not seed.text and self.objects and self.objects[-1] is seed.obj:
                # At once, so that it is not met in a frame that runs the module.
                self._admit(vars_of_module(seed.obj), len(self.objects) - 1)
        self._go_on()

    def finish(self) -> None:
        """Walk on to the end, if that is not where it ended."""
        self._open += 1
        self._go_on()

    def _go_on(self) -> None:
        self._spread()
        if self._open and self._by_names:
            self._by_names = False
            self.first_owned = len(self.objects)
            self.first_after_targets = min(self.first_after_targets, self.first_owned)
        while self._owners and self._open:
            waiting, self._owners = self._owners, []
            for owner, parent in waiting:
                self._place(owner, parent)
            self._spread()

    def _spread(self) -> None:
        """Follow all references from what is placed, then from the targets that were met."""
        self._follow()
        while self._targets_met and self._open:
            self.first_after_targets = min(self.first_after_targets, len(self.objects))
            met, self._targets_met = self._targets_met, []
            for obj, parent in met:
                self._place(obj, parent)
            self._follow()

    def _follow(self) -> None:
        met, objects, parents, kinds, plain = self.met, self.objects, self.parents, self._kinds, self._plain
        targets, asked, referents = {key >> UNIT for key in self.targets}, self._types_asked, gc.get_referents
        text = str if self._kind(str) == _LEAF else None  # four in ten references of a program
        is_open = self._open
        for number, holder in enumerate(islice(objects, self._done, None), self._done):
            if not is_open:
                self._done = number
                return
            for held in referents(holder):
                if type(held) is text:
                    continue
                place = id(held) >> UNIT
                if place not in met:
                    cls = id(type(held))
                    if cls in plain and (cls not in asked or place not in targets):
                        met.add(place)
                        objects.append(held)
                        parents.append(number)
                    elif kinds.get(cls) != _LEAF:
                        self._meet(held, number)
                        is_open = self._open
        self._done = len(objects)

    def _meet(self, obj: object, holder: int) -> None:
        target = self.targets.get(id(obj))
        if target is not None:
            target.holders.append(holder)
            self._note_found(target)
        self._admit(obj, holder)

    def _note_found(self, target: Target) -> None:
        target.missing -= 1
        self._open -= target.missing == 0

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
            if kind == _PLAIN:
                self._plain.add(id(cls))
        return kind


# What no root reaches ----------------------------------------------------------------------------------------

_OWN_REFERENCES = 3
"""Seen from the loop that counts: the list of objects, the loop's name, the argument of getrefcount."""


class Unreached:
    """The objects outside a walk; `in_degree` tells, by id, how many references they and the targets have from
    such objects."""

    def __init__(self, walk: Walk) -> None:
        walk.finish()
        walk.met.update(key >> UNIT for key, target in walk.targets.items() if target.is_met)
        reached, everything = walk.met, walk.look.everything()
        # In C throughout, since there may be millions: those whose place is not among the reached.
        places = map(rshift, map(id, everything), repeat(UNIT))
        outside = compress(everything, map(not_, map(reached.__contains__, places)))
        rest = {id(obj): obj for obj in outside if not _is_our_frame(obj)}
        rest.update((key, target.obj) for key, target in walk.targets.items() if not target.is_met)
        everything.clear()
        walk.look.young.clear()
        self.reached = reached
        self.objects: list[object] = list(rest.values())
        self.in_degree = dict.fromkeys([*rest, *walk.targets], 0)
        self.counted = {key: target.counted for key, target in walk.targets.items()}
        rest.clear()
        for holder in self.objects:
            for held in gc.get_referents(holder):
                key = id(held)
                if key in self.in_degree:
                    self.in_degree[key] += 1
                elif key >> UNIT not in reached and not _is_our_frame(held):
                    self.in_degree[key] = 1
                    self.objects.append(held)

    def ways_from_c(self) -> Ways:
        """The shortest ways from the objects that C holds to all that is held with them."""
        in_degree, counted = self.in_degree, self.counted
        held = [
            obj
            for obj in self.objects
            if (counted[id(obj)] if id(obj) in counted else sys.getrefcount(obj) - _OWN_REFERENCES) > in_degree[id(obj)]
        ]
        found = Ways(held, in_degree.__contains__)
        found.follow()
        return found

    def cycle(self, target: object) -> list[object]:
        """The shortest way from a target back to itself; where there is none, the way to it from a cycle that it
        hangs on."""
        ways = Ways([target], self.in_degree.__contains__)
        last = ways.follow(target)
        if last is not None:
            return [*ways.to(last), target]
        found = [target]
        while True:
            first = found[0]
            holder = next((obj for obj in self.objects if any(o is first for o in gc.get_referents(obj))), None)
            if holder is None or any(holder is known for known in found):
                return found if holder is None else [holder, *found]
            found.insert(0, holder)

    def cycle_through_c(self, target: object) -> list[object] | None:
        """The shortest way from a target back to itself by references that labels tell too, which no collector
        sees."""
        ways = Ways([target], lambda key: key >> UNIT not in self.reached)
        last = ways.follow(
            target, lambda holder: [*gc.get_referents(holder), *(held for _, held in labels.holds(holder))]
        )
        return None if last is None else [*ways.to(last), target]


class Ways:
    """A search breadth first, from several objects at once and among those whose ids pass."""

    def __init__(self, starts: Sequence[object], passes: Callable[[int], bool]) -> None:
        self.queue = list(starts)
        self.parents: dict[int, object] = dict.fromkeys(map(id, starts))
        self.passes = passes

    def __contains__(self, obj: object) -> bool:
        return id(obj) in self.parents

    def follow(
        self, goal: object = None, references: Callable[[object], list[object]] = gc.get_referents
    ) -> object | None:
        """Search to the end, or to the first holder of the goal, which is given back."""
        for holder in self.queue:
            for held in references(holder):
                if held is goal and goal is not None:
                    return holder
                if id(held) not in self.parents and self.passes(id(held)):
                    self.parents[id(held)] = holder
                    self.queue.append(held)
        return None

    def to(self, obj: object) -> list[object]:
        """The objects from one of the starts down to this one."""
        found = [obj]
        while (parent := self.parents[id(found[-1])]) is not None:
            found.append(parent)
        return found[::-1]


def _is_our_frame(obj: object) -> bool:
    # Frames of the instrument hold the walk itself, and with it everything.
    return type(obj) is FrameType and is_instrument(obj)
