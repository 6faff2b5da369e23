"""How Keras words an error that a layer's `call` raises: with the arguments that it was called with."""

from __future__ import annotations

import inspect
from typing import Any

from lifetimes import nest
from lifetimes.errors import OpError
from lifetimes.tf2.world import WORLD


def explain(error: Exception, name: str, signature: inspect.Signature, args: Any, kwargs: Any) -> Exception:
    """Return an error of the same class that names the call; the error itself where the call does not fit."""
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError:
        return error
    lines = [f"  • {word}={nest.map_structure(_shown, given[word]) if word in given else how.default}"
             for word, how in signature.parameters.items()]  # fmt: skip
    message = error.message if isinstance(error, OpError) else error.args[0] if error.args else ""
    text = f"Exception encountered when calling {name}.\n\n\x1b[1m{message}\x1b[0m\n\nArguments received by {name}:\n"
    text += "\n".join(lines)
    made: Any
    if isinstance(error, OpError):
        made = type(error)(error.node_def, error.op, text)
    else:
        try:
            made = type(error)(text)
        except TypeError:
            made = RuntimeError(text)
    made._names_its_call = True
    return made  # type: ignore[no-any-return]


def _shown(value: Any) -> str:
    if not WORLD.is_tensor(value):
        return repr(value)
    return f"tf.Tensor(shape={value.shape}, dtype={value.dtype.name})"
