"""How far numbers of two programs may be apart: by rounding, also where one goes on in step with the other."""

import json
import math

import numpy as np
import pytest

from lifetimes.upgrade.facts import Facts, RunFact, VariableFact
from lifetimes.upgrade.proving import TOLERANCE, Given, Replay, Replayed, farthest, prove
from lifetimes.upgrade.report import Report


def array(value):
    return np.asarray(np.float32(value))


def proof(old, new, found=(), before=()):
    """Return the proof of a program that fetches some values, one in each run; `found` and `before` are of `w` there.

    The first is what the old program found in it, the second what the new one held before it went on from that.
    """
    facts = Facts(runs=[RunFact(0, 0, (("<module>", 1),), (1, 0, 1, 1), ["x:0"], [], array(v)) for v in old])
    said = Replayed(fetched=[(0, array(v)) for v in new], found={n: {"w": array(v)} for n, v in enumerate(before)})
    for run, value in zip(facts.runs, found, strict=False):
        run.found = {"w": array(value)}
    return prove(facts, said, {0: list(range(len(old)))}, set())


def test_a_difference_beyond_rounding_is_one():
    assert not proof([1.0], [1.001]).holds
    assert proof([1.0], [1.0001]).holds


def test_what_a_run_in_step_found_is_compared_as_well():
    """Values that agree prove nothing of a program that would have gone on from others."""
    assert proof([1.0], [1.0], found=[2.0], before=[2.0]).holds
    assert proof([1.0], [1.0], found=[2.0], before=[2.0]).steps == 1

    found = proof([1.0], [1.0], found=[2.0], before=[2.01])

    assert found.differences == ["w before the run in line 1: was 2.0, is 2.01"]


def test_what_a_run_in_step_changes_may_be_small_beside_the_value():
    """Here the new program goes twice as far, and begins anew from the right value each time."""
    found = proof([1.0] * 3, [1.0] * 3, found=[2.0, 2.0001, 2.0002], before=[2.0, 2.0002, 2.0003])

    assert found.largest < TOLERANCE
    assert found.differences == ["what the run in line 1 changes in w: 0.00014 in all, is off by 0.00014"]


@pytest.mark.parametrize(("final", "holds"), [(1.00002, True), (1.00004, False)])
def test_what_a_program_changes_in_all_may_be_small_beside_the_value(final, holds):
    """Here no run is in step: the initial values are the same, and the last ones agree as far as values have to."""
    fact = VariableFact(initial=[array(1)], final={0: array(1.00002)})
    facts = Facts(runs=[RunFact(0, 0, (), (1, 0, 1, 1), ["x:0"], [], array(5))], variables={(0, "w"): fact})
    said = Replayed(fetched=[(0, array(5))], initial={"w": [array(1)]}, final={"w": array(final)})

    found = prove(facts, said, {0: [0]}, set())

    assert found.largest < TOLERANCE
    assert found.holds == holds


def test_a_run_in_step_goes_on_from_the_values_of_the_old_program():
    class Variable:
        value = np.float32(1.5)

        def numpy(self):
            return self.value

        def assign(self, value):
            self.value = value

    replayed = Replay(Given("lifetimes.tf2", {}, found={1: {"w": np.float32(1.25), "lost": np.float32(0)}}), None)
    weight = replayed.variables["w"] = Variable()

    values = [replayed.fetched(0, weight.numpy) for _ in range(3)]

    assert values == [1.5, 1.25, 1.25]
    assert replayed.said.found == {1: {"w": np.float32(1.5)}}


def test_values_of_other_kinds_are_infinitely_far_apart():
    assert farthest(np.float32(1), np.float64(1)) == math.inf
    assert farthest(np.array([1, 2]), np.array([1, 3])) == math.inf
    assert farthest([np.nan, np.inf], [np.nan, np.inf]) == 0.0


def test_what_is_infinitely_far_apart_is_null_in_json():
    """Which has no word for infinity."""
    report = Report("old.py", "", proof=proof([1.0, 1.0], [1.0, [1.0]]))

    told = json.loads(report.as_json(), parse_constant=pytest.fail)["proof"]

    assert told["largest"] is None
    assert (told["compared"], told["differing"]) == (2, 1)
