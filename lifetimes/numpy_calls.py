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


class Quiet(threading.local):
    """The caller of this thread. What is called inside of a call of its own, it calls more slowly."""

    def __init__(self) -> None:
        self._call = caller()

    def __call__(self, function: Callable[..., Any], *args: Any) -> Any:
        """Return what the function returns."""
        try:
            return self._call(function, *args)
        except RuntimeError as error:
            if not is_reentry(error):
                raise
        with np.errstate(all="ignore"):
            return function(*args)
