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
from collections.abc import Mapping, Sequence
from itertools import chain, compress
from operator import not_

__all__ = ["Leftover"]

_OWN_REFERENCES = 3
"""Seen from the loop that counts: the list of objects, the loop's name, the argument of getrefcount."""


class Leftover:
    """The objects outside a walk, and how many references each has from the others (`in_degree`, by id)."""

    def __init__(self, target: object, everything: Sequence[object], reached: Mapping[int, int]) -> None:
        self.target = target
        # In C throughout, since there may be millions: those whose identity is not among the reached.
        outside = map(not_, map(reached.__contains__, map(id, everything)))
        self.objects: list[object] = [obj for obj in compress(everything, outside) if obj is not target]
        self.in_degree: dict[int, int] = dict.fromkeys(map(id, self.objects), 0)
        self._count(reached)

    def _count(self, reached: Mapping[int, int]) -> None:
        in_degree = self.in_degree
        in_degree[id(self.target)] = 0
        for holder in chain([self.target], self.objects):
            for held in gc.get_referents(holder):
                key = id(held)
                if key in in_degree:
                    in_degree[key] += 1
                elif key not in reached:
                    in_degree[key] = 1
                    self.objects.append(held)

    def chain_from_c(self, target_excess: int) -> list[object] | None:
        """The shortest chain to the target from an object that C holds; empty when C holds the target itself.

        `target_excess` are the counted references to the target that no object explains. None: C holds
        nothing that leads here.
        """
        if target_excess > 0:
            return []
        in_degree = self.in_degree
        held = [obj for obj in self.objects if sys.getrefcount(obj) - _OWN_REFERENCES > in_degree[id(obj)]]
        return self._chain(held)

    def cycle(self) -> list[object] | None:
        """The shortest way from the target through unreached objects back to the target, the target left
        out."""
        first = [held for held in gc.get_referents(self.target) if id(held) in self.in_degree]
        if any(held is self.target for held in first):
            return []
        return self._chain(first)

    def chain_from_cycle(self) -> list[object]:
        """A chain that ends at the target and starts in a cycle the target hangs on without being part of
        it."""
        found = [self.target]
        while True:
            holder = self._a_holder_of(found[0])
            if holder is None or any(holder is known for known in found):
                return found if holder is None else [holder, *found]
            found.insert(0, holder)

    def _a_holder_of(self, obj: object) -> object | None:
        for holder in self.objects:
            if any(held is obj for held in gc.get_referents(holder)):
                return holder
        return None

    def _chain(self, starts: Sequence[object]) -> list[object] | None:
        queue = list(starts)
        parents = [-1] * len(queue)
        seen = set(map(id, queue))
        for number, holder in enumerate(queue):
            for held in gc.get_referents(holder):
                if held is self.target:
                    return _way_back(queue, parents, number)
                if id(held) in self.in_degree and id(held) not in seen:
                    seen.add(id(held))
                    parents.append(number)
                    queue.append(held)
        return None


def _way_back(queue: list[object], parents: list[int], number: int) -> list[object]:
    found = []
    while number >= 0:
        found.append(queue[number])
        number = parents[number]
    return found[::-1]
