"""`tf.layers`: functions and objects that make their variables by `get_variable`, and so share them by name.

A layer called as a function leaves nothing behind but its variables: their names are the only way back to
them. A layer object keeps them, and uses them again on every later call. Source:
`tf_keras/legacy_tf_layers/base.py` and `core.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lifetimes.graph.functional import cond_v1
from lifetimes.ops import dtypes
from lifetimes.ops.arrays import reshape
from lifetimes.ops.casting import identity
from lifetimes.ops.linear import matmul, tensordot
from lifetimes.ops.neural import bias_add, dropout_v1
from lifetimes.ops.normalization import batch_normalization as normalized
from lifetimes.ops.normalization import moments
from lifetimes.ops.registry import public
from lifetimes.ops.shapes import Shape, show
from lifetimes.tf1.graph_keys import GraphKeys
from lifetimes.tf1.variable_scope import variable_scope
from lifetimes.tf1.variable_store import get_variable
from lifetimes.tf1.initial import ones, zeros

_NAMES_GIVEN: Final = ("__layer_names",)


def _numbered(world: Any, base: str) -> str:
    """Return the next name of an unnamed layer of this kind in the default graph: `dense_1`, then `dense_2`."""
    kept = world.current_graph().collections.setdefault(_NAMES_GIVEN, [])
    kept.append(base)
    return f"{base}_{kept.count(base)}"
