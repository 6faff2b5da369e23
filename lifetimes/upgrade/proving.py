"""Runs the new program with the old one's initial values, and compares: fetched values, printed text, variables.

Numbers may differ by rounding, and some programs carry that anywhere. Where the two differ, the new one is run once
more, in step: before some of its runs its variables are compared with the old ones, and go on from the values of these.
What was changed since then, or since the start, is compared by itself: beside a value that began right it may be small.

What is run is the new program with marks around the places that answer to the old one: `__fetched__(3, lambda: value)`
is the value of the third place that ran a session, `__variable__("w", lambda: self.w)` reaches the variable that was
"w" in the graph. Without its marks it is, letter for letter, the program that is handed out.
"""

import importlib
import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import numpy as np

from lifetimes.upgrade.facts import Facts, RunFact, mark
from lifetimes.upgrade.program import Cut, plain, run_as_main

TOLERANCE, OF_TEXT, OF_STEPS = 1e-4, 1e-3, 1e-2
Turn = tuple[str, dict[str, tuple[Any, Any]]]  # a line, and values, old and new, from whose old ones both went on there
NUMBER = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?")


@dataclass
class Given:
    """What the replay is told: in which world to run, and the initial values of the old run, by variable."""

    world: str
    initial: dict[str, list[Any]]
    cuts: list[int] = field(default_factory=list)  # after how many runs a loop of the old program was cut
    drawn: dict[str, list[Any]] = field(default_factory=dict)  # what it drew at random, by the call that drew
    found: dict[int, dict[str, Any]] = field(default_factory=dict)  # what to go on from, by the number of a value


@dataclass
class Replayed:
    """What one run of the new program said."""

    fetched: list[tuple[int, Any]] = field(default_factory=list)  # which place, and the value, in the order of running
    found: dict[int, dict[str, Any]] = field(default_factory=dict)  # what variables held where they went on from it
    initial: dict[str, list[Any]] = field(default_factory=dict)
    final: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    printed: str = ""


class Replay:
    """Hands out initial values and collects what comes back."""

    def __init__(self, given: Given, world: Any) -> None:
        self.given, self.world, self.said = given, world, Replayed()
        self.variables: dict[str, Any] = {}

    def fetched(self, place: int, run: Callable[[], Any]) -> Any:
        if self.given.cuts and len(self.said.fetched) == self.given.cuts[0]:
            del self.given.cuts[0]
            raise Cut
        for name, old in self.given.found.get(len(self.said.fetched), {}).items():
            if name in self.variables:
                self.said.found.setdefault(len(self.said.fetched), {})[name] = plain(self.variables[name])
                self.variables[name].assign(old)
        value = run()
        self.said.fetched.append((place, plain(value)))
        return value

    def drawn(self, call: str, value: Any) -> Any:
        """Return what the old program drew in a call, in the place of what was drawn now."""
        old = self.given.drawn.get(call)
        if old is None:
            return value
        taken = self.world.numpy_function(lambda: old.pop(0) if len(old) > 1 else old[0], [], value.dtype)
        return self.world.ensure_shape(taken, value.shape)

    def dropped(self, call: str, value: Any, whole: Any, rate: Any) -> Any:
        """Return what is left of a value where the old program dropped the rest; zeros say what was dropped."""
        if call not in self.given.drawn:
            return value
        kept = self.world.not_equal(self.drawn(call, value), 0)
        return self.world.where(kept, whole / (1 - rate), self.world.zeros_like(whole))

    def variable(self, name: str, reach: Callable[[], Any]) -> None:
        """Take in a variable that was made, and put the old program's initial value into it."""
        try:
            variable = reach()
        except (AttributeError, LookupError, NameError):  # the line that makes it was left
            return
        made = self.said.initial.setdefault(name, [])
        made.append(plain(variable))
        old = self.given.initial.get(name, [])
        value = old[min(len(made), len(old)) - 1] if old else None
        if value is not None and np.shape(value) == tuple(variable.shape):
            variable.assign(value)
        self.variables[name] = variable


def run(path: str, given: Given, arguments: list[str]) -> Replayed:
    """Run the program; an error of it is one of the things that it said."""
    world = importlib.import_module(given.world)
    here = Replay(given, world)
    sys.modules["tensorflow"] = world
    marks = {mark: getattr(here, mark) for mark in ("fetched", "variable", "drawn", "dropped")}
    here.said.error = run_as_main(path, arguments, marks)
    here.said.final = {name: plain(variable) for name, variable in here.variables.items()}
    return here.said


# --- the comparison ---


@dataclass
class Proof:
    """What was compared, and where the two programs differ. Proved where something was compared and nothing differs."""

    compared: int = 0
    largest: float = 0.0  # relative difference of values
    steps: int = 0  # how often the new program went on from the values of the old one
    differences: list[str] = field(default_factory=list)  # the first ones in words
    differing: int = 0
    of_values: int = 0  # how many of these are not in what is printed, where what was left is missing

    @property
    def holds(self) -> bool:
        return self.compared > 0 and not self.differing

    def differs(self, text: str) -> None:
        """Note that the programs differ."""
        self.differing += 1
        if len(self.differences) < 5:
            self.differences.append(text)

    def compare(self, what: str, old: Any, new: Any) -> None:
        """Note one comparison; a value that the old program had none of says nothing."""
        if old is None:
            return
        self.compared += 1
        by = farthest(old, new)
        self.largest = max(self.largest, by)
        if by > TOLERANCE:  # words for many large values take long, and only the first ones are told
            self.differs("" if self.differing > 4 else f"{what}: was {described(old, new)}, is {described(new, old)}")


def farthest(old: Any, new: Any) -> float:
    """Return the largest relative difference of two values, infinity where they are of different kinds."""
    if isinstance(old, dict) and list(old) == ["histogram"] and isinstance(new, np.ndarray):
        new = new.astype(float)
        new = {"histogram": np.array([new.min(), new.max(), new.mean(), np.square(new).mean()])}
    if isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
        old, new = list(old.values()), list(new.values())
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return max((farthest(*pair) for pair in zip(old, new, strict=True)), default=0.0)
    if old is None or (isinstance(old, list) and not any(item is not None for item in old)):
        return 0.0
    if isinstance(old, (list, dict)) or isinstance(new, (list, dict)) or new is None:
        return math.inf
    old, new = np.asarray(old), np.asarray(new)
    if old.dtype != new.dtype or old.shape != new.shape:
        return math.inf
    if old.dtype.kind not in "fc":
        return 0.0 if np.array_equal(old, new) else math.inf
    with np.errstate(all="ignore"):
        gaps = np.nan_to_num(np.abs(old - new) / (1 + np.abs(old)), nan=np.inf)
    same = (old == new) | (np.isnan(old) & np.isnan(new))
    return float(np.max(np.where(same, 0.0, gaps), initial=0.0))


def described(value: Any, other: Any) -> str:
    """Return a value in a few words; its dtype and shape where these are not the other's."""
    kinds = {(one.dtype, one.shape) for one in (value, other) if isinstance(one, (np.ndarray, np.generic))}
    if len(kinds) > 1:
        return f"{value.dtype} of shape {value.shape}"
    text = " ".join(str(value).split())
    return text if len(text) < 60 else text[:57] + "..."


def prove(old: Facts, new: Replayed, places: dict[int, list[int]], random_start: set[str]) -> Proof:
    """Return the proof. `places` says which runs of the old program belong to each marked place of the new one."""
    proof = Proof()
    if new.error:
        proof.differs(f"the new program stopped: {new.error}")
    order = {run: place for place, runs in places.items() for run in runs}
    wanted = [(order[run], fact) for run, fact in enumerate(old.runs) if run in order]
    turns = prove_fetches(proof, wanted, new)
    started, ended = initial_values(old), dict[str, tuple[Any, Any]]()
    for name, values in new.initial.items():
        if name not in random_start:
            for before, after in zip(started.get(name, []), values, strict=False):
                proof.compare(f"initial value of {name}", before, after)
    for key, fact in old.variables.items():
        name, session = mark(*key), max([fact.session, *fact.final])  # the last one that began or restored it
        made = len(new.initial.get(name, []))
        if made == max(1, len(fact.initial)) or (made and len(fact.final) == 1):  # else no telling which one is whose
            ended[name] = fact.final.get(session), new.final[name]
            proof.compare(f"final value of {name}", *ended[name])
    prove_steps(proof, started, [*turns, ("", ended)])
    proof.of_values = proof.differing
    prove_text(proof, old.printed, new.printed)
    return proof


def prove_fetches(proof: Proof, wanted: list[tuple[int, RunFact]], new: Replayed) -> list[Turn]:
    """Compare every marked value, and what a run in step found in variables; return this, in the order of running."""
    turns: list[Turn] = []
    for number, ((place, fact), (reached, value)) in enumerate(zip(wanted, new.fetched, strict=False)):
        where = f"the run in line {fact.chain[-1][1] if fact.chain else 0}"
        if reached != place:
            break
        turns.append((where, {name: (fact.found[name], held) for name, held in new.found.get(number, {}).items()}))
        for name, values in turns[-1][1].items():
            proof.compare(f"{name} before {where}", *values)
        proof.steps += number in new.found
        proof.compare(where, fact.value, value)
    if [place for place, _ in new.fetched] != [place for place, _ in wanted]:
        proof.differs(f"{len(new.fetched)} runs of the session are answered for {len(wanted)}, or in another order")
    return turns


def prove_steps(proof: Proof, started: dict[str, list[Any]], turns: list[Turn]) -> None:
    """Compare what the runs of each line changed in each variable, all turns together."""
    begun = {name: ("the program", values[-1]) for name, values in started.items() if values}
    steps: dict[tuple[str, str], list[Any]] = {}
    for line, found in turns:
        for name, (old, new) in found.items():
            where, before = begun.get(name, ("", None))
            steps.setdefault((name, where), []).append(squares_of_step(before, old, new))
            begun[name] = line, old
    for (name, where), squares in steps.items():
        apart, changed, rounded = np.sqrt(np.sum(squares, 0))
        if apart > OF_STEPS * changed + rounded:
            proof.differs(f"what {where} changes in {name}: {changed:.2g} in all, is off by {apart:.2g}")


def squares_of_step(before: Any, old: Any, new: Any) -> list[float]:
    """Return the squares of how far two values are apart, of how far the old one came, and of its last digits."""
    kinds = {(np.shape(value), getattr(value, "dtype", None)) for value in (before, old, new)}
    if len(kinds) > 1 or old is None or old.dtype.kind not in "fc":
        return [0.0, 0.0, 0.0]
    with np.errstate(all="ignore"):
        parts = [new - old, old - before, 2 * np.finfo(old.dtype).eps * (1 + np.abs(old))]
        return [float(np.square(np.where(np.isfinite(part), np.abs(part), 0), dtype=float).sum()) for part in parts]


def initial_values(old: Facts) -> dict[str, list[Any]]:
    """Return the initial values by the variable's mark."""
    return {mark(*key): fact.initial for key, fact in old.variables.items()}


def prove_text(proof: Proof, old: str, new: str) -> None:
    """Compare printed text line by line; numbers with a point may differ in their last digits."""
    before, after = ([words_and_numbers(line) for line in text.splitlines()] for text in (old, new))
    proof.compared += bool(before)
    for number, (left, right) in enumerate(zip_longest(before, after, fillvalue=list[Any]())):
        if farthest(left, right) > OF_TEXT:
            lines = [[*text.splitlines(), ""][number][:120] for text in (old, new)]
            proof.differs(f"printed line {number + 1}: was {lines[0]!r}, is {lines[1]!r}")
            return


def words_and_numbers(line: str) -> list[Any]:
    """Return what a line says: its words, with one space between them, and its numbers with a point."""
    words = " # ".join(" ".join(part.split()) for part in NUMBER.split(line))
    return [words, np.array(list(map(float, NUMBER.findall(line))))]
