"""Why objects are alive: the state of each, the paths that hold it, and the balance of its references.

One walk answers for any number of objects. A reason is text and numbers, and keeps nothing alive.
"""

import gc
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import AsyncGeneratorType, CellType, CoroutineType, FrameType, GeneratorType
from typing import Any, NamedTuple
from weakref import ref

from lifetimes import labels

from ..heap.attributes import is_of_c, may_refer
from ..heap.looking import Look, undisturbed
from ..heap.roots import Root, Seed, module_parts, object_code
from ..heap.walk import Target, Unreached, Walk, Ways
from .paths import Path, make_path
from .words import count_text, words_for

_HOLDERS_TO_NAME = 500
"""Of very many holders the nearest few hundred are compared; more would only say the same."""

_IMMORTAL = 1 << 29
"""Objects that the interpreter never frees carry a count of about this size or more, which counts nothing."""

_KEPT_FOREVER = "the interpreter makes it once and keeps it forever"
_SINGLE = {id(type(value)) for value in (None, True, ..., NotImplemented)}

_MEANINGS = {
    "named": ("a name reaches it", "drop the name or the entry that the path ends with"),
    "lost": ("alive, and every path to it passes through an owner", "drop or reset the owner"),
    "cyclic garbage": (
        "nothing reaches it; it waits for the cycle collector",
        "let the cycle collector run, or break the cycle: hold one side weakly",
    ),
    "held from C": (
        "no Python object accounts for what holds it",
        "end the expression or close the extension that holds it; was it given to atexit.register?",
    ),
    "freed": ("gone", ""),
}
"""What each state means, and what to do where no path says more."""


@dataclass(frozen=True, eq=False, repr=False)
class Reason:
    """The state of one object, one of the five words, with the paths that keep it alive and its owner if lost.

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
    owned_along: Path | None = None
    """The path along which its owner, if it is lost, holds it."""

    def __repr__(self) -> str:
        owned = "" if self.owner is None else f", owned by {self.owner}"
        return f"<{type(self).__name__} {self.subject}: {self.state}{owned}, {count_text(len(self.paths), 'path')}>"

    @property
    def expression(self) -> str | None:
        """Python that walks the first path, to be run in the frame that asked."""
        return self.paths[0].expression if self.paths else None

    @property
    def advice(self) -> str:
        """What to do, if it is not to be alive."""
        path, general = next(iter(self.paths), None), _MEANINGS[self.state][1]
        if self.note == _KEPT_FOREVER:
            return "nothing: no program can free it"
        if self.state != "lost":
            return path.advice or general if path is not None else general
        release = path.root.advice or general if path is not None else general
        return f"its owner keeps it: {release}, or take it out of the owner's tables"

    def __str__(self) -> str:
        lines = [f"{self.subject}: {self.verdict}", *self.details]
        return "\n".join([*lines, f"  what to do: {self.advice}"] if self.advice else lines)

    @property
    def verdict(self) -> str:
        """The state and what it means: `lost (owned by graph '6 operations')`."""
        what = _MEANINGS[self.state][0] if self.owner is None else f"owned by {self.owner}"
        return f"{self.state} ({self.note or what})"

    @property
    def details(self) -> list[str]:
        """The paths, each with its expression, and the balance, line by line."""
        lines = []
        for path in self.paths:
            lines += ["  " + line for line in str(path).splitlines()]
            lines.append(f"    = {path.expression}")
        return lines if self.state == "freed" or self.note == _KEPT_FOREVER else [*lines, f"  {self.balance}"]

    @property
    def balance(self) -> str:
        """`3 references counted, 3 explained, 0 held from C`."""
        counted = count_text(self.counted, "reference")
        return f"{counted} counted, {self.explained:,} explained, {self.held_from_c:,} held from C"


def explain(obj: object, counted: int, paths: int) -> Reason:
    """The reason for one object, with up to so many paths from different roots, looked for with care."""
    if _is_kept_forever(obj, counted):
        return Reason(words_for(obj), "named", counted=counted, explained=counted, note=_KEPT_FOREVER)
    return Examination(Look(), [Target(obj, counted)], balanced=True, advised=True).reason_of(obj, paths)


def _is_kept_forever(obj: Any, counted: int) -> bool:
    """Whether nobody's name matters: the one None, a small number, an empty text or one letter, a class of C."""
    kind = type(obj)
    if kind is int:
        is_single = -5 <= obj <= 256
    elif kind is str or kind is bytes or kind is tuple:
        is_single = len(obj) < (1 if kind is tuple else 2) and (kind is not str or obj < "\u0100")
    else:
        is_single = id(kind) in _SINGLE or (issubclass(kind, type) and is_of_c(obj))
    return is_single or counted >= _IMMORTAL


def explain_many(
    references: Sequence[ref[object]],
    *,
    paths: int = 0,
    choose: Callable[[list[Reason]], Iterable[int]] | None = None,
    advised: bool = False,
) -> list[Reason]:
    """The reason for each object, in one walk; of one that goes meanwhile it is `freed`.

    With `choose`, which is given all reasons without paths, paths are named for the positions that it gives; where
    they are to be `advised`, they say what to do.
    They come as weak references: lists of the objects are made only after the list of everything that exists,
    so that the question is in no answer.
    """
    if not references:
        return []
    with undisturbed():
        counts = [sys.getrefcount(reference()) - 1 for reference in references]
        return _explained(references, counts, Look(), paths, choose or (lambda _: range(len(references))), advised)


def _explained(
    references: Sequence[ref[object]],
    counts: list[int],
    look: Look,
    paths: int,
    choose: Callable[[list[Reason]], Iterable[int]],
    advised: bool,
) -> list[Reason]:
    objects = [reference() for reference in references]
    targets = [Target(obj, count) for obj, count in zip(objects, counts, strict=True) if obj is not None]
    examination = Examination(look, targets, balanced=False, advised=advised)
    reasons = [Reason("", "freed") if obj is None else examination.reason_of(obj, 0) for obj in objects]
    for at in choose(reasons) if paths else ():
        if reasons[at].state != "freed":
            reasons[at] = examination.reason_of(objects[at], paths)
    return reasons


_DECLARED = ("declared", "thread")
"""Kinds of roots that begin every way to what they hold."""

_PASSING = ("frame", "exception")
"""Kinds of roots that go with a call."""


class Way(NamedTuple):
    """A seed, the objects from it down to the target, and whether one before the target is an owner."""

    seed: Seed
    chain: list[object]
    is_owned: bool


class Examination:
    """The walk for some questions, what it left over, and what follows for each target.

    When the references are to be `balanced`, other ways are looked for too, and whoever else holds a target. Paths that
    are to be `advised` say what to do.
    """

    def __init__(self, look: Look, targets: Sequence[Target], *, balanced: bool, advised: bool) -> None:
        self.walk = Walk(look, targets)
        self.balanced, self.advised = balanced, advised
        if balanced and any(map(may_refer, labels.tellers())):
            # They tell of references in C that nobody counts, and which may lie further on.
            self.walk.finish()
        self.threads = {
            id(seed.frame): seed.root.text.partition(" in thread ")[2] for seed in look.seeds if seed.frame is not None
        }
        self.declared = {id(seed.obj) for seed in look.seeds if seed.root.kind in _DECLARED}
        self.unreached: Unreached | None = None
        self.ways_from_c: Ways | None = None
        if any(self._found(target) < (target.counted if balanced else 1) for target in targets):
            # Somebody unreached holds a target too, or holds it alone.
            self.unreached = Unreached(self.walk)
            if any(not self._found(target) for target in targets):
                self.ways_from_c = self.unreached.ways_from_c()
        look.young.clear()  # the look itself is in it

    def _found(self, target: Target) -> int:
        """The references to a target from what is reached."""
        return len(target.holders) + self._counted_by_frames(target)

    def _counted_by_frames(self, target: Target) -> int:
        """Locals of running functions that refer to the target; of a running generator only if it does not say so.

        What functions share lies in a cell. Where nothing that is reached holds that, it is the frame's alone, and
        what is not reached need not be searched for it.
        """
        seeds = [seed for seed in self.walk.seeds_of(target.obj) if seed.frame is not None]
        if not seeds:
            return 0
        holders = [self.walk.objects[number] for number in set(target.holders)]
        resting = {id(_frame_of_generator(holder)) for holder in holders}
        counted = sum(seed.counted and id(seed.frame) not in resting for seed in seeds)
        has_cell = self.unreached is None and CellType not in map(type, holders)
        return counted + (has_cell and any(seed.is_shared for seed in seeds))

    def reason_of(self, obj: object, wanted: int) -> Reason:
        """The reason for one target; without wanted paths only what they say is told."""
        target = self.walk.targets[id(obj)]
        ways = self._ways(target, wanted)
        if not ways:
            return self._unreached(target, wanted)
        if target.is_named and not wanted:
            return self._reason(target, "named", ())
        named = self._reasons([way for way in ways if not way.is_owned], wanted)
        shown = {self._end(group[0]) for group in named}
        rest = [way for way in ways if way.is_owned and self._end(way) not in shown]
        paths = [self._path_of(group) for group in [*named, *self._reasons(rest, max(wanted, 1) - len(named))]]
        if named:
            return self._reason(target, "named", paths)
        found = self._reason(target, "lost", paths[:wanted], owner=paths[0].owners[-1])
        return replace(found, owned_along=paths[0])

    def _reasons(self, ways: Sequence[Way], wanted: int) -> list[list[Way]]:
        """The ways of each reason, the best one first; of many reasons those from roots of their own."""
        groups: dict[object, list[Way]] = {}
        for way in sorted(ways, key=_rank):
            groups.setdefault(self._end(way), []).append(way)
        roots = {id(group[0].seed.root): group for group in reversed(groups.values())}
        chosen = sorted(groups.values(), key=lambda group: roots[id(group[0].seed.root)] is not group)[: max(wanted, 0)]
        return sorted(chosen, key=lambda group: _rank(group[0]))

    def _end(self, way: Way) -> object:
        """What ways of one reason share: the last holder, or that a call which runs in one thread has the target."""
        seed, chain, _ = way
        frame = seed.frame if len(chain) == 1 else _frame_of_generator(chain[-2])
        if id(frame) in self.threads:
            return self.threads[id(frame)]
        return id(chain[-2]) if len(chain) > 1 else id(seed)

    def _path_of(self, group: Sequence[Way]) -> Path:
        """The path of a reason, with the other roots from which it is reached."""
        own, *others = [_AT.sub("", way.seed.root.text) for way in group]
        also = tuple(dict.fromkeys(text for text in others if text != own))
        return replace(make_path(group[0].seed, group[0].chain, advised=self.advised), also=also)

    def way_to(self, obj: object) -> Way | None:
        """The way that is named first, as it is; None where no root reaches the target."""
        ways = self._ways(self.walk.targets[id(obj)], 1)
        return min([way for way in ways if not way.is_owned] or ways, key=_rank, default=None)

    def _reason(self, target: Target, state: str, paths: Iterable[Path], owner: str | None = None) -> Reason:
        found = self._found(target)
        if self.unreached is not None:
            found += self.unreached.in_degree[id(target.obj)]
        counted = found if target.counted >= _IMMORTAL else target.counted
        # What only a label tells may or may not be a counted reference: it explains no more than is left to
        # explain.
        explained = found + min(len(target.told), max(0, counted - found))
        unexplained = max(0, counted - explained)
        return Reason(words_for(target.obj), state, tuple(paths), owner, counted, explained, unexplained)

    def _unreached(self, target: Target, wanted: int) -> Reason:
        obj, unreached, ways = target.obj, self.unreached, self.ways_from_c
        if target.counted <= 0 or unreached is None or ways is None:
            note = "nothing but this question holds it: it goes when the question ends"
            return Reason(words_for(obj), "freed", note=note)
        if not wanted:
            return self._reason(target, "held from C" if obj in ways else "cyclic garbage", ())
        if obj not in ways:
            chain = unreached.cycle(obj)
            path = _path_from("cycle", "a cycle that nothing reaches: {}", chain)
            return self._reason(target, "cyclic garbage", [path])
        cycle = unreached.cycle_through_c(obj)
        if cycle is None:
            path = _path_from("C", "C code, or a value on the stack of a running frame, holds {}", ways.to(obj))
            return self._reason(target, "held from C", [path])
        path = _path_from("cycle", "a cycle through C, which no collector sees: {}", cycle)
        edges = [step.edge for step in path.steps]
        break_at = ".grad" if ".grad" in edges else edges[0]
        advice = f"set its {break_at} to None"
        note = f"a cycle through C keeps it, and no collector frees it; break it: {advice}"
        return replace(self._reason(target, "held from C", [replace(path, advice=advice)]), note=note)

    # Ways from a root to a target ---------------------------------------------------------------------------

    def _ways(self, target: Target, wanted: int) -> list[Way]:
        """The ways to a target, each from a root or at least a last holder of its own, none through itself."""
        walk, obj = self.walk, target.obj
        ways = [Way(seed, [obj], False) for seed in walk.seeds_of(obj)]
        for number in sorted({*target.holders, *target.told})[:_HOLDERS_TO_NAME]:
            seed, chain = walk.chain(number)
            if number < walk.first_after_targets or id(obj) not in map(id, chain):
                chain.append(obj)
                ways.append(Way(seed, chain, number >= walk.first_owned))
        ways += [
            way._replace(seed=other)
            for way in ways[:]
            if len(way.chain) > 1
            for other in walk.seeds_of(way.chain[0])
            if other is not way.seed
        ]
        ways = [way for way in ways if not self._is_roundabout(way)]
        if self.balanced and len({id(way.seed.root) for way in ways if way.seed.root.kind not in _PASSING}) < wanted:
            ways += [way for way in self._detours(ways, wanted) if not self._is_roundabout(way)]
        return ways

    def _is_roundabout(self, way: Way) -> bool:
        """Whether a way comes to an object that the program reaches as a root of its own, and from elsewhere."""
        return not self.declared.isdisjoint(map(id, way.chain[way.seed.root.kind in _DECLARED : -1]))

    def _detours(self, ways: Sequence[Way], wanted: int) -> list[Way]:
        """Other ways into the shortest ones: whoever else holds an object of theirs, with the way from there on.

        Not into a module or its dictionary: every function refers to them, which would explain nothing.
        """
        walk, parts_of_modules = self.walk, module_parts()
        chains = list({id(way.chain): way.chain for way in sorted(ways, key=_length)}.values())
        places = [(chain, at) for chain in chains[:wanted] for at in range(max(0, len(chain) - 10), len(chain) - 1)]
        shared = [(chain, at) for chain, at in places if self._others_hold(chain[at], at, chains)]
        onward = {id(chain[at]): chain[at:] for chain, at in reversed(shared) if id(chain[at]) not in parts_of_modules}
        if not onward:
            return []
        walk.finish()
        found: list[Way] = []
        holders = gc.get_referrers(*(rest[0] for rest in onward.values()))
        for number in walk.numbers(holder for holder in holders if id(holder) not in onward):
            holder = walk.objects[number]
            seed, chain = walk.chain(number)
            if not onward.keys().isdisjoint(map(id, chain)) or id(chains[0][-1]) in map(id, chain):
                continue
            rest = min((onward[id(held)] for held in gc.get_referents(holder) if id(held) in onward), key=len)
            is_owned = number >= walk.first_owned or not walk.owners_met.isdisjoint(map(id, rest[:-1]))
            found.append(Way(seed, [*chain, *rest], is_owned))
        return found

    def _others_hold(self, obj: object, at: int, chains: Sequence[Sequence[object]]) -> bool:
        """Whether an object has more than the one reference along its chain: it has the same place in every chain."""
        ours = sum(len(chain) > at and chain[at] is obj for chain in chains) + len(self.walk.seeds_of(obj))
        # And from here: the walk's list, the argument, and the argument of getrefcount.
        return sys.getrefcount(obj) - 3 - ours > 1


def _path_from(kind: str, text: str, chain: Sequence[object]) -> Path:
    """The path down a chain that no root begins; the text is filled with words for its first object."""
    root = Root(kind, text.format(words_for(chain[0])), object_code(chain[0]))
    return make_path(Seed(root, chain[0]), chain)


def _length(way: Way) -> int:
    return len(way.chain) + bool(way.seed.text)


def _rank(way: Way) -> tuple[bool, int]:
    """Roots that outlive the call come before frames, then short ways before long ones."""
    return way.seed.root.kind in _PASSING, _length(way)


_AT = re.compile(r" at \S+:\d+")


def _frame_of_generator(obj: object) -> FrameType | None:
    name = _FRAMES.get(id(type(obj)))
    return None if name is None else getattr(obj, name)


# By id: looking a class up would ask its metaclass for a hash.
_FRAMES = {id(GeneratorType): "gi_frame", id(CoroutineType): "cr_frame", id(AsyncGeneratorType): "ag_frame"}
