"""One pass over the heap into arrays: which objects there are, of what type and size, and who refers to whom.

What is kept are numbers and text; no object is held when the pass is over. Node 0 is no object but the roots
of the program together, so that a dominator tree has one top. Bytes that no Python object shows (a tensor's
storage) become a node of their own, with an edge from each object that shares them: counted once, however
many views there are.
"""

from __future__ import annotations

import gc
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from lifetimes import labels
from lifetimes.labels import Label

from . import attributes
from .dominators import Graph, components
from .looking import Look, undisturbed
from .roots import module_parts

__all__ = ["CYCLIC_GARBAGE", "HELD_FROM_C", "LOST", "NAMED", "Record", "record"]

CYCLIC_GARBAGE, NAMED, LOST, HELD_FROM_C = 0, 1, 2, 3
"""The state of each node; in this order a byte."""

_SINGLETONS = (None, True, False, ..., NotImplemented)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The heap as it was: for each node its identity, type, shallow bytes, state, and the way it was reached."""

    graph: Graph
    identities: array[int]
    type_numbers: array[int]
    type_names: list[str]
    sizes: array[int]
    states: bytearray
    parents: array[int]
    owners: frozenset[int]
    machinery: bytearray
    labels: dict[int, Label]

    @property
    def nodes(self) -> int:
        return self.graph.nodes

    def type_of(self, node: int) -> str:
        return self.type_names[self.type_numbers[node]]


def record() -> Record:
    """Look at the whole heap once. Nothing is collected, nothing of the user's is called, nothing is left behind."""
    with undisturbed():
        return _Pass(Look()).run()


class _Pass:
    """The pass at work. The lists in it refer to every object, and go with it."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.objects: list[object] = [None]
        self.index: dict[int, int] = dict.fromkeys([*map(id, _SINGLETONS), *look.hidden], -1)
        self.starts = array("i", [0])
        self.targets = array("i")
        self.sizes = array("q", [0])
        self.type_numbers = array("i", [0])
        self.machinery = bytearray(1)
        self.names: list[str] = ["roots"]
        self.kinds: dict[int, _Kind] = {}
        self.labels: dict[int, Label] = {}
        self.owners = {0}
        self.owner_types = {id(type(owner)) for owner, _ in labels.owners()}
        self.buffers: dict[object, int] = {}

    def run(self) -> Record:
        for seed in self.look.seeds:
            self._number(seed.obj)
        fresh = [obj for obj in self.look.everything if id(obj) not in self.index]
        self.look.everything.clear()
        self.index.update(zip(map(id, fresh), count(len(self.objects))))
        self.objects += fresh
        fresh.clear()
        self._follow()
        self._measure()
        graph = Graph(self.starts, self.targets)
        states, parents, entries = self._states(graph)
        identities = array("Q", map(id, self.objects))
        identities[0] = 0
        return Record(
            _entered_at(graph, entries),
            identities,
            self.type_numbers,
            self.names,
            self.sizes,
            states,
            parents,
            frozenset(self.owners),
            self.machinery,
            self.labels,
        )

    def _number(self, obj: object) -> int:
        key = id(obj)
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = len(self.objects)
            self.objects.append(obj)
        return found

    def _follow(self) -> None:
        """The loop over all references. It is written out, without calls, for millions of them."""
        objects, index, targets, kinds = self.objects, self.index, self.targets, self.kinds
        add, append, end_row, referents = targets.append, objects.append, self.starts.append, gc.get_referents
        targets.extend(sorted({number for seed in self.look.seeds if (number := self._number(seed.obj)) > 0}))
        end_row(len(targets))
        for number, holder in enumerate(islice(objects, 1, None), 1):
            for held in referents(holder):
                place = index.get(id(held))
                if place is None:
                    place = index[id(held)] = len(objects)
                    append(held)
                if place > 0:
                    add(place)
            kind = kinds.get(id(type(holder)))
            if kind is None:
                kind = kinds[id(type(holder))] = self._kind(type(holder))
            if kind.labelled:
                self._label(number, holder, kind)
            end_row(len(targets))

    def _measure(self) -> None:
        """Size and type of every object, read in C wherever no class of the user's has its own idea of a size."""
        kinds = list(map(self.kinds.__getitem__, map(id, map(type, islice(self.objects, 1, None)))))
        self.type_numbers.extend(kind.number for kind in kinds)
        self.machinery.extend(kind.machinery for kind in kinds)
        self.sizes.extend(kind.size_of(obj) for kind, obj in zip(kinds, islice(self.objects, 1, None), strict=True))
        for key in module_parts():
            number = self.index.get(key, 0)
            if number > 0:
                self.machinery[number] = 1

    def _label(self, number: int, obj: object, kind: _Kind) -> None:
        """What a label adds: a name, ownership, references through C, and bytes outside of Python's memory."""
        label = labels.describe(obj)
        if label is None:
            return
        self.labels[number] = label
        if label.owner:
            self.owners.add(number)
        if kind.traits.holds:
            for _, held in labels.holds(obj):
                place = self._number(held)
                if place > 0:
                    self.targets.append(place)
        if kind.traits.buffer:
            buffer = labels.buffer_of(obj)
            if buffer is not None:
                self.targets.append(self._buffer(*buffer))

    def _buffer(self, key: object, size: int) -> int:
        if key not in self.buffers:
            self.buffers[key] = self._number(_Buffer(size))
        return self.buffers[key]

    def _kind(self, cls: type) -> _Kind:
        self.names.append("buffer" if cls is _Buffer else attributes.full_type_name(cls))
        machinery = issubclass(cls, type) or cls is type(sys)
        traits = labels.traits(cls)
        labelled = traits.labelled or id(cls) in self.owner_types
        return _Kind(len(self.names) - 1, _size_reader(cls), machinery, labelled, traits)

    def _states(self, graph: Graph) -> tuple[bytearray, array[int], list[int]]:
        """Breadth first from the roots without passing an owner, then through them, then from what C holds.

        The last answer are the places where what no root reaches can be entered.
        """
        states = bytearray(graph.nodes)
        parents = array("i", [-1]) * graph.nodes
        states[0] = NAMED
        waiting = _spread([0], graph, states, parents, NAMED, self.owners)
        _spread(waiting, graph, states, parents, LOST, frozenset())
        held = self._held_from_c(graph, states)
        for node in held:
            states[node] = HELD_FROM_C
        _spread(held, graph, states, parents, HELD_FROM_C, frozenset())
        return states, parents, held + _sources(graph, states)

    def _held_from_c(self, graph: Graph, states: bytearray) -> list[int]:
        """Unreached objects with more references than unreached objects account for; see `unreached`."""
        unreached = [node for node, state in enumerate(states) if state == CYCLIC_GARBAGE]
        in_degree = dict.fromkeys(unreached, 0)
        for node in unreached:
            for target in graph.successors(node):
                if target in in_degree:
                    in_degree[target] += 1
        objects = self.objects
        # Seen from here: the list of objects and the argument of getrefcount.
        return [node for node in unreached if sys.getrefcount(objects[node]) - 2 > in_degree[node]]


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    number: int
    size_of: Any
    machinery: int
    labelled: bool
    traits: labels.Traits


class _Buffer:
    """Stands in the pass for memory outside of Python's."""

    __slots__ = ("size",)

    def __init__(self, size: int) -> None:
        self.size = size


def _size_reader(cls: type) -> Any:
    """`sys.getsizeof`, or for a class with a `__sizeof__` of the user's own what `object` says: it is not called."""
    if cls is _Buffer:
        return lambda buffer: buffer.size
    for base in attributes.mro(cls):
        own = attributes.class_namespace(base).get("__sizeof__")
        if own is not None:
            return sys.getsizeof if type(own) is type(list.append) else _plain_size
    return _plain_size


def _plain_size(obj: object) -> int:
    return object.__sizeof__(obj)


def _spread(
    first: Sequence[int],
    graph: Graph,
    states: bytearray,
    parents: array[int],
    state: int,
    owners: set[int] | frozenset[int],
) -> list[int]:
    """Walk breadth first and give each new node the state; the owners met, other than node 0, are given back."""
    queue = list(first)
    waiting: list[int] = []
    starts, targets = graph.starts, graph.targets
    for node in queue:
        for target in targets[starts[node] : starts[node + 1]]:
            if not states[target]:
                states[target] = state
                parents[target] = node
                (waiting if target in owners else queue).append(target)
    return waiting


def _sources(graph: Graph, states: bytearray) -> list[int]:
    """The oldest node of each cycle of garbage that no other garbage leads to."""
    if CYCLIC_GARBAGE not in states:
        return []
    cycles = components(graph, bytearray(state != CYCLIC_GARBAGE for state in states))
    cycle_of = {node: number for number, cycle in enumerate(cycles) for node in cycle}
    entered = {
        cycle_of[target]
        for node, state in enumerate(states)
        if state == CYCLIC_GARBAGE
        for target in graph.successors(node)
        if target in cycle_of and cycle_of[target] != cycle_of.get(node)
    }
    return [min(cycle) for number, cycle in enumerate(cycles) if number not in entered]


def _entered_at(graph: Graph, entries: Sequence[int]) -> Graph:
    """The same graph with more edges from node 0, so that its dominator tree spans what no root reaches, too."""
    targets = array("i", graph.successors(0))
    targets.extend(entries)
    targets.extend(graph.targets[graph.starts[1] :])
    starts = array("i", [0])
    starts.extend(start + len(entries) for start in graph.starts[1:])
    return Graph(starts, targets)
