"""`why_alive`: who keeps this object alive, by which names, and does anything but an owner know it?"""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType
from typing import TYPE_CHECKING

from . import attributes, heap
from .heap import Root, Seed
from .leftover import Leftover
from .reach import Reach, object_code
from .retention import Path, make_path
from .why_picture import draw
from .words import count_text, words_for

if TYPE_CHECKING:
    from .picture import Picture

__all__ = ["Why", "why_alive"]

_HOLDERS_TO_NAME = 500
"""Of very many holders the nearest few hundred are compared; more would only say the same."""

_MEANINGS = {
    "named": "a name reaches it",
    "lost": "alive, and every path to it passes through an owner",
    "cyclic garbage": "nothing reaches it; it waits for the cycle collector",
    "freed": "gone",
    "held from C": "no Python object accounts for what holds it",
}


@dataclass(frozen=True, eq=False)
class Why:
    """The answer of `why_alive`. It is text and numbers, and keeps nothing alive.

    `counted` references are known to the interpreter, `explained` ones were found, and the rest is
    `held_from_c`.
    """

    subject: str
    state: str
    paths: tuple[Path, ...] = ()
    owner: str | None = None
    counted: int = 0
    explained: int = 0
    held_from_c: int = 0
    note: str = ""

    @property
    def expression(self) -> str | None:
        """Python that walks the first path, to be run in the frame that asked."""
        return self.paths[0].expression if self.paths else None

    def __str__(self) -> str:
        what = _MEANINGS[self.state] if self.owner is None else f"owned by {self.owner}"
        lines = [f"{self.subject}: {self.state} ({self.note or what})"]
        for path in self.paths:
            lines += ["  " + line for line in str(path).splitlines()]
            lines.append(f"    = {path.expression}")
        if self.state != "freed":
            lines.append(f"  {self.balance}")
        return "\n".join(lines)

    @property
    def balance(self) -> str:
        """`3 references counted, 3 explained, 0 held from C`."""
        counted = count_text(self.counted, "reference")
        return f"{counted} counted, {self.explained:,} explained, {self.held_from_c:,} held from C"

    def picture(self) -> Picture:
        """The paths as a drawing that can still be added to."""
        return draw(self)

    def to_svg(self) -> str:
        return self.picture().to_svg()

    def to_html(self) -> str:
        return self.picture().to_html()

    def to_dot(self) -> str:
        return self.picture().to_dot()

    def to_mermaid(self) -> str:
        return self.picture().to_mermaid()

    def save(self, path: str) -> None:
        """Write the drawing in the form that the suffix names: .svg, .html, .dot, .mmd or .png."""
        self.picture().save(path)

    def _repr_html_(self) -> str:
        return self.to_html()


def why_alive(obj: object, *, paths: int = 3) -> Why:
    """Say who keeps an object alive: its state, up to `paths` named paths from different roots, and the
    balance.

    A weak reference stands for its object, so that the question itself need not be a holder:
    `why_alive(ref)`. Nothing is collected, and nothing of the user's is called. Weak references never count
    as holding.
    """
    if issubclass(type(obj), weakref.ref):
        reference, obj = obj, weakref.ref.__call__(obj)  # type: ignore[arg-type]
        if obj is None:
            return Why(f"what {attributes.type_name(type(reference))} pointed to", "freed")
        del reference
    with heap.collector_paused():
        counted = _counted_references(obj)
        seeds = heap.seeds()
        hidden = heap.hidden_ids()
        # What is made after this line is the instrument's own, and not in the list.
        everything = gc.get_objects()
        return _Examination(obj, counted, seeds, hidden, everything).answer(paths)


def _counted_references(obj: object) -> int:
    """The references to an object that the interpreter counts, those of the instrument's running frames taken
    away."""
    counted = sys.getrefcount(obj) - 1  # the argument of getrefcount itself
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if heap.is_instrument(frame):
            for value in heap.frame_locals(frame).values():
                counted -= value is obj
        frame = frame.f_back
    return counted


class _Examination:
    """One question on its way: the walk, what it left over, and what follows for the target."""

    def __init__(
        self, target: object, counted: int, seeds: list[Seed], hidden: set[int], everything: list[object]
    ) -> None:
        self.target = target
        immortal = counted >= 1 << 30
        ours = hidden | {id(seeds), id(hidden), *map(id, seeds)}
        self.reach = Reach(target, seeds, ours)
        self.reach.run(everything)
        found = len(self.reach.hits) + self._counted_by_frames()
        self.leftover: Leftover | None = None
        if found == 0 or found < counted:
            # Somebody unreached holds the target too, or holds it alone.
            self.leftover = Leftover(target, everything, self.reach.index)
            found += self.leftover.in_degree[id(target)]
        everything.clear()
        self.counted = found if immortal else counted
        # What only a label tells may or may not be a counted reference: it explains no more than is left to
        # explain.
        self.explained = found + min(len(self.reach.told), max(0, self.counted - found))

    def answer(self, wanted: int) -> Why:
        found = self._reached_paths(wanted)
        if any(not path.owners for path in found):
            return self._why("named", found)
        if found:
            return self._why("lost", found, owner=found[0].owners[-1])
        return self._unreached()

    def _why(self, state: str, paths: Iterable[Path], owner: str | None = None, note: str = "") -> Why:
        unexplained = max(0, self.counted - self.explained)
        subject = words_for(self.target)
        return Why(subject, state, tuple(paths), owner, self.counted, self.explained, unexplained, note)

    def _counted_by_frames(self) -> int:
        """Locals of running functions that refer to the target; of a running generator only if it does not
        say so."""
        resting = {
            id(frame)
            for number in set(self.reach.hits)
            if (frame := _frame_of_generator(self.reach.objects[number])) is not None
        }
        return sum(seed.counted and id(seed.frame) not in resting for seed in self.reach.direct)

    def _reached_paths(self, wanted: int) -> list[Path]:
        """Named paths before owned ones, short before long, each from a root or at least a holder of its
        own."""
        candidates = [(seed, [self.target]) for seed in self.reach.direct]
        numbers = sorted({*self.reach.hits, *self.reach.told})[:_HOLDERS_TO_NAME]
        candidates += [_followed_by(self.reach.chain(number), [self.target]) for number in numbers]
        candidates += [(seed, chain) for first, chain in candidates[:] for seed in self._sharing(first, chain)]
        if len({id(seed.root) for seed, _ in candidates}) < wanted:
            candidates += self._detours([chain for _, chain in sorted(candidates, key=_length)[:wanted]])
        named = _most_different([way for way in candidates if not self._is_owned(way[1])], wanted)
        shown = {id(chain[-2]) for _, chain in named if len(chain) > 1}
        rest = [(seed, chain) for seed, chain in candidates if self._is_owned(chain) and id(chain[-2]) not in shown]
        owned = _most_different(rest, wanted - len(named))
        return [make_path(seed, chain) for seed, chain in [*named, *owned]]

    def _is_owned(self, chain: Sequence[object]) -> bool:
        return any(id(obj) in self.reach.owners_met for obj in chain[:-1])

    def _sharing(self, seed: Seed, chain: Sequence[object]) -> list[Seed]:
        return [other for other in self.reach.other_seeds(chain[0]) if other is not seed]

    def _detours(self, chains: Sequence[list[object]]) -> list[tuple[Seed, list[object]]]:
        """Other ways into the shortest chains: whoever else holds an object of theirs, with the way from
        there on.

        Not into a module or its dictionary: every function refers to them, which would explain nothing.
        """
        onward = {
            id(chain[at]): chain[at:]
            for chain in reversed(chains)
            for at in range(max(0, len(chain) - 10), len(chain) - 1)
            if id(chain[at]) not in self.reach.module_ids
        }
        found = []
        for holder in gc.get_referrers(*(rest[0] for rest in onward.values())) if onward else ():
            number = self.reach.index.get(id(holder), -1)
            if number < 0 or self.reach.objects[number] is not holder or id(holder) in onward:
                continue
            way, seed = self.reach.chain(number)
            if onward.keys() & set(map(id, way)):
                continue
            entered = [onward[id(held)] for held in gc.get_referents(holder) if id(held) in onward]
            found.append((seed, [*way, *min(entered, key=len)]))
        return found

    def _unreached(self) -> Why:
        if self.counted <= 0 or self.leftover is None:
            return self._why("freed", (), note="nothing but this question holds it: it goes when the question ends")
        chain = self.leftover.chain_from_c(self.counted - self.explained)
        if chain is not None:
            first = [*chain, self.target][0]
            root = Root("C", f"C code, or a value on the stack of a running frame, holds {words_for(first)}", "")
            seed = Seed(Root(root.kind, root.text, object_code(first)), first)
            return self._why("held from C", [make_path(seed, [*chain, self.target])])
        return self._why("cyclic garbage", self._cycle(self.leftover))

    def _cycle(self, leftover: Leftover) -> list[Path]:
        cycle = leftover.cycle()
        if cycle is not None:
            start, chain = self.target, [self.target, *cycle, self.target]
        else:
            chain = leftover.chain_from_cycle()
            start = chain[0]
        seed = Seed(Root("cycle", f"a cycle that nothing reaches: {words_for(start)}", object_code(start)), start)
        return [make_path(seed, chain)]


def _followed_by(found: tuple[list[object], Seed], more: Sequence[object]) -> tuple[Seed, list[object]]:
    chain, seed = found
    return seed, [*chain, *more]


def _length(candidate: tuple[Seed, Sequence[object]]) -> int:
    return len(candidate[1]) + bool(candidate[0].text)


def _most_different(candidates: Sequence[tuple[Seed, list[object]]], wanted: int) -> list[tuple[Seed, list[object]]]:
    """The shortest first of those new both in root and in last holder, then of those new in holder, then in
    root."""
    chosen: list[tuple[Seed, list[object]]] = []
    roots: set[int] = set()
    holders: set[int] = set()
    for is_new in (_both, _holder, _root):
        for seed, chain in sorted(candidates, key=_length):
            root, holder = id(seed.root), id(chain[-2]) if len(chain) > 1 else id(seed)
            if len(chosen) < wanted and is_new(root not in roots, holder not in holders):
                chosen.append((seed, chain))
                roots.add(root)
                holders.add(holder)
    return sorted(chosen, key=_length)


def _both(new_root: bool, new_holder: bool) -> bool:
    return new_root and new_holder


def _holder(new_root: bool, new_holder: bool) -> bool:
    return new_holder


def _root(new_root: bool, new_holder: bool) -> bool:
    return new_root


def _frame_of_generator(obj: object) -> FrameType | None:
    if type(obj) is GeneratorType:
        return obj.gi_frame
    if type(obj) is CoroutineType:
        return obj.cr_frame
    if type(obj) is AsyncGeneratorType:
        return obj.ag_frame
    return None
