"""TensorFlow 2: a variable belongs to the Python object that holds it.

    import lifetimes.tf2 as tf

    v = tf.Variable(1.0)      # the name `v` holds the variable, and nothing else does
    del v                     # freed, at this statement

Ops compute when their line runs. Inside a `tf.function` they are recorded, once per signature.
"""

from __future__ import annotations

import sys
from typing import Any

from lifetimes.autograph import api as _autograph  # imported for what it publishes
from lifetimes.graph import checkpoint_reader, control, control_gradients, functional, tensor_array
from lifetimes.namespaces import absent, bind
from lifetimes.ops import everything
from lifetimes.ops.registry import PUBLIC
from lifetimes.tf2 import function as functions
from lifetimes.tf2 import labelled as _labelled  # what the instrument may know
from lifetimes.tf2 import compat, custom, generator, names, ragged_functions, scopes, summaries
from lifetimes.tf2.world import WORLD

__all__ = ["WORLD"]

_PARTS = (
    checkpoint_reader,
    control,
    control_gradients,
    custom,
    everything,
    functional,
    functions,
    generator,
    scopes,
    summaries,
    tensor_array,
)  # imported for what they publish
globals().update(bind(__name__, WORLD, ragged_functions.dispatched(PUBLIC["tf2"])))
names.add_to(__name__, globals())
compat.add_to(__name__, globals(), sys.modules[__name__])


def __getattr__(name: str) -> Any:
    raise AttributeError(name if name.startswith("__") else absent(__name__, name))


def __dir__() -> list[str]:
    hidden = {
        "absent",
        "annotations",
        "bind",
        "checkpoint_reader",
        "control",
        "everything",
        "generator",
        "names",
        "scopes",
        "tensor_array",
        "Any",
        "PUBLIC",
        "WORLD",
    }
    return sorted(name for name in globals() if not name.startswith("_") and name not in hidden)
