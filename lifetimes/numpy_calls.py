"""How NumPy is called: with its warnings off, as TensorFlow has none, and so that a scalar stays an array.

To enter `np.errstate` costs more than to add two numbers; to run in a context that has it costs next to nothing. A
context is entered once at a time: where a kernel calls Python, and that runs kernels again, another way must be found.
"""

import contextvars
import threading
from collections.abc import Callable
from typing import Any, Final

import numpy as np


def caller() -> Callable[..., Any]:
    """Return a function that calls another quietly; RuntimeError inside of such a call."""
    context = contextvars.Context()  # an empty one: a copy would keep what the program has in its own
    context.run(np.seterr, all="ignore")
    return context.run


def is_reentry(error: Exception) -> bool:
    """Return whether a quiet call failed because it was made inside another: a kernel had called Python."""
    return type(error) is RuntimeError and "is already entered" in str(error)


def _gives_arrays() -> bool:
    """Return whether a ufunc with `out=...` gives an array without axes, not a scalar; an older NumPy refuses."""
    try:
        return type(np.add(1.0, 1.0, out=...)) is np.ndarray
    except TypeError:
        return False


GIVES_ARRAYS: Final = _gives_arrays()


def giving_arrays(ufunc: Callable[..., Any]) -> Callable[..., Any]:
    """Return what takes `out=...` and never gives a scalar, on any NumPy."""
    return ufunc if GIVES_ARRAYS else lambda *values, out: np.asarray(ufunc(*values))


class Quiet(threading.local):
    """How this thread calls a function quietly. RuntimeError inside of a call of its own."""

    def __init__(self) -> None:
        self.call = caller()
