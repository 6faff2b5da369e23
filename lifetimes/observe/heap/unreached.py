"""What no root reaches: cyclic garbage, and objects that only C holds.

The interpreter counts every reference and the collector sees those between objects. An unreached object with
more references than unreached objects account for is held from C (an extension, an evaluation stack, an
interpreter table); what such an object reaches is held with it. The rest keeps only itself alive, in cycles,
until the collector runs. No reached object refers to an unreached one, so the sum needs nothing but the
unreached.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from itertools import compress, repeat
from operator import not_, rshift
from types import FrameType

from lifetimes import labels

from .frames import is_instrument
from .looking import UNIT
from .walk import Walk

_OWN_REFERENCES = 3
"""Seen from the loop that counts: the list of objects, the loop's name, the argument of getrefcount."""


class Unreached:
    """The objects outside a walk; `in_degree` tells, by id, how many references they and the targets have from
    such objects."""

    def __init__(self, walk: Walk) -> None:
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
            holder = next((obj for obj in self.objects if _refers(obj, found[0])), None)
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


def _refers(holder: object, target: object) -> bool:
    return any(held is target for held in gc.get_referents(holder))


def _is_our_frame(obj: object) -> bool:
    # Frames of the instrument hold the walk itself, and with it everything.
    return type(obj) is FrameType and is_instrument(obj)
