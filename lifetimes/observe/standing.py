"""Which of the five words each of many objects stands in, and by which paths: one walk over the heap for all.

The objects come as weak references.  Lists of the objects themselves are made only after the list of
everything that exists, so that the question is in no answer.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import NamedTuple
from weakref import ref

from lifetimes.labels import is_owner

from . import heap
from .reach import Reach
from .retention import Path, make_path

PATHS = 3


@dataclass(frozen=True)
class Standing:
    """The state of one object; `holder` is its owner when it is lost; `paths` if asked for."""

    state: str
    holder: str | None = None
    paths: tuple[Path, ...] = ()


def standings(references: Sequence[ref[object]], *, with_paths: bool = False) -> list[Standing]:
    """The standing of each object; of one that goes meanwhile it is `freed`."""
    with heap.collector_paused():
        # Seeds first: the list of everything would count as a holder of the locals that they read and put back.
        seeds, hidden = heap.seeds(), heap.hidden_ids()
        everything = gc.get_objects()
        # What is made from here on, in another frame, is not in that list.
        return _examined(references, Walk(seeds, hidden, everything), PATHS if with_paths else 0)


class Walk(NamedTuple):
    """Where a walk starts, what it leaves out, and all that the collector tracks."""

    seeds: list[heap.Seed]
    hidden: set[int]
    everything: list[object]


def _examined(references: Sequence[ref[object]], walk: Walk, paths: int) -> list[Standing]:
    # The walk is for no object in particular: its target is a fresh one that nothing holds.
    reach = Reach(object(), walk.seeds, walk.hidden)
    reach.run(walk.everything)
    unreached = any(reach.index.get(id(reference()), -1) < 0 for reference in references)
    in_cycles = _cyclic_garbage(walk.everything, reach.index) if unreached else set()
    walk.everything.clear()
    objects = [reference() for reference in references]
    holders = _holders(reach, objects) if paths else {}
    found = [_standing(reach, obj, holders, paths) for obj in objects]
    return [standing or _unreached(obj, in_cycles) for standing, obj in zip(found, objects, strict=True)]


def _standing(reach: Reach, obj: object, holders: dict[int, list[int]], paths: int) -> Standing | None:
    """The standing of what a root reaches, None for the rest."""
    number = reach.index.get(id(obj), -1)
    if obj is None or number < 0:
        return None
    # The walk sets an owner aside when it meets one, so what met it tells whether a name reaches it.
    parent = reach.parents[number]
    named = reach.is_named(number) or (parent < reach.named_end and is_owner(obj))
    if named and not paths:
        return Standing("named")
    chains = [reach.chain(number)]
    chains += [([*chain, obj], seed) for chain, seed in map(reach.chain, holders.get(id(obj), ()))]
    found = [make_path(seed, chain) for chain, seed in chains]
    found += [make_path(seed, [obj]) for seed in reach.other_seeds(obj)]
    owner = None if named or not found[0].owners else found[0].owners[-1]
    return Standing("named" if named else "lost", owner, _nearest(found, paths))


def _nearest(paths: Sequence[Path], count: int) -> tuple[Path, ...]:
    """The shortest of each last holder, named ones first."""
    ordered = sorted(paths, key=lambda path: (bool(path.owners), len(path.steps)))
    by_holder = {
        (path.steps[-2].identity if len(path.steps) > 1 else path.root.text, path.steps[-1].edge): path
        for path in reversed(ordered)
        if path.steps
    }
    return tuple(path for path in ordered if any(path is kept for kept in by_holder.values()))[:count]


def _holders(reach: Reach, objects: Sequence[object]) -> dict[int, list[int]]:
    """For each object the places in the walk of the reached objects that refer to it."""
    wanted = {id(obj): obj for obj in objects if obj is not None}
    found: dict[int, list[int]] = {}
    for holder in gc.get_referrers(*wanted.values()) if wanted else ():
        number = reach.index.get(id(holder), -1)
        if number < 0 or reach.objects[number] is not holder:
            continue
        for held in gc.get_referents(holder):
            if id(held) in wanted:
                found.setdefault(id(held), []).append(number)
    return found


# What no root reaches ---------------------------------------------------------------------------------------


def _unreached(obj: object, in_cycles: set[int]) -> Standing:
    if obj is None:
        return Standing("freed")
    return Standing("cyclic garbage" if id(obj) in in_cycles else "held from C")


def _cyclic_garbage(everything: list[object], reached: Mapping[int, int]) -> set[int]:
    """The ids of unreached objects that only unreached objects hold; empties the list of everything."""
    # Our own frames hold the walk itself, and with it everything.
    rest = [obj for obj in everything if id(obj) not in reached and not _is_our_frame(obj)]
    everything.clear()
    counts = _references_within(rest, reached)
    # Seen from here: the list, the loop's name, and the argument of getrefcount.  More than that is C's.
    waiting = [obj for obj in rest if sys.getrefcount(obj) - 3 > counts[id(obj)]]
    while waiting:
        obj = waiting.pop()
        if counts.pop(id(obj), None) is not None:
            waiting += [held for held in gc.get_referents(obj) if id(held) in counts]
    return set(counts)


def _is_our_frame(obj: object) -> bool:
    return type(obj) is FrameType and heap.is_instrument(obj)


def _references_within(rest: list[object], reached: Mapping[int, int]) -> dict[int, int]:
    """How many references to each of the rest come from the rest; adds what the collector does not track."""
    counts = dict.fromkeys(map(id, rest), 0)
    for holder in rest:
        for held in gc.get_referents(holder):
            if id(held) in counts:
                counts[id(held)] += 1
            elif id(held) not in reached and not _is_our_frame(held):
                counts[id(held)] = 1
                rest.append(held)
    return counts
