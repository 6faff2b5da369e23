"""What pytest keeps for longer than people expect: fixtures, log records, expected errors, patched attributes."""

from __future__ import annotations

import logging
import weakref

import pytest

from lifetimes.observe import why_alive


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
