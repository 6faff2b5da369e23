"""`snapshot()`: the whole heap in numbers, to count, to compare, and to ask what holds how much.

A snapshot holds no object: what it counted may go at any time, and is named by asking the live heap again.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from lifetimes.labels import Label

from .census import Census, Growth, census_of, growth_of, is_telling, matching, places_of
from .heap.attributes import full_type_name
from .heap.dominators import components, immediate_dominators, retained
from .heap.looking import hide, undisturbed
from .heap.record import CYCLIC_GARBAGE, LOST, Record, record
from .heap.roots import Root, Seed
from .naming.holders import Holders, holders, living, paths_to
from .naming.paths import Path, make_path, name_of
from .naming.words import bytes_text, count_text, words_for

__all__ = ["Cycle", "Dominator", "Lost", "Retained", "Snapshot", "snapshot"]


@dataclass(frozen=True, slots=True)
class Retained:
    """What would go with an object: itself and all that it dominates."""

    objects: int
    nbytes: int

    def __str__(self) -> str:
        return f"{count_text(self.objects, 'object')}, {bytes_text(self.nbytes)}"


@dataclass(frozen=True, slots=True)
class Dominator:
    """One object, what it retains, and by its name the object that in turn dominates it.

    `text` says what it is, and `name` by which path it is reached, `__main__.big`; None where no root reaches it.
    """

    text: str
    retained: Retained
    dominated_by: str
    name: str | None = None

    def __str__(self) -> str:
        what = self.text if self.name in (None, self.text) else f"{self.name} ({self.text})"
        return f"{what} retains {self.retained}; dominated by {self.dominated_by}"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle of references. `expression` is Python that comes back to `start`; `objects` are all in its component."""

    start: str
    expression: str
    objects: int
    garbage: bool

    def __str__(self) -> str:
        waits = ", waits for the cycle collector" if self.garbage else ""
        return f"{self.expression} is x, where x is {self.start} ({count_text(self.objects, 'object')}{waits})"


@dataclass(frozen=True, slots=True)
class Lost:
    """An object that every path reaches only through an owner, and the nearest owner on the shortest path."""

    text: str
    kind: str
    name: str | None
    owner: str
    identity: int

    def __str__(self) -> str:
        return f"{self.text}, owned by {self.owner}"


class Snapshot:
    """The heap at one moment. Two are equal when they count the same; `new - old` is what grew and shrank."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, recorded: Record) -> None:
        self._record = recorded
        hide(self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not Snapshot:
            return NotImplemented
        return self.census() == other.census()

    @undisturbed()
    def __sub__(self, older: Snapshot) -> Growth:
        growth = growth_of(self._record, older._record)
        hide(growth)
        return growth

    def __str__(self) -> str:
        return str(self.census())

    def __repr__(self) -> str:
        return f"<Snapshot of {self._record.nodes - 1:,} objects, {bytes_text(sum(self._record.sizes))}>"

    @undisturbed()
    def census(self) -> Census:
        """How many objects and bytes there are of each type and of each kind of label."""
        return census_of(self._record)

    @undisturbed()
    def retained(self, obj: object) -> Retained:
        """How many objects and bytes would go with this one, itself included; zero for one it did not see.

        An object that took the place of one that has gone is told by its type and by what it refers to.
        """
        node = self._node(obj)
        if node is None:
            return Retained(0, 0)
        counts, sizes = self._retained
        return Retained(counts[node], sizes[node])

    @undisturbed()
    def holders_of(self, cls: type | str) -> Holders:
        """Who holds the instances of a type that this snapshot saw and that are still there: one path per reason.

        The type is the class, or its name with or without its module; instances of subclasses do not count. Raises
        LookupError for a name that no object here, or that several classes have.
        """
        seen = self._record
        names = matching(cls, dict.fromkeys(kind.name for kind in seen.kinds))
        if isinstance(cls, str) and len(names) != 1:
            several = f": choose one of {', '.join(names)}" if names else ""
            raise LookupError(f"{'several types are' if names else 'no type is'} called {cls!r} here{several}")
        name = names[0] if isinstance(cls, str) else full_type_name(cls)
        wanted = dict.fromkeys(places_of(seen, {name}).get(name, ()), name)
        return holders(wanted).get(name, Holders(name, 0, 0, 0, ()))

    @undisturbed()
    def dominators(self, top: int = 10) -> list[Dominator]:
        """The objects that retain most, largest first: where memory would come free if one reference were dropped.

        A module or an instance and its dictionary are one; a module that retains little besides one object that is
        told itself is left out.
        """
        counts, sizes = self._retained
        largest = nlargest(3 * top + 20, range(1, self._record.nodes), key=sizes.__getitem__)
        above = {node: self._idom[node] for node in largest}
        nodes = {self._record.identities[node]: node for node in {*largest, *above.values()} if node > 0}
        found = paths_to({key: self._record.type_of(node) for key, node in nodes.items()})
        paths = {nodes[key]: path for key, path in found.items()}
        told = [node for node in largest if not _is_dictionary(paths.get(node))]
        for node in told:
            while above[node] in above and _is_dictionary(paths.get(above[node])):
                above[node] = above[above[node]]
        modules = {node for node, path in paths.items() if path.root.kind == "module" and not path.steps}
        filled = modules & {above[node] for node in told if sizes[node] > _NEARLY_ALL * sizes[above[node]]}
        shown = [node for node in told if node not in filled][:top]
        return [
            Dominator(
                paths[node].end if node in paths else self._words(node, {}),
                Retained(counts[node], sizes[node]),
                name_of(paths[above[node]]) if above[node] in paths else self._words(above[node], {}),
                name_of(paths[node]) if node in paths else None,
            )
            for node in shown
        ]

    @undisturbed()
    def cycles(self, *, garbage_only: bool = False, limit: int = 100) -> list[Cycle]:
        """The cycles of references, the largest first; those of classes and modules, which are never freed,
        left out."""
        states, found = self._record.states, components(self._record.graph, self._record.machinery())
        if garbage_only:
            found = [part for part in found if states[part[0]] == CYCLIC_GARBAGE]
        rings = [(part, self._ring(part)) for part in sorted(found, key=lambda part: (-len(part), part))[:limit]]
        alive = self._alive([node for _, ring in rings for node in ring])
        return [
            Cycle(self._words(ring[0], alive), _walk(ring, alive), len(part), states[ring[0]] == CYCLIC_GARBAGE)
            for part, ring in rings
        ]

    @undisturbed()
    def lost(self, kind: str | None = None) -> list[Lost]:
        """Every object that only owners know: labelled ones, of one kind if given, and those of the user's classes.

        The containers and leaves in between are left out.
        """
        seen = self._record
        chosen = [node for node, state in enumerate(seen.states) if state == LOST and self._is_telling(node)]
        if kind is not None:
            chosen = [node for node in chosen if node in seen.labels and seen.labels[node].kind == kind]
        owners = [seen.owner_of[node] for node in chosen]
        alive = self._alive([*chosen, *owners])
        found = []
        for node, owner in zip(chosen, owners, strict=True):
            label = seen.labels.get(node) or Label(seen.type_of(node))
            words, owner_words = self._words(node, alive), self._words(owner, alive)
            found.append(Lost(words, label.kind, label.name, owner_words, seen.identities[node]))
        return found

    @cached_property
    def _idom(self) -> array[int]:
        return immediate_dominators(self._record.entered())

    @cached_property
    def _retained(self) -> tuple[array[int], array[int]]:
        return retained(self._idom, self._record.sizes)

    def _node(self, obj: object) -> int | None:
        seen = self._record
        try:
            node = seen.identities.index(id(obj))
        except ValueError:
            return None
        then = {seen.identities[target] for target in seen.graph.successors(node)} - {id(type(obj))}
        now = set(map(id, gc.get_referents(obj)))
        is_same = seen.type_of(node) == full_type_name(type(obj)) and (not then or not then.isdisjoint(now))
        return node if is_same else None

    def _is_telling(self, node: int) -> bool:
        return node in self._record.labels or is_telling(self._record.type_of(node))

    def _ring(self, part: Sequence[int]) -> list[int]:
        """A shortest cycle through one node of a component, which is told best from an object with a class of
        its own."""
        graph, inside = self._record.graph, set(part)
        start = min(part, key=lambda node: (not self._is_telling(node), node))
        parents: dict[int, int] = {}
        queue = [start]
        for node in queue:
            for target in graph.successors(node):
                if target == start:
                    ring = [node]
                    while ring[-1] != start:
                        ring.append(parents[ring[-1]])
                    return ring[::-1]
                if target in inside and target not in parents:
                    parents[target] = node
                    queue.append(target)
        return [start]

    def _alive(self, nodes: Iterable[int]) -> dict[int, object]:
        """Those of the nodes whose object is still there, by node; a place taken by another type does not count."""
        wanted = {self._record.identities[node]: node for node in nodes if node > 0}
        found = living(gc.get_objects(), {key: self._record.type_of(node) for key, node in wanted.items()})
        return {wanted[key]: obj for key, obj in found.items()}

    def _words(self, node: int, alive: dict[int, object]) -> str:
        if node <= 0:
            return "the roots, or nothing"
        if node in alive:
            return words_for(alive[node])
        label = self._record.labels.get(node)
        return str(label) if label is not None else self._record.type_of(node)


@undisturbed()
def snapshot() -> Snapshot:
    """Look at the whole heap once; nothing is collected, and nothing of the user's is called."""
    return Snapshot(record())


_NEARLY_ALL = 0.9


def _is_dictionary(path: Path | None) -> bool:
    """Whether a path leads to the dictionary of a module, an instance or a class."""
    if path is None or not path.steps:
        return False
    last = path.steps[-1]
    is_of_class = last.edge.startswith("reference held by ") and last.leads_to.startswith("dict ")
    return is_of_class or last.edge == ".__dict__"


def _walk(ring: Sequence[int], alive: dict[int, object]) -> str:
    """The code from `x` once round the ring."""
    chain = [alive.get(node) for node in [*ring, ring[0]]]
    if any(obj is None for obj in chain):
        return "(gone by now)"
    return make_path(Seed(Root("cycle", "x", "x"), chain[0]), chain).expression
