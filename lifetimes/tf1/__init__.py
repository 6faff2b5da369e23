"""TensorFlow 1: one implicit default graph owns everything.

    import lifetimes.tf1 as tf

    v = tf.Variable(1.0)      # goes into the default graph of this thread, and into two of its collections
    del v                     # nothing is freed: the graph holds it, and `sess.run("Variable:0")` finds it

Names, signatures, errors and what is printed are those of `tensorflow.compat.v1` with v2 behaviour off.
The lesson is loaded here; a library room is loaded when one of its names is first used.
"""

import sys
from typing import Any

from lifetimes.namespaces import PublicNames, published_by
from lifetimes.tf1 import (
    graph_building,
    graph_collections,
    saver,
    scopes,
    session,
    variable_lists,
    variable_scope,
    variable_store,
)
from lifetimes.tf1.world import WORLD

__all__ = [
    "WORLD", "graph_building", "graph_collections", "saver", "scopes", "session",
    "variable_lists", "variable_scope", "variable_store",
]  # fmt: skip

_NAMES = PublicNames(__name__, "tf1", lambda: WORLD)
_NAMES.put("compat.v1", sys.modules[__name__])
sys.modules[f"{__name__}.compat.v1"] = sys.modules[__name__]
published_by(_NAMES, globals())


def __getattr__(name: str) -> Any:
    value = globals()[name] = _NAMES.find(name)
    return value


def __dir__() -> list[str]:
    return _NAMES.inside()
