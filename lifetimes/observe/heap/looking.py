"""One look at the heap: one thread at a time, with the collector paused, from the same roots for every question."""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import ContextDecorator

from lifetimes import labels

from .frames import emptied, frame_locals, is_instrument, running_frames
from .hidden import hidden_ids
from .roots import Seed, broken_modules, contexts_of_other_threads, seeds

__all__ = ["UNIT", "Look", "counted_references", "undisturbed"]

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
