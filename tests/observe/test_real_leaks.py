"""Fifty leaks that people have reported: the answer names the holder as the program does, and the advice cures it.

The cases are beside this file; those of pandas, IPython, PyTorch and TensorFlow are asked where these are installed.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import os
import subprocess
import sys
import weakref
from pathlib import Path

import leak_cases
import pytest

from lifetimes.observe import why_alive

HERE = Path(__file__).parent
LIBRARIES = ("pandas", "IPython", "torch", "tensorflow", "keras")
INSTALLED = all(importlib.util.find_spec(library) for library in LIBRARIES)
CASES = dict(leak_cases.CASES)
if INSTALLED:
    CASES |= importlib.import_module("leak_cases_frameworks").CASES


@pytest.fixture(scope="module")
def answers():
    """What is said of each case, asked in fresh processes."""
    found = ask("leak_cases")
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


@pytest.mark.parametrize("name", CASES)
def test_the_expression_gives_the_object(name, answers):
    assert answers[name]["walks"], answers[name]["text"]


@pytest.mark.parametrize("name", CASES)
def test_the_advice_is_for_the_edge_to_cut(name, answers):
    assert answers[name]["advice"].startswith(CASES[name].advice), answers[name]["text"]


@pytest.mark.parametrize("name", CASES)
def test_the_advice_cures_the_leak(name, answers):
    assert answers[name]["cured"], answers[name]["text"]


# pytest itself ----------------------------------------------------------------------------------------------


class Thing:
    pass


@pytest.fixture(scope="module")
def connection():
    return Thing()


def test_the_value_of_a_fixture_is_told_by_the_name_of_the_fixture(connection):
    """pytest-dev/pytest#5642: a fixture of a module is kept until the last test of the module is over."""
    reference = weakref.ref(connection)

    path = next(path for path in why_alive(reference, paths=9).paths if ".cached_result" in str(path))

    assert "fixture 'connection'" in [step.leads_to for step in path.steps]
    assert path.advice == "it stays until the scope of the fixture 'connection' ends: narrow that"


def test_a_logged_object_is_told_by_the_handler_that_keeps_it(caplog):
    def log():
        thing = Thing()
        logging.getLogger("a.test").warning("lost: %r", thing)
        return weakref.ref(thing)

    why = why_alive(log())

    assert why.paths[0].root.text == "the root logger"
    assert "LogCaptureHandler" in [step.leads_to for step in why.paths[0].steps]
    assert why.advice == "it stays until the test is over: log words, not the object"


def test_an_expected_error_is_told_by_its_exception_info():
    """pytest-dev/pytest#1965: what the call that failed had in its locals stays with `excinfo`."""

    def fail():
        thing = Thing()
        references.append(weakref.ref(thing))
        raise ValueError

    references = []
    with pytest.raises(ValueError) as excinfo:
        fail()

    why = why_alive(references[0])

    assert [step.edge.partition(" of ")[0] for step in why.paths[0].steps][::4] == ["local excinfo", "local thing"]
    assert why.advice == "the error keeps the locals of every call it passed: drop the ExceptionInfo"
    assert excinfo


def test_a_patched_attribute_is_told_by_the_module_that_has_it(monkeypatch):
    reference = weakref.ref(thing := Thing())
    monkeypatch.setattr(logging, "a_thing", thing, raising=False)
    del thing

    why = why_alive(reference)

    assert why.expression == "sys.modules['logging'].a_thing"
    assert why.advice == "set `logging.a_thing` to None"
