"""One pass over the heap into arrays: which objects there are, of what type and size, and who refers to whom.

What is kept are numbers and text; no object is held when the pass is over. Node 0 is no object but the roots
of the program together, so that a dominator tree has one top. Bytes that no Python object shows (a tensor's
storage) become a node of their own, with an edge from each object that shares them: counted once, however
many views there are.
"""

from __future__ import annotations

import gc
import re
import sys
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, islice, repeat
from operator import attrgetter, call, rshift
from typing import Any, NamedTuple

from lifetimes import labels
from lifetimes.labels import Label

from . import attributes
from .dominators import Graph, components
from .looking import UNIT, Look
from .roots import module_parts

CYCLIC_GARBAGE, NAMED, LOST, HELD_FROM_C = 0, 1, 2, 3
"""The state of each node; in this order a byte."""

_IS_GARBAGE = re.compile(bytes([CYCLIC_GARBAGE]))

_SINGLETONS = (None, True, False, ..., NotImplemented)


class Kind(NamedTuple):
    """What instances of a class have in common: its name, how large one is, and whether it is a class or a module."""

    name: str
    size_of: Callable[[Any], int]
    is_machinery: bool


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The heap as it was: for each node its identity, type, shallow bytes and state; for the lost their owner."""

    graph: Graph
    held_from_c: list[int]
    identities: array[int]
    type_numbers: array[int]
    kinds: list[Kind]
    sizes: array[int]
    states: bytearray
    owner_of: dict[int, int]
    module_parts: frozenset[int]
    labels: dict[int, Label]

    @property
    def nodes(self) -> int:
        return self.graph.nodes

    def type_of(self, node: int) -> str:
        return self.kinds[self.type_numbers[node]].name

    def entered(self) -> Graph:
        """The graph with more edges from node 0, so that its dominator tree spans what no root reaches, too."""
        entries = self.held_from_c + _sources(self.graph, self.states)
        old, row = self.graph, self.graph.starts[1]
        starts = array("i", [0, *map(len(entries).__add__, old.starts[1:])])
        return Graph(starts, array("i", [*old.targets[:row], *entries, *old.targets[row:]]))

    def machinery(self) -> bytearray:
        """For each node whether it is a class, a module or the dictionary of one: never freed, and in many cycles."""
        found = bytearray(map([kind.is_machinery for kind in self.kinds].__getitem__, self.type_numbers))
        for node in self.module_parts:
            found[node] = True
        return found


def record() -> Record:
    """Look at the whole heap once, inside `undisturbed`. Nothing of the user's is called, nothing is left behind."""
    return _Pass(Look()).run()


class _Pass:
    """The pass at work. The lists in it refer to every object, and go with it."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.objects: list[object] = [_Buffer(0)]
        self.index: dict[int, int] = {}
        self.starts: list[int] = [0]
        self.targets: list[int] = []
        self.sizes = array("q")
        self.kinds = [Kind("roots", _size_of_buffer, False)]
        self.kind_of: dict[int, int] = {}
        self.plain: dict[int, int] = {}
        self.type_numbers = [0]
        self.labels: dict[int, Label] = {}
        self.owners = {0}
        self.owner_types = {id(type(owner)) for owner, _ in labels.owners()}
        self.buffers: dict[object, int] = {}

    def run(self) -> Record:
        self._take_all()
        self._follow()
        self._measure()
        # A list is read faster while it is needed, and an array is smaller to keep.
        states, owner_of, held = self._states(Graph(self.starts, self.targets))
        graph = Graph(array("i", self.starts), array("i", self.targets))
        identities = array("Q", map(id, self.objects))
        identities[0] = 0
        numbers = array("i", self.type_numbers)
        parts = frozenset(self.index.get(key >> UNIT, 0) for key in module_parts())
        return Record(graph, held, identities, numbers, self.kinds, self.sizes, states, owner_of, parts, self.labels)

    def _take_all(self) -> None:
        """Number what the collector tracks; the last takes the place of one that is left out."""
        objects = self.objects
        objects += self.look.everything()
        self.look.young.clear()
        self.index = index = dict(zip(map(rshift, map(id, objects), repeat(UNIT)), count()))
        for key in self.look.hidden:
            at = index.get(key >> UNIT, 0)
            if at > 0:
                last = objects.pop()
                if at < len(objects):
                    objects[at] = last
                    index[id(last) >> UNIT] = at
            index[key >> UNIT] = 0
        index.update((id(one) >> UNIT, 0) for one in _SINGLETONS)

    def _number(self, obj: object) -> int:
        key = id(obj) >> UNIT
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = len(self.objects)
            self.objects.append(obj)
        return found

    def _follow(self) -> None:
        """The loop over all references. It is written out, without calls, for millions of them."""
        objects, index, targets, referents = self.objects, self.index, self.targets, gc.get_referents
        number_of, plain_kind_of = index.get, self.plain.get
        add, end_row, add_kind = targets.append, self.starts.append, self.type_numbers.append
        targets.extend(dict.fromkeys(number for seed in self.look.seeds if (number := self._number(seed.obj))))
        end_row(len(targets))
        for number, holder in enumerate(islice(objects, 1, None), 1):
            for held in referents(holder):
                node = number_of(id(held) >> UNIT)
                if node:
                    add(node)
                elif node is None:  # and not 0, for what is left out
                    add(len(objects))
                    index[id(held) >> UNIT] = len(objects)
                    objects.append(held)
            kind = plain_kind_of(id(type(holder)))
            if kind is None:
                self._label(number, holder)
                kind = self.kind_of[id(type(holder))]
            add_kind(kind)
            end_row(len(targets))

    def _measure(self) -> None:
        """The size of every object, read in C wherever no class of the user's has its own idea of it."""
        readers = [kind.size_of for kind in self.kinds]
        self.sizes.extend(map(call, map(readers.__getitem__, self.type_numbers), self.objects))

    def _label(self, number: int, obj: object) -> None:
        """What a label adds: a name, ownership, references through C, and bytes outside of Python's memory."""
        if id(type(obj)) not in self.kind_of:
            self._enter(type(obj))
        label = labels.describe(obj)
        if label is None:
            return
        self.labels[number] = label
        if label.owner:
            self.owners.add(number)
        traits = labels.traits(type(obj))
        if traits.holds:
            for _, held in labels.holds(obj):
                place = self._number(held)
                if place:
                    self.targets.append(place)
        if traits.buffer:
            buffer = labels.buffer_of(obj)
            if buffer is not None:
                key, size = buffer
                if key not in self.buffers:
                    self.buffers[key] = self._number(_Buffer(size))
                self.targets.append(self.buffers[key])

    def _enter(self, cls: type) -> None:
        """Number a class that is met for the first time."""
        self.kind_of[id(cls)] = len(self.kinds)
        name = "buffer" if cls is _Buffer else attributes.full_type_name(cls)
        self.kinds.append(Kind(name, _size_reader(cls), issubclass(cls, type) or cls is type(sys)))
        if labels.traits(cls).kind is None and id(cls) not in self.owner_types:
            self.plain[id(cls)] = self.kind_of[id(cls)]

    def _states(self, graph: Graph) -> tuple[bytearray, dict[int, int], list[int]]:
        """Breadth first from the roots without passing an owner, then through them, then from what C holds: the
        states, for what is lost the nearest owner on its shortest way, and what C holds."""
        states = bytearray(graph.nodes)
        states[0] = NAMED
        waiting = _spread([0], graph, states, NAMED, self.owners)
        owner_of = _spread_from_owners(waiting, graph, states, self.owners)
        held = self._held_from_c(graph, states)
        for node in held:
            states[node] = HELD_FROM_C
        _spread(held, graph, states, HELD_FROM_C, frozenset())
        return states, owner_of, held

    def _held_from_c(self, graph: Graph, states: bytearray) -> list[int]:
        """Unreached objects with more references than unreached objects account for; see `walk`."""
        unreached = _garbage(states)
        in_degree = dict.fromkeys(unreached, 0)
        for node in unreached:
            for target in graph.successors(node):
                if target in in_degree:
                    in_degree[target] += 1
        objects = self.objects
        # Seen from here: the list of objects and the argument of getrefcount.
        return [node for node in unreached if sys.getrefcount(objects[node]) - 2 > in_degree[node]]


class _Buffer:
    """Stands in the pass for memory outside of Python's, and for the roots together, which have no size."""

    __slots__ = ("size",)

    def __init__(self, size: int) -> None:
        self.size = size


_size_of_buffer = attrgetter("size")


def _size_reader(cls: type) -> Any:
    """`sys.getsizeof`, or for a class with a `__sizeof__` of the user's own what `object` says: it is not called."""
    if cls is _Buffer:
        return _size_of_buffer
    for base in attributes.mro(cls):
        own = attributes.class_namespace(base).get("__sizeof__")
        if own is not None:
            if type(own) is not type(list.append):
                return object.__sizeof__
            return sys.getsizeof if attributes.may_refer(cls) else own
    return object.__sizeof__


def _spread(
    first: Sequence[int], graph: Graph, states: bytearray, state: int, owners: set[int] | frozenset[int]
) -> list[int]:
    """Walk breadth first and give each new node the state; the owners met, other than node 0, are given back."""
    queue = list(first)
    waiting: list[int] = []
    starts, targets = graph.starts, graph.targets
    for node in queue:
        for target in targets[starts[node] : starts[node + 1]]:
            if not states[target]:
                states[target] = state
                (waiting if target in owners else queue).append(target)
    return waiting


def _spread_from_owners(met: Sequence[int], graph: Graph, states: bytearray, owners: set[int]) -> dict[int, int]:
    """Walk on breadth first from the owners that were met; gives the nearest owner of each new node, which is lost."""
    queue = list(met)
    found: dict[int, int] = {}
    for node in queue:
        for target in graph.successors(node):
            if not states[target]:
                states[target] = LOST
                found[target] = node if node in owners else found[node]
                queue.append(target)
    return found


def _garbage(states: bytearray) -> list[int]:
    return [match.start() for match in _IS_GARBAGE.finditer(states)]


def _sources(graph: Graph, states: bytearray) -> list[int]:
    """The oldest node of each cycle of garbage that no other garbage leads to."""
    garbage = _garbage(states)
    if not garbage:
        return []
    cycles = components(graph, states)
    cycle_of = {node: number for number, cycle in enumerate(cycles) for node in cycle}
    entered = {
        cycle_of[target]
        for node in garbage
        for target in graph.successors(node)
        if target in cycle_of and cycle_of[target] != cycle_of.get(node)
    }
    return [min(cycle) for number, cycle in enumerate(cycles) if number not in entered]
