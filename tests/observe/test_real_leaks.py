"""A hundred leaks as people report them: the answer names the holder as the program does, and the advice cures it.

The cases are beside this file; those of pandas, IPython, PyTorch and TensorFlow are asked where these are installed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import leak_cases
import leak_cases_library
import pytest

HERE = Path(__file__).parent
LIBRARIES = ("pandas", "IPython", "torch", "tensorflow", "keras")
INSTALLED = all(importlib.util.find_spec(library) for library in LIBRARIES)
CASES = leak_cases.CASES | leak_cases_library.CASES
if INSTALLED:
    CASES |= importlib.import_module("leak_cases_frameworks").CASES


@pytest.fixture(scope="module")
def answers():
    """What is said of each case, asked in fresh processes."""
    found = ask("leak_cases") | ask("leak_cases_library")
    return found | ask("leak_cases_frameworks") if INSTALLED else found


def ask(module):
    places = os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": places, "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, str(HERE / "leak_table.py"), module]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", CASES)
def test_the_answer_names_the_holder(name, answers):
    """By the way that the program goes to it, root first, and in one of the five words."""
    assert (answers[name]["state"], answers[name]["path"]) == (CASES[name].state, CASES[name].path)


def test_every_expression_gives_the_object(answers):
    assert {name: answers[name]["text"] for name in CASES if not answers[name]["walks"]} == {}


def test_every_advice_is_for_the_edge_to_cut(answers):
    others = [name for name in CASES if not answers[name]["advice"].startswith(CASES[name].advice)]

    assert {name: answers[name]["text"] for name in others} == {}


def test_every_advice_cures_the_leak(answers):
    assert {name: answers[name]["text"] for name in CASES if not answers[name]["cured"]} == {}
