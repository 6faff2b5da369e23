"""Compares what the old program did with what the new one did: fetched values, printed text, variables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lifetimes.upgrade.facts import Facts
from lifetimes.upgrade.replay import Replayed

TOLERANCE = 1e-4


@dataclass
class Proof:
    """What was compared, and where the two programs differ. Proved where something was compared and nothing differs."""

    compared: int = 0
    largest: float = 0.0
    differences: list[str] = field(default_factory=list)  # the first ones in words
    differing: int = 0

    @property
    def holds(self) -> bool:
        return self.compared > 0 and not self.differing

    @property
    def allowed(self) -> float:
        """The relative difference that is allowed: in a long run rounding grows little by little, never at once."""
        return max(TOLERANCE, min(3 * self.largest, 100 * TOLERANCE))

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
        found = self.difference(old, new)
        if found:
            self.differs(f"{what}: {found}")

    def difference(self, old: Any, new: Any) -> str:
        """Return in words how two values differ, nothing where they agree."""
        if isinstance(old, dict) and list(old) == ["histogram"] and isinstance(new, np.ndarray):
            new = {"histogram": np.array([new.min(), new.max(), new.size, new.sum(), np.square(new).sum()], float)}
        if isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
            return next(filter(None, (self.difference(old[key], new[key]) for key in old)), "")
        if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            return next(filter(None, (self.difference(*pair) for pair in zip(old, new, strict=True))), "")
        if old is None or (isinstance(old, list) and not any(item is not None for item in old)):
            return ""
        if isinstance(old, (list, dict)) or isinstance(new, (list, dict)) or new is None:
            return f"was {short(old)}, is {short(new)}"
        return self.difference_of_arrays(np.asarray(old), np.asarray(new))

    def difference_of_arrays(self, old: Any, new: Any) -> str:
        if old.dtype != new.dtype or old.shape != new.shape:
            return f"was {old.dtype} of shape {old.shape}, is {new.dtype} of shape {new.shape}"
        if old.dtype.kind not in "fc":
            return "" if np.array_equal(old, new) else f"was {short(old)}, is {short(new)}"
        allowed = self.allowed
        finite = np.isfinite(old) & np.isfinite(new)
        if old.size and finite.any():
            scale = 1 + np.abs(old[finite])
            self.largest = max(self.largest, float(np.max(np.abs(old[finite] - new[finite]) / scale)))
        close = np.allclose(old, new, rtol=allowed, atol=allowed, equal_nan=True)
        return "" if close else f"was {short(old)}, is {short(new)}"


def prove(old: Facts, new: Replayed, places: dict[int, list[int]], random_start: set[str]) -> Proof:
    """Return the proof. `places` says which runs of the old program belong to each marked place of the new one."""
    proof = Proof()
    if new.error:
        proof.differs(f"the new program stopped: {new.error}")
    proof_of_fetches(proof, old, new, places)
    started = initial_values(old)
    for name, values in new.initial.items():
        if name not in random_start:
            for before, after in zip(started.get(name, []), values, strict=False):
                proof.compare(f"initial value of {name}", before, after)
    for name, value in final_values(old).items():
        if name in new.final:
            proof.compare(f"final value of {name}", value, new.final[name])
    compare_text(proof, old.printed, new.printed)
    return proof


def proof_of_fetches(proof: Proof, old: Facts, new: Replayed, places: dict[int, list[int]]) -> None:
    """Compare every marked value, in the order of running."""
    order = {run: place for place, runs in places.items() for run in runs}
    wanted = [(order[run], fact) for run, fact in enumerate(old.runs) if run in order]
    for number, (place, fact) in enumerate(wanted):
        where = f"the run in line {fact.chain[-1][1] if fact.chain else 0}"
        if number >= len(new.fetched):
            proof.differs(f"{where} and what follows: never reached")
            return
        if new.fetched[number][0] != place:
            proof.differs(f"{where}: out of order")
            return
        proof.compare(where, fact.value, new.fetched[number][1])
    if len(new.fetched) > len(wanted):
        proof.differs("the new program runs more than the old one did")


def initial_values(old: Facts) -> dict[str, list[Any]]:
    """Return the initial values by the variable's mark."""
    return {mark(graph, name): fact.initial for (graph, name), fact in old.variables.items()}


def final_values(old: Facts) -> dict[str, Any]:
    """Return the last value of each variable: that of the last session which had one."""
    return {mark(*key): fact.final[max(fact.final)] for key, fact in old.variables.items() if fact.final}


def mark(graph: int, name: str) -> str:
    """Return the word that stands for a variable in both programs: its graph name, with the graph after the first."""
    return name if graph == 0 else f"{name}@{graph}"


NUMBER = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?")


def compare_text(proof: Proof, old: str, new: str) -> None:
    """Compare printed text line by line; numbers with a point may differ in their last digits."""
    before, after = old.splitlines(), new.splitlines()
    proof.compared += bool(before)
    for number, (left, right) in enumerate(zip(before, after, strict=False), 1):
        if left != right and not alike(left, right):
            proof.differs(f"printed line {number}: was {left[:120]!r}, is {right[:120]!r}")
            return
    if len(before) != len(after):
        proof.differs(f"printed {len(before)} lines, now {len(after)}")


def alike(left: str, right: str) -> bool:
    if [" ".join(part.split()) for part in NUMBER.split(left)] != [
        " ".join(part.split()) for part in NUMBER.split(right)
    ]:
        return False
    pairs = zip(NUMBER.findall(left), NUMBER.findall(right), strict=True)
    return all(abs(float(a) - float(b)) <= 1e-3 * (1 + abs(float(a))) for a, b in pairs)


def short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) < 60 else text[:57] + "..."
