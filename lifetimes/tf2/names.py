"""The names of `tf` that are classes and constants, and the namespace in which each stands."""

from __future__ import annotations

from typing import Any

from lifetimes import errors
from lifetimes.autograph.api import Feature
from lifetimes.graph import nest
from lifetimes.graph.graph import Graph
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation
from lifetimes.namespaces import bound_class, put
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import DType
from lifetimes.ops.registry import VALUES
from lifetimes.ops.shapes import TensorShape
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization
from lifetimes.tf2.checkpoint import Checkpoint
from lifetimes.tf2.module import Module
from lifetimes.tf2.scopes import NameScope
from lifetimes.tf2.tape import GradientTape, UnconnectedGradients
from lifetimes.tf2.tensor import Tensor
from lifetimes.tf2.tensor_spec import TensorSpec, TypeSpec
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD

VERSION = "2.21.0"

_CLASSES: dict[str, Any] = {
    "DType": DType,
    "GradientTape": GradientTape,
    "Graph": bound_class(Graph, WORLD),
    "IndexedSlices": IndexedSlices,
    "Module": Module,
    "Operation": Operation,
    "Tensor": Tensor,
    "TensorShape": TensorShape,
    "TensorSpec": TensorSpec,
    "TypeSpec": TypeSpec,
    "UnconnectedGradients": UnconnectedGradients,
    "Variable": Variable,
    "VariableAggregation": VariableAggregation,
    "VariableSynchronization": VariableSynchronization,
    "autodiff.GradientTape": GradientTape,
    "autograph.experimental.Feature": Feature,
    "dtypes.DType": DType,
    "name_scope": NameScope,
    "train.Checkpoint": Checkpoint,
    "newaxis": None,
}
_NEST = ("assert_same_structure", "flatten", "is_nested", "map_structure", "pack_sequence_as")


def _table() -> dict[str, Any]:
    table = dict(_CLASSES)
    for dtype in dtypes.ALL:
        for name in {dtype.name, {"float16": "half", "float64": "double"}.get(dtype.name, dtype.name)}:
            table[name] = table[f"dtypes.{name}"] = dtype
    table["dtypes.as_dtype"] = table["as_dtype"] = dtypes.as_dtype
    table.update({f"nest.{name}": getattr(nest, name) for name in _NEST})
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, Exception) and name != "ShapeError":
            table[f"errors.{name}"] = kind
    for code, kind in errors.BY_CODE.items():
        table[f"errors.{_constant(kind.__name__)}"] = code
    table["errors.OK"] = 0
    table.update(VALUES["tf2"])
    table["version.VERSION"] = table["__version__"] = VERSION
    return table


def _constant(name: str) -> str:
    words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name.removesuffix("Error"))
    return words.strip("_").upper()


def add_to(package: str, top: dict[str, Any]) -> None:
    """Put the classes and constants into the world's namespace."""
    for dotted, value in _table().items():
        *prefix, name = dotted.split(".")
        put(package, top, prefix, name, value)
