"""What TensorFlow 1 says where a value, a symbol or a session is refused."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.errors import InaccessibleTensorError
from lifetimes.graph.graph import Graph
from lifetimes.ops.debugging.refusals import symbol
from lifetimes.ops.values import CannotConvert

__all__ = ["nesting", "no_session", "not_fetchable", "other_graph", "symbol", "value"]


def value(error: CannotConvert) -> Exception:
    """Return the exception for a Python value that has no form as a tensor."""
    value, wanted = error.value, error.dtype
    if error.reason == "none":
        return ValueError("None values not supported.")
    if error.reason == "ragged":
        return _numpys_words(value)
    if error.reason == "type" and wanted is not None:
        return TypeError(f"Expected {wanted.name}, but got {value} of type '{type(value).__name__}'.")
    return TypeError(
        f"Failed to convert elements of {value!r} to Tensor. Consider casting elements to a supported type. See "
        "https://www.tensorflow.org/api_docs/python/tf/dtypes for supported TF dtypes."
    )


def _numpys_words(value: Any) -> Exception:
    """Return NumPy's own error for a list whose rows differ in length; the old world hands it on."""
    try:
        np.array(value)
    except ValueError as error:
        return error
    return ValueError("setting an array element with a sequence.")


def no_session(purpose: str) -> ValueError:
    """Return the error for a tensor or operation that no default session could run."""
    tensor = "tensor" in purpose
    what = "evaluate tensor using `eval()`" if tensor else "execute operation using `run()`"
    return ValueError(
        f"Cannot {what}: No default session is registered. Use `with sess.as_default(){'' if tensor else ':'}` or "
        f"pass an explicit session to `{'eval' if tensor else 'run'}(session=sess)`"
    )


def other_graph(purpose: str, which: str) -> ValueError:
    """Return the error for a session of another graph: `which` is "given" or "default"."""
    differs = f"the {purpose.split()[-1]}'s graph is different from the session's graph."
    call = "eval" if "tensor" in purpose else "run"
    hint = f" Pass an explicit session to `{call}(session=sess)`." if which == "default" else ""
    return ValueError(f"Cannot use the {which} session to {purpose}: {differs}{hint}")


def nesting(item: Any) -> AssertionError:
    """Return the error for a default graph or session that is left before one that was entered after it."""
    place = "framework.ops" if isinstance(item, Graph) else "client.session"
    kind = f"tensorflow.python.{place}.{type(item).__name__}"
    return AssertionError(f"Nesting violated for default stack of <class '{kind}'> objects")


def not_fetchable(op: Any) -> InaccessibleTensorError:
    """Return the error for a fetch that does not run by itself: a node of a branch or a loop body."""
    return InaccessibleTensorError(
        f"Operation {op.name} has been marked as not fetchable. Typically this happens when it is defined in another "
        "function or code block. Use return values, explicit Python locals or TensorFlow collections to access it."
    )
