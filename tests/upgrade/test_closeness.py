"""How far numbers of two programs may be apart: as usual, or as far as one that is shaken gets from itself."""

import json
import math

import numpy as np
import pytest

from lifetimes.upgrade.facts import Facts, RunFact
from lifetimes.upgrade.proving import farthest, prove
from lifetimes.upgrade.replay import Given, Replay, Replayed
from lifetimes.upgrade.report import Report


def proof(old, new, shaken=None):
    """Return the proof of a program that fetches some values, one in each run."""
    facts = Facts(runs=[RunFact(0, 0, (("<module>", 1),), (1, 0, 1, 1), ["x:0"], [], np.float32(v)) for v in old])
    said, moved = (Replayed(fetched=[(0, np.asarray(np.float32(v))) for v in values]) for values in (new, shaken or []))
    return prove(facts, said, {0: list(range(len(old)))}, set(), moved if shaken else None)


def test_a_difference_beyond_the_usual_is_one_without_a_shaken_run():
    assert not proof([1.0], [1.001]).holds
    assert proof([1.0], [1.0001]).holds


def test_what_shaking_moves_may_differ_from_there_on():
    """Once two runs have come apart they stay so: a later value may be as far away as an earlier one was."""
    found = proof([1.0, 1.0], [1.002, 1.002], shaken=[1.0028, 1.002])

    assert found.holds
    assert found.step > 0 and found.allowed > found.largest


def test_what_shaking_moves_later_excuses_nothing_before():
    assert not proof([1.0, 1.0], [1.002, 1.0], shaken=[1.002, 1.1]).holds


def test_never_more_than_a_hundredth_is_allowed():
    """A program that shaking sends anywhere proves nothing."""
    assert not proof([1.0], [1.05], shaken=[9.0]).holds


def test_numbers_that_only_rounding_tells_apart_ask_for_a_shaken_run_and_words_do_not():
    assert proof([1.0], [1.002]).differs_in_numbers
    assert not proof([1.0, 1.0], [1.002]).differs_in_numbers


def test_values_of_other_kinds_are_infinitely_far_apart():
    assert farthest(np.float32(1), np.float64(1)) == math.inf
    assert farthest(np.array([1, 2]), np.array([1, 3])) == math.inf
    assert farthest([np.nan, np.inf], [np.nan, np.inf]) == 0.0


def test_what_is_infinitely_far_apart_is_null_in_json():
    """Which has no word for infinity."""
    report = Report("old.py", "", proof=proof([1.0, 1.0], [1.0]))

    told = json.loads(report.as_json(), parse_constant=pytest.fail)["proof"]

    assert told["worst"] is None
    assert (told["largest"], told["differing"]) == (0.0, 1)


def test_a_shaken_run_finds_its_variables_moved_by_a_hundred_thousandth():
    class Variable:
        def __init__(self, value):
            self.value = value

        def numpy(self):
            return self.value

        def assign(self, value):
            self.value = value

    replayed = Replay(Given("lifetimes.tf2", {}, shaken=True), None)
    weights, counter = Variable(np.ones(1000, np.float32)), Variable(np.full(50, 3))
    replayed.variables = {"weights": weights, "counter": counter}

    replayed.fetched(0, lambda: None)

    assert (counter.value == 3).all()
    assert weights.value.dtype == np.float32
    assert np.allclose(np.abs(weights.value - 1), 1e-5, rtol=0.02)
