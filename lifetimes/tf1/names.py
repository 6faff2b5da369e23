"""The names of `tf` that need no world: classes, constants, settings, and the few objects that belong to the module."""

from __future__ import annotations

from typing import Any

from lifetimes import errors
from lifetimes.autograph.api import Feature
from lifetimes.graph import nest
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.namespaces import put
from lifetimes.ops import dtypes, shapes
from lifetimes.ops import variable_options as options
from lifetimes.ops.registry import VALUES
from lifetimes.tf1.fetches import IndexedSlicesValue
from lifetimes.tf1.graph_keys import GraphKeys
from lifetimes.tf1.variable_scope import AUTO_REUSE

VERSION = "2.21.0"

_CLASSES: dict[str, Any] = {
    "AUTO_REUSE": AUTO_REUSE,
    "DType": dtypes.DType,
    "Dimension": shapes.Dimension,
    "GraphKeys": GraphKeys,
    "IndexedSlices": IndexedSlices,
    "IndexedSlicesValue": IndexedSlicesValue,
    "Operation": Operation,
    "Tensor": Tensor,
    "TensorShape": shapes.TensorShapeV1,
    "UnconnectedGradients": options.UnconnectedGradients,
    "VERSION": VERSION,
    "VariableAggregation": options.VariableAggregation,
    "VariableSynchronization": options.VariableSynchronization,
    "__version__": VERSION,
    "as_dtype": dtypes.as_dtype,
    "autograph.experimental.Feature": Feature,
    "newaxis": None,
    "version.VERSION": VERSION,
}
_NEST = ("assert_same_structure", "flatten", "is_nested", "map_structure", "pack_sequence_as")


def _table() -> dict[str, Any]:
    table = dict(_CLASSES)
    kinds = {dtype.name: dtype for dtype in dtypes.ALL} | {"half": dtypes.half, "double": dtypes.double}
    for name, dtype in kinds.items():
        table[name] = table[f"dtypes.{name}"] = dtype
    table.update({ref.name: ref for ref in map(dtypes.as_ref, dtypes.ALL)})
    table.update({f"nest.{name}": getattr(nest, name) for name in _NEST})
    table.update({f"errors.{name}": value for name, value in errors.published().items()})
    return table | VALUES["tf1"]


def add_to(package: str, top: dict[str, Any]) -> None:
    """Put the names into the world's namespace."""
    for dotted, value in _table().items():
        *prefix, name = dotted.split(".")
        put(package, top, prefix, name, value)
