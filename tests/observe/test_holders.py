"""Every way of holding an object is named to its last edge, by an expression that walks there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from holder_cases import CASES, NUMPY_CASES

HERE = Path(__file__).parent
EDGES = {name: edge for name, (_, edge) in {**CASES, **NUMPY_CASES}.items()}


@pytest.fixture(scope="module")
def answers():
    """What `why_alive` says of each case, asked in fresh processes: with NumPy where it is the holder, else without."""
    return {**ask(), **ask("numpy")}


def ask(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    command = [sys.executable, str(HERE / "holder_table.py"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", EDGES)
def test_the_nearest_edge_is_named(name, answers):
    """The root is the frame that keeps the holder, and the last edge reads as the code would write it."""
    answer = answers[name]

    assert answer["state"] == "named"
    assert answer["root"].startswith("ask() at holder_table.py")
    assert answer["first"] == "local kept"
    assert answer["nearest"].startswith(EDGES[name]), answer["text"]


def test_every_expression_walks_to_the_object(answers):
    assert {name: answers[name]["text"] for name in EDGES if not answers[name]["walks"]} == {}


def test_every_counted_reference_is_explained(answers):
    explained = {name: (answers[name]["explained"], answers[name]["held_from_c"]) for name in EDGES}

    assert {name: answers[name]["text"] for name in EDGES if explained[name] != (answers[name]["counted"], 0)} == {}
