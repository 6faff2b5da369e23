"""One look at the heap: one thread at a time, with the collector paused, from the same roots for every question, and
without what every answer leaves out: the results of the instrument, and the containers that only they hold."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from array import array
from collections.abc import Callable
from contextlib import ContextDecorator
from typing import Any

from lifetimes import labels

from .attributes import class_namespace
from .frames import emptied, frame_locals, is_instrument, is_ours, running_frames
from .roots import Seed, broken_modules, contexts_of_other_threads, seeds

UNIT = object.__basicsize__.bit_length() - 1
"""The bits of an address inside the smallest object. `id(obj) >> UNIT` is as good a key as the address, and three
times as fast: what is close in memory is then close in the table too."""

_PATIENCE = 2.0
"""Seconds after which a thread that waits for the look of another says so."""

_turn = threading.RLock()
"""Held by the thread that looks: the lists of one walk would grow under another that discovers them."""


class undisturbed(ContextDecorator):  # noqa: N801  it reads as a verb
    """Let no other thread look meanwhile, and keep the collector from running because of what we allocate."""

    __slots__ = ("_enabled",)

    def __enter__(self) -> None:
        if not _turn.acquire(timeout=_PATIENCE):
            here = threading.current_thread().name
            print(f"lifetimes: thread {here!r} waits while another looks at the heap", file=sys.stderr)
            _turn.acquire()
        self._enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *error: object) -> None:
        _turn.release()
        if self._enabled:
            gc.enable()  # the last thing: what is allocated after it may start a collection

    def _recreate_cm(self) -> undisturbed:
        return undisturbed()


class Look:
    """The roots, what is left out, and the youngest objects, at one moment inside `undisturbed`."""

    __slots__ = ("hidden", "seeds", "young")

    def __init__(self) -> None:
        labels.resolve_names()
        emptied.clear()
        self.seeds: list[Seed] = seeds()
        self.seeds += contexts_of_other_threads(self.seeds)
        self.hidden = hidden_ids()
        self.hidden |= {id(self), id(self.seeds), id(self.hidden), *broken_modules()}
        self.hidden.update(id(part) for seed in self.seeds for part in (seed, seed.root))
        # What is made after this line is the instrument's own: it is as young, and not in the list.
        self.young: list[object] = gc.get_objects(generation=0)

    def everything(self) -> list[object]:
        """All that the collector tracks, without what the instrument has made since."""
        return [*self.young, *gc.get_objects(generation=1), *gc.get_objects(generation=2)]


def counted_references(obj: object) -> int:
    """The references to an object that the interpreter counts, those of the instrument's frames taken away."""
    counted = sys.getrefcount(obj) - 1  # the argument of getrefcount itself
    frames = sys._current_frames()
    try:
        for ident in frames:
            for frame in running_frames(frames[ident]):
                if is_instrument(frame):
                    counted -= list(map(id, frame_locals(frame).values())).count(id(obj))
    finally:
        frames.clear()  # our own frame is in it: a cycle
        frame = None  # type: ignore[assignment]
    return counted


# What is left out ----------------------------------------------------------------------------------------------

_CONTAINERS = (list, dict, tuple, set, frozenset, array)


class _Hidden(weakref.ref[object]):
    """A weak reference, so that leaving a result out does not keep it; it takes itself out of the table when
    it dies."""

    __slots__ = ("key",)
    key: int

    def __new__(cls, result: object, forget: Callable[[Any], None]) -> _Hidden:
        made = super().__new__(cls, result, forget)
        made.key = id(result)
        return made


_hidden: dict[int, _Hidden] = {}

left_out: set[int] = set()
"""Ids of what whoever runs the program says is no part of it: the names in the modules of a test runner."""


def hide(result: object) -> None:
    """Leave a result of the instrument, and what it alone holds, out of every later answer."""
    _hidden[id(result)] = _Hidden(result, _forget)


def _forget(dead: _Hidden) -> None:
    _hidden.pop(dead.key, None)


def hidden_ids() -> set[int]:
    """The ids of all that is left out: the results still alive, what only they hold, the registry of labels, and
    what is no part of the program."""
    pending = [entry() for entry in list(_hidden.values())]
    ids = {id(_hidden), *left_out, *emptied, *(id(entry) for entry in _hidden.values()), *map(id, labels.registry())}
    while pending:
        result = pending.pop()
        if result is None or id(result) in ids:
            continue
        ids.add(id(result))
        pending += [part for part in gc.get_referents(result) if _is_only_held_by_one(part)]
    return ids


def _is_only_held_by_one(part: object) -> bool:
    # Seen from here: the holder, the list that get_referents made, the loop's name, this argument,
    # getrefcount's own.
    is_part = type(part) in _CONTAINERS or is_ours(class_namespace(type(part)).get("__module__"))
    return is_part and sys.getrefcount(part) <= 5
