"""Assertions on lifetimes, for tests: what failed is told as the path that holds the object, and what to do
about it."""

from __future__ import annotations

import gc
import weakref

from lifetimes import labels

from .naming.words import words_for
from .timeline import site_of
from .why import Why, why_alive

__all__ = ["assert_freed", "assert_lost", "assert_owned_by"]


def assert_freed(obj_or_ref: object, *, after_gc: bool = False) -> None:
    """Fail unless the object is gone, and say who holds it.

    Pass a weak reference to it. An object handed over itself is held by that very name: then the claim is
    that the name and the running call are all that holds it. Nothing is collected unless `after_gc` asks for
    it first.
    """
    _collect(after_gc)
    why = why_alive(obj_or_ref)
    if why.state != "freed" and not (not _is_reference(obj_or_ref) and why.counted <= 1):
        raise AssertionError(_message(obj_or_ref, why, "freed", after_gc, _ADVICE[why.state]))


def assert_lost(obj_or_ref: object, *, after_gc: bool = False) -> None:
    """Fail unless the object is alive and every path to it passes through an owner."""
    _collect(after_gc)
    why = why_alive(obj_or_ref)
    if why.state != "lost":
        advice = "pass a weak reference and drop every name that leads to it past its owner"
        raise AssertionError(_message(obj_or_ref, why, "lost", after_gc, advice))


def assert_owned_by(obj_or_ref: object, owner: object, *, after_gc: bool = False) -> None:
    """Fail unless the object is lost and a path through this owner keeps it alive."""
    _collect(after_gc)
    if not labels.is_owner(owner):
        raise AssertionError(
            f"{words_for(owner)} is not declared as an owner, so it can own nothing here: "
            "declare it with register_owner(...), or its class with label(..., owner=True)"
        )
    why = why_alive(obj_or_ref, paths=10)
    through = any(step.identity == id(owner) for path in why.paths for step in path.steps[:-1])
    if why.state != "lost" or not through:
        wanted = f"owned by {words_for(owner)}"
        advice = "the paths show who holds it; what a name still reaches is not owned"
        raise AssertionError(_message(obj_or_ref, why, wanted, after_gc, advice))


_ADVICE = {
    "named": "drop the name or the entry that the path ends with",
    "lost": "its owner keeps it: drop or reset the owner, or take it out of the owner's tables",
    "cyclic garbage": "it waits for the cycle collector: break the cycle, hold one side weakly, or pass after_gc=True",
    "held from C": "an extension or a running expression holds it: close what wraps it, or end that expression",
    "freed": "",
}


def _collect(after_gc: bool) -> None:
    if after_gc:
        gc.collect()


def _is_reference(obj: object) -> bool:
    return issubclass(type(obj), weakref.ref)


def _message(obj_or_ref: object, why: Why, wanted: str, after_gc: bool, advice: str) -> str:
    when = "after gc.collect()" if after_gc else "at once, without a collection"
    lines = [f"{why.subject} is not {wanted} {when}: it is {why.state}", str(why)]
    site = _site(obj_or_ref)
    if site is not None:
        lines.append(f"made at {site}")
    return "\n".join([*lines, f"What to do: {advice}" if advice else "It is gone."])


def _site(obj_or_ref: object) -> str | None:
    obj = weakref.ref.__call__(obj_or_ref) if _is_reference(obj_or_ref) else obj_or_ref  # type: ignore[arg-type]
    return None if obj is None else site_of(obj)
