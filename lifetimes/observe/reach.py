"""One walk over everything that the roots reach, in two parts: first without passing through an owner, then
through.

What the first part finds is *named*; what only the second finds is *lost*. The walk is breadth first over
`gc.get_referents`, so that untracked containers and leaves are seen too, and keeps for each object the index
of the one that led to it: the way back is a shortest path. It is the inner loop of `why_alive`, written for a
million objects.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from contextvars import Context
from itertools import islice

from lifetimes import labels

from . import heap
from .heap import Root, Seed

__all__ = ["Reach", "object_code"]

_PLAIN, _OWNER, _HOLDS, _MAYBE_OWNER, _LEAF = 0, 1, 2, 4, 8
_LEAVES = {
    id(cls) for cls in (str, int, float, bool, bytes, complex, type(None), type(...), type(NotImplemented), range)
}


class Reach:
    """The walk towards one target. The target itself is never passed through.

    `hits` are the indexes of the holders of the target, once per reference, and `told` those whose label
    alone says that they hold it; an index below `named_end` is reached without passing through an owner.
    """

    def __init__(self, target: object, seeds: Sequence[Seed], hidden: set[int]) -> None:
        labels.resolve_names()
        self.target = target
        self.seeds = list(seeds)
        self.direct: list[Seed] = []
        self.objects: list[object] = []
        self.parents: list[int] = []
        self.index: dict[int, int] = dict.fromkeys(hidden, -1)
        self.hits: list[int] = []
        self.told: list[int] = []
        self.named_end = 0
        self.owners_met: set[int] = set()
        self._deferred: list[tuple[object, int]] = []
        self._seed_of: dict[int, list[Seed]] = {}
        self.module_ids = _module_ids()
        self._kinds: dict[int, int] = {}
        self._owner_ids = {id(owner): owner for owner, _ in labels.owners()}
        self._owner_types = {id(type(owner)) for owner in self._owner_ids.values()}
        self._done = 0

    def run(self, everything: Sequence[object]) -> None:
        """Walk from the seeds, then from contexts that only C holds, then on through the owners met on the
        way."""
        for number, seed in enumerate(self.seeds):
            if seed.obj is self.target:
                self.direct.append(seed)
            else:
                self._seed_of.setdefault(id(seed.obj), []).append(seed)
                self._admit(seed.obj, -2 - number)
        self._spread()
        for context in self._contexts_of_other_threads(everything):
            self.seeds.append(Seed(Root("context", "context of another thread", object_code(context)), context))
            self._admit(context, -1 - len(self.seeds))
        self._spread()
        self.named_end = len(self.objects)
        while self._deferred:
            waiting, self._deferred = self._deferred, []
            for owner, parent in waiting:
                self._place(owner, parent)
            self._spread(stop_at_owners=False)

    def chain(self, index: int) -> tuple[list[object], Seed]:
        """The objects from a seed down to the one at this index, and the seed."""
        found: list[object] = []
        while index >= 0:
            found.append(self.objects[index])
            index = self.parents[index]
        return found[::-1], self.seeds[-2 - index]

    def other_seeds(self, first: object) -> list[Seed]:
        """Every seed that holds this object: two roots may share one."""
        return self._seed_of.get(id(first), [])

    def is_named(self, index: int) -> bool:
        return index < self.named_end

    def _spread(self, stop_at_owners: bool = True) -> None:
        index, objects, parents, kinds = self.index, self.objects, self.parents, self._kinds
        target_id, hits, referents = id(self.target), self.hits, gc.get_referents
        for number, holder in enumerate(islice(objects, self._done, None), self._done):
            for held in referents(holder):
                key = id(held)
                if key not in index:
                    if key == target_id:
                        hits.append(number)
                        continue
                    kind = kinds.get(id(type(held)))
                    if kind == _PLAIN:
                        index[key] = len(objects)
                        parents.append(number)
                        objects.append(held)
                    elif kind == _LEAF:
                        index[key] = -1
                    else:
                        self._admit(held, number, stop_at_owners)
        self._done = len(objects)

    def _admit(self, obj: object, parent: int, stop_at_owners: bool = True) -> None:
        """Enter one object that may need more than its place: an owner waits, a labelled one tells what else
        it holds."""
        key = id(obj)
        if key in self.index:
            return
        if obj is self.target:
            self.told.append(parent)
            return
        kind = self._kinds.get(id(type(obj)))
        if kind is None:
            kind = self._kinds[id(type(obj))] = self._kind_of(type(obj))
        if kind == _LEAF:
            self.index[key] = -1
        elif stop_at_owners and (kind & _OWNER or (kind & _MAYBE_OWNER and key in self._owner_ids)):
            self.index[key] = -1
            self._deferred.append((obj, parent))
            self.owners_met.add(key)
        else:
            self._place(obj, parent, kind, stop_at_owners)

    def _place(self, obj: object, parent: int, kind: int | None = None, stop_at_owners: bool = False) -> None:
        number = self.index[id(obj)] = len(self.objects)
        self.objects.append(obj)
        self.parents.append(parent)
        if kind is None:
            kind = self._kinds[id(type(obj))]
        if kind & _HOLDS:
            for _, held in labels.holds(obj):
                self._admit(held, number, stop_at_owners)

    def _contexts_of_other_threads(self, everything: Sequence[object]) -> list[Context]:
        """Contexts with more references than objects refer to them: a thread runs in them, and says so
        nowhere."""
        contexts = [obj for obj in everything if type(obj) is Context and id(obj) not in self.index]
        if not contexts:
            return []
        ours = {id(everything), id(contexts)}
        explained = dict.fromkeys(map(id, contexts), 0)
        for referrer in gc.get_referrers(*contexts):
            if id(referrer) not in ours:
                for held in gc.get_referents(referrer):
                    if id(held) in explained:
                        explained[id(held)] += 1
        # Seen from here: the two lists, the loop's name, and the argument of getrefcount.
        return [context for context in contexts if sys.getrefcount(context) - 4 > explained[id(context)]]

    def _kind_of(self, cls: type) -> int:
        if id(cls) in _LEAVES:
            return _LEAF
        traits = labels.traits(cls)
        kind = (_OWNER if traits.owner else 0) | (_HOLDS if traits.holds else 0)
        return kind | (_MAYBE_OWNER if id(cls) in self._owner_types else 0)


def _module_ids() -> set[int]:
    modules = [module for module in heap.modules().values() if heap.is_module(module)]
    return {id(part) for module in modules for part in (module, heap.vars_of_module(module))}


def object_code(obj: object) -> str:
    """Python that finds an object to which no name leads."""
    return f"next(o for o in gc.get_objects() if id(o) == {id(obj)})"
