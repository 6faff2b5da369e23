"""TensorFlow 2: a variable belongs to the Python object that holds it.

    import lifetimes.tf2 as tf

    v = tf.Variable(1.0)      # the name `v` holds the variable, and nothing else does
    del v                     # freed, at this statement

Ops compute when their line runs. Inside a `tf.function` they are recorded, once per signature.
"""

from __future__ import annotations

import sys
from typing import Any

from lifetimes.namespaces import absent, bind
from lifetimes.ops.registry import PUBLIC
from lifetimes.tf2 import names, parts
from lifetimes.tf2.library import compat
from lifetimes.tf2.world import WORLD

__all__ = ["WORLD", "parts"]

_NAMES = bind(__name__, WORLD, PUBLIC["tf2"])
names.add_to(__name__, _NAMES)
compat.add_to(__name__, _NAMES, sys.modules[__name__])
globals().update(_NAMES)


def __getattr__(name: str) -> Any:
    raise AttributeError(name if name.startswith("__") else absent(__name__, name))


def __dir__() -> list[str]:
    return sorted(_NAMES)
