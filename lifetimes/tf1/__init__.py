"""TensorFlow 1: one implicit default graph owns everything.

    import lifetimes.tf1 as tf

    v = tf.Variable(1.0)      # goes into the default graph of this thread, and into two of its collections
    del v                     # nothing is freed: the graph holds it, and `sess.run("Variable:0")` finds it

Names, signatures, errors and what is printed are those of `tensorflow.compat.v1` with v2 behaviour off.
"""

from __future__ import annotations

import sys
from typing import Any

from lifetimes.namespaces import absent, bind, put
from lifetimes.ops.registry import PUBLIC
from lifetimes.tf1 import names, parts
from lifetimes.tf1.world import WORLD

__all__ = ["WORLD", "parts"]

_NAMES = bind(__name__, WORLD, PUBLIC["tf1"])
names.add_to(__name__, _NAMES)
put(__name__, _NAMES, ["compat"], "v1", sys.modules[__name__])
sys.modules[f"{__name__}.compat.v1"] = sys.modules[__name__]
globals().update(_NAMES)


def __getattr__(name: str) -> Any:
    raise AttributeError(name if name.startswith("__") else absent(__name__, name))


def __dir__() -> list[str]:
    return sorted(_NAMES)
