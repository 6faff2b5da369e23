"""The names of `tf` that are classes and constants, and the namespace in which each stands."""

from __future__ import annotations

from typing import Any

from lifetimes import errors
from lifetimes.autograph.api import Feature
from lifetimes.graph import nest
from lifetimes.graph.control.tensor_array import TensorArray
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
from lifetimes.tf2.library.checkpoint_manager import CheckpointManager
from lifetimes.tf2.library.generator import Algorithm, Generator
from lifetimes.tf2.library.keras import NAMES as KERAS
from lifetimes.tf2.library.ragged.ragged_spec import RaggedTensorSpec
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor
from lifetimes.tf2.library.saved_model.saving import LoadOptions, SaveOptions
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
    "TensorArray": bound_class(TensorArray, WORLD),
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
    "RaggedTensor": RaggedTensor,
    "RaggedTensorSpec": RaggedTensorSpec,
    "random.Algorithm": Algorithm,
    "random.Generator": Generator,
    "random.experimental.Generator": Generator,
    "saved_model.LoadOptions": LoadOptions,
    "saved_model.SaveOptions": SaveOptions,
    "train.Checkpoint": Checkpoint,
    "train.CheckpointManager": CheckpointManager,
    "newaxis": None,
}
_NEST = ("assert_same_structure", "flatten", "is_nested", "map_structure", "pack_sequence_as")


def _table() -> dict[str, Any]:
    table = dict(_CLASSES)
    for dtype in dtypes.ALL:
        for name in {dtype.name, {"float16": "half", "float64": "double"}.get(dtype.name, dtype.name)}:
            table[name] = table[f"dtypes.{name}"] = dtype
    table.update({f"keras.{name}": value for name, value in KERAS.items()})
    table.update({name: value for name, value in KERAS.items() if name.startswith("initializers.")})
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
