"""Assertions on lifetimes, for tests: what failed is told as the path that holds the object, and what to do
about it."""

import gc
import sys
from types import FrameType

from lifetimes import labels

from .heap.attributes import is_weak, referent
from .heap.frames import frame_place
from .naming.words import words_for
from .timeline import site_of
from .why import Why, why_alive

__all__ = ["assert_freed", "assert_lost", "assert_owned_by"]


def assert_freed(obj_or_ref: object, *, after_gc: bool = False) -> None:
    """Fail unless the object is gone, and say who holds it.

    Pass a weak reference to it. An object handed over itself is held by that very name: then the claim is
    that a local name of the caller and the running call are all that holds it. Nothing is collected unless
    `after_gc` asks for it first.
    """
    __tracebackhide__ = True
    _collect(after_gc)
    why = why_alive(obj_or_ref)
    if why.state != "freed" and (is_weak(obj_or_ref) or not _is_only_a_local_of(sys._getframe(1), why)):
        at_once = "" if after_gc else ", or pass after_gc=True"
        advice = why.advice + (at_once if why.state == "cyclic garbage" else "")
        raise AssertionError(_message(obj_or_ref, why, "freed", after_gc, advice))


def assert_lost(obj_or_ref: object, *, after_gc: bool = False) -> None:
    """Fail unless the object is alive and every path to it passes through an owner."""
    __tracebackhide__ = True
    _collect(after_gc)
    why = why_alive(obj_or_ref)
    if why.state != "lost":
        advice = "pass a weak reference and drop every name that leads to it past its owner"
        raise AssertionError(_message(obj_or_ref, why, "lost", after_gc, advice))


def assert_owned_by(obj_or_ref: object, owner: object, *, after_gc: bool = False) -> None:
    """Fail unless the object is lost and a path through this owner keeps it alive."""
    __tracebackhide__ = True
    _collect(after_gc)
    if not labels.is_owner(owner):
        raise AssertionError(f"{words_for(owner)} is not declared as an owner, so it can own nothing here: declare it "
                             "with register_owner(...), or its class with label(..., owner=True)")  # fmt: skip
    why = why_alive(obj_or_ref, paths=10)
    through = any(step.identity == id(owner) for path in why.paths for step in path.owner_steps)
    if why.state != "lost" or not through:
        wanted = f"owned by {words_for(owner)}"
        advice = "the paths show who holds it; what a name still reaches is not owned"
        raise AssertionError(_message(obj_or_ref, why, wanted, after_gc, advice))


def _collect(after_gc: bool) -> None:
    if after_gc:
        gc.collect()


def _is_only_a_local_of(frame: FrameType, why: Why) -> bool:
    """Whether one reference is all there is, and it is a name of this frame; a global is one of module code."""
    if why.counted > 1:
        return False
    if frame.f_locals is frame.f_globals:
        module = f"module {frame.f_globals.get('__name__')}"
        ends = [(path.steps[-2].identity if path.steps[1:] else path.root.text) for path in why.paths]
        return module in ends or id(frame.f_globals) in ends
    return any(path.root.text == frame_place(frame) and len(path.steps) == 1 for path in why.paths)


def _message(obj_or_ref: object, why: Why, wanted: str, after_gc: bool, advice: str) -> str:
    when = "after gc.collect()" if after_gc else "at once, without a collection"
    obj = referent(obj_or_ref) if is_weak(obj_or_ref) else obj_or_ref
    site = site_of(obj)
    lines = [f"{why.subject} is not {wanted} {when}: it is {why.verdict}", *why.details]
    made = [f"made at {site}"] if site is not None else []
    return "\n".join([*lines, *made, f"What to do: {advice}" if advice else "It is gone."])
