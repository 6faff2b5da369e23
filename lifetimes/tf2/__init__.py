"""TensorFlow 2: a variable belongs to the Python object that holds it.

    import lifetimes.tf2 as tf

    v = tf.Variable(1.0)      # the name `v` holds the variable, and nothing else does
    del v                     # freed, at this statement

Ops compute when their line runs. Inside a `tf.function` they are recorded, once per signature.
The lesson is loaded here; a library room is loaded when one of its names is first used.
"""

import sys
from typing import Any

from lifetimes.library import load
from lifetimes.namespaces import PublicNames, published_by
from lifetimes.tf2 import checkpoint, function, module, scopes, tape
from lifetimes.tf2.world import WORLD

__all__ = ["WORLD", "checkpoint", "function", "module", "scopes", "tape"]

_NAMES = PublicNames(__name__, "tf2", lambda: WORLD)
_NAMES.put("compat.v2", sys.modules[__name__])
_LENT = (
    "GradientTape", "Graph", "Module", "RaggedTensor", "RaggedTensorSpec", "Tensor", "TensorShape", "TensorSpec",
    "TypeSpec", "config", "custom_gradient", "function", "is_symbolic_tensor", "is_tensor", "keras", "nest",
    "py_function", "ragged", "random", "stop_gradient", "test", "type_spec_from_value",
)  # fmt: skip
_OLD_NAMES = PublicNames(
    f"{__name__}.compat.v1", "compat.v1", lambda: load("tf2.library.compat").BRIDGE, _NAMES, *_LENT
)
_NAMES.put("compat.v1", _OLD_NAMES.namespace())
published_by(_NAMES, globals())


def __getattr__(name: str) -> Any:
    value = globals()[name] = _NAMES.find(name)
    return value


def __dir__() -> list[str]:
    return _NAMES.inside()
