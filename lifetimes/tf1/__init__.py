"""TensorFlow 1: one implicit default graph owns everything.

    import lifetimes.tf1 as tf

    v = tf.Variable(1.0)      # goes into the default graph of this thread, and into two of its collections
    del v                     # nothing is freed: the graph holds it, and `sess.run("Variable:0")` finds it

Names, signatures, errors and what is printed are those of `tensorflow.compat.v1` with v2 behaviour off.
"""

from __future__ import annotations

import sys
from typing import Any

from lifetimes.autograph import api as _autograph  # imported for what it publishes
from lifetimes.graph import (
    checkpoint_reader,
    control_gradients,
    custom_gradient,
    differentiation,
    event_writer,
    files,
    functional,
    graph_util,
    tensor_array,
)
from lifetimes.namespaces import absent, bind, put
from lifetimes.ops import everything
from lifetimes.ops.registry import PUBLIC
from lifetimes.tf1 import (
    assigning,
    checkpoint_init,
    global_step,
    graph_building,
    inlining,
    labelled,
    learning_rates,
    lifting,
    losses,
    meta_import,
    modes,
    moving_averages,
    names,
    optimizers,
    saved_model,
    session,
    summary,
    tape,
    templates,
    variable_lists,
    variable_store,
    layers,
    metrics,
)
from lifetimes.tf1.world import WORLD

_PARTS = (
    assigning, checkpoint_init, checkpoint_reader, control_gradients, custom_gradient, differentiation, event_writer, everything, files, functional, global_step,
    graph_building, inlining, graph_util, labelled, learning_rates, lifting, losses, meta_import, modes, moving_averages, optimizers,
    saved_model, session, summary, tape, templates, tensor_array, variable_lists, variable_store,
)  # fmt: skip  # imported for what they publish

_NAMES = bind(__name__, WORLD, PUBLIC["tf1"])
names.add_to(__name__, _NAMES)
put(__name__, _NAMES, ["compat"], "v1", sys.modules[__name__])
sys.modules[f"{__name__}.compat.v1"] = sys.modules[__name__]
globals().update(_NAMES)


def __getattr__(name: str) -> Any:
    raise AttributeError(name if name.startswith("__") else absent(__name__, name))


def __dir__() -> list[str]:
    return sorted(_NAMES)
