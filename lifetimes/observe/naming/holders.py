"""Who holds the instances of a type: each is asked for its shortest path, and paths that say the same are one.

    500 Session
      480 by __main__.cache[*].session
       20 by cyclic garbage: Session.me

Places in one container are one reason, `[*]`, and so are the turns of a linked structure, `.next*`.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..heap.attributes import full_type_name
from ..heap.looking import Look, undisturbed
from ..heap.roots import Seed
from ..heap.walk import Target
from .edges import Edge, name_edge
from .paths import Path, make_path, one_line, repeated
from .reasons import Examination

MOST = 2_000
"""Instances of one type that are asked; of more, so many evenly among them."""


@dataclass(frozen=True, slots=True)
class Held:
    """So many objects that one reason keeps alive: its `name`, and the `path` of the first of them."""

    count: int
    state: str
    name: str
    path: Path

    def __str__(self) -> str:
        path = "\n".join(f"    {line}" for line in str(self.path).splitlines())
        first = "the first: " if self.count > 1 else ""
        return f"{self.count:,} by {self.name}\n{path}\n      {first}= {self.path.expression}"


@dataclass(frozen=True, slots=True)
class Holders:
    """The instances of a type grouped by who holds them, the largest group first. Text and numbers; nothing is held.

    Of `count` instances `gone` were gone when they were asked, and of the rest `asked` were.
    """

    type: str
    count: int
    asked: int
    gone: int
    groups: tuple[Held, ...]

    def __iter__(self) -> Iterator[Held]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    def __str__(self) -> str:
        gone = f", {self.gone:,} of them gone by now" if self.gone else ""
        some = f", {self.asked:,} of them asked" if self.asked < self.count - self.gone else ""
        groups = [f"  {line}" for group in self.groups for line in str(group).splitlines()]
        return "\n".join([f"{self.count:,} {self.type}{gone}{some}", *groups])


@undisturbed()
def holders(wanted: Mapping[int, str]) -> dict[str, Holders]:
    """For each type, who holds those of its objects that live where `wanted` says: identities with their types."""
    examination, objects = _examined(wanted)
    found: dict[str, list[object]] = {name: [] for name in wanted.values()}
    for key, obj in objects.items():
        found[wanted[key]].append(obj)
    told = {}
    for name, count in Counter(wanted.values()).items():
        asked = found[name][:: -(-len(found[name]) // MOST) or 1]
        told[name] = Holders(name, count, len(asked), count - len(found[name]), _grouped(examination, asked))
    return told


def _examined(wanted: Mapping[int, str]) -> tuple[Examination, dict[int, object]]:
    """One walk for all of the objects that are still there, and these.

    Who asks must not keep the walk in a cell, for a comprehension: it is among what the walk has found unreached.
    """
    look = Look()
    objects = living(look.everything(), wanted)
    young = set(map(id, look.young))
    # Without our references: the table, the loop's name, the argument, and the list of the young.
    counts = [sys.getrefcount(obj) - 3 - (id(obj) in young) for obj in objects.values()]
    return Examination(look, list(map(Target, objects.values(), counts)), balanced=False, advised=False), objects


@undisturbed()
def paths_to(wanted: Mapping[int, str]) -> dict[int, Path]:
    """A path for each of the objects, by identity, that is still there and that a root reaches."""
    examination, objects = _examined(wanted)
    ways = zip(objects, map(examination.way_to, objects.values()), strict=True)
    return {key: make_path(way.seed, way.chain) for key, way in ways if way is not None}


def living(everything: Sequence[object], wanted: Mapping[int, str]) -> dict[int, object]:
    """Those of the objects that are still there, by identity; a place taken by another type does not count.

    Frames are left out: one that runs now would hold the answer that holds it.  Objects that the collector does not
    track are found by those that refer to them, which it may not track either.
    """
    wanted = {key: name for key, name in wanted.items() if name != "frame"}
    found = {id(obj): obj for obj in everything if id(obj) in wanted}
    holders = everything
    while holders and len(found) < len(wanted):
        held = gc.get_referents(*holders)
        found.update((id(obj), obj) for obj in held if id(obj) in wanted)
        holders = [obj for obj in held if (type(obj) is dict or type(obj) is tuple) and not gc.is_tracked(obj)]
    return {key: obj for key, obj in found.items() if full_type_name(type(obj)) == wanted[key]}


def _grouped(examination: Examination, objects: Sequence[object]) -> tuple[Held, ...]:
    """One group for each state and each way that reads the same."""
    edges = _Edges()
    groups: dict[tuple[str, ...], list[tuple[Seed | None, list[object]]]] = {}
    for obj in objects:
        way = examination.way_to(obj)
        if way is None:
            groups.setdefault((examination.reason_of(obj, 0).state,), []).append((None, [obj]))
        else:
            state = "lost" if way.is_owned else "named"
            words = _folded([text for text, _ in edges.along(way.seed, way.chain)])
            groups.setdefault((state, way.seed.root.text, *words), []).append((way.seed, way.chain))
    largest_first = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple(_held(examination, edges, key[0], ways) for key, ways in largest_first)


def _held(examination: Examination, edges: _Edges, state: str, ways: list[tuple[Seed | None, list[object]]]) -> Held:
    (seed, chain), count = ways[0], len(ways)
    path = examination.reason_of(chain[-1], 1).paths[0]
    if seed is None:
        return Held(count, state, state, path)
    texts = [
        name_edge(chain[at - 1], [chain[at]]).text
        if text == _ANY and all(at < len(c) and c[at] is chain[at] for _, c in ways)
        else text
        for text, at in edges.along(seed, chain)
    ]
    return Held(count, state, one_line(seed.root, _folded(texts)), path)


_ANY = "[*]"
"""The edge from a container to any of its items."""


class _Edges:
    """The edges along chains, each named once: the items of one container, of which there may be many, alike."""

    def __init__(self) -> None:
        self._named: dict[tuple[int, ...], Edge] = {}

    def along(self, seed: Seed, chain: Sequence[object]) -> list[tuple[str, int]]:
        """The words for each edge and the place in the chain that it leads to; of a very long chain, of both ends."""
        found = [(seed.text, 0)] if seed.text else []
        at, last = 0, len(chain) - 1
        while at < last:
            if _END < at < last - _END:
                at = last - _END
                found.append(("...", at))
            edge = self._edge(chain, at)
            at += edge.crosses
            found.append((edge.text, at))
        return found

    def _edge(self, chain: Sequence[object], at: int) -> Edge:
        item = (id(chain[at]), id(type(chain[at + 1])))
        exact = tuple(map(id, chain[at : at + 4]))
        edge = self._named.get(item) or self._named.get(exact)
        if edge is None:
            edge = name_edge(chain[at], chain[at + 1 : at + 13])
            if edge.text.startswith("[") and edge.crosses == 1:
                edge = self._named[item] = Edge(_ANY, "")
            else:
                self._named[exact] = edge
        return edge


_END = 60
"""Objects at each end of a very long chain that are compared."""


def _folded(texts: Sequence[str]) -> list[str]:
    """The words with up to three that repeat at once written once, with a star."""
    found, at = [], 0
    while at < len(texts):
        size, turns = repeated(texts, at, least=2)
        block = "".join(texts[at : at + size])
        found.append(block if turns == 1 else f"{block}*" if size == 1 else f"({block})*")
        at += size * turns
    return found
