"""Frames and their locals, read so that nothing is left behind, and which frames are the instrument's own."""

import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

INSTRUMENT = ("lifetimes.observe", "lifetimes.labels", "lifetimes.cli", "lifetimes.pytest_plugin")
"""The modules whose frames are the instrument looking, and not part of what it looks at."""

_OPTIMIZED = 0x1  # inspect.CO_OPTIMIZED: the locals lie in the frame, not in a dictionary

emptied: set[int] = set()
"""The dictionaries that reading the frames has left in them, empty, since the last look."""


def is_ours(module: object) -> bool:
    """Whether this is the name of a module of the instrument."""
    return type(module) is str and module.startswith(INSTRUMENT)


def is_instrument(frame: FrameType) -> bool:
    """Whether this frame runs the instrument's own code."""
    return is_ours(dict.get(frame.f_globals, "__name__"))


def is_fast(frame: FrameType) -> bool:
    """Whether this frame runs a function, whose locals no dictionary holds."""
    return bool(frame.f_code.co_flags & _OPTIMIZED)


def running_frames(innermost: FrameType | None) -> Iterator[FrameType]:
    """The frames from the innermost outwards."""
    while innermost is not None:
        yield innermost
        innermost = innermost.f_back


def frame_place(frame: FrameType) -> str:
    """`train() at train.py:12`, or `<module> at ...` for top-level code."""
    code = frame.f_code
    call = "" if code.co_name.startswith("<") else "()"
    return f"{code.co_name}{call} at {code.co_filename.rpartition('/')[2]}:{frame.f_lineno}"


def frame_locals(frame: FrameType) -> dict[str, object]:
    """The locals of a frame, without leaving anything behind in it.

    Up to Python 3.12 reading `f_locals` of a function stores a dictionary in the frame that goes on holding
    each value after its name is deleted: the instrument would itself keep alive what it reports on. So that
    dictionary is emptied again, unless the program holds it too (it called `locals()`), or a trace function
    is at work on this frame, since the interpreter then writes the dictionary back into the variables.
    """
    space: Any = frame.f_locals
    if type(space) is not dict and type(space).__name__ != "FrameLocalsProxy":
        return {}  # exec() with a mapping of the user's own: asking it would call user code
    copy = dict(space)
    # A profiler written in C, which cannot be called from Python, leaves the variables alone.
    is_starting = sys.gettrace() is not None and frame.f_lineno == frame.f_code.co_firstlineno
    is_traced = is_starting or frame.f_trace is not None or callable(sys.getprofile())
    if is_fast(frame) and type(space) is dict and sys.getrefcount(space) <= 3 and not is_traced:
        space.clear()
        emptied.add(id(space))
    return copy
