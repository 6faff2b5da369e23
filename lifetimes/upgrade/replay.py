"""Runs the new program with the initial values of the old one, and writes down what it did. In a process of its own.

What is run is the new program with marks around the places that answer to the old one: `__fetched__(3, lambda: value)`
is the value of the third place that ran a session, `__variable__("w", lambda: self.w)` reaches the variable that was
"w" in the graph. Without its marks it is, letter for letter, the program that is handed out.
"""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lifetimes.upgrade.program import Cut, plain, run_as_main


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
