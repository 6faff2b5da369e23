"""A process may be killed at any moment of a save; what was saved before is whole."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

OLD, NEW, LATER = [1.0] * 3, [2.0] * 3, [3.0] * 3


@cache
def outcomes(kind):
    """Return, for a kill before each step of a save, what the newest checkpoint restores and the next save leaves."""
    program = Path(__file__).with_name("killed_saves.py")
    run = subprocess.run([sys.executable, program, kind], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(run.stdout)


@pytest.mark.parametrize("kind", ["same", "numbered"])
def test_a_killed_save_leaves_the_old_values_or_the_new_ones_whole(kind):
    """Killed before each touch of the file system in turn: over the same prefix, and with the old one to be deleted."""
    found = [restored for restored, _ in outcomes(kind)]

    assert len(found) > 10
    assert found == sorted(found)
    assert {tuple(value) for value in found} == {tuple(OLD), tuple(NEW)}


@pytest.mark.parametrize("kind", ["same", "numbered"])
def test_the_save_after_a_killed_one_works(kind):
    """Whatever half of a file the killed process left, the next save over it is complete."""
    assert all(later == LATER for _, later in outcomes(kind))
