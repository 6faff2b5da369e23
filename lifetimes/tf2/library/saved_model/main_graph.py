"""The graph around the functions of a SavedModel: what an old loader runs by names, and the values that were captured.

w = VarHandleOp         one for each variable          Const = Const       one for each value that was captured
serving_default_x = Placeholder  ->  serving_default = StatefulPartitionedCall  ->  the outputs of a signature
saver_filename = Placeholder     ->  saver_save, saver_restore: all variables, by their keys in the checkpoint
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.called_graphs import plain_node
from lifetimes.graph.data.graph_def import versions
from lifetimes.graph.data.protos import GraphDef, NameAttrList, SaverDef, SignatureDef
from lifetimes.graph.names import Names
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor
from lifetimes.tf2.library.saved_model.structures import spec_of_ragged, type_spec


class Place(NamedTuple):
    """A variable: the name that it was given, what it holds, and the key of that in the checkpoint."""

    name: str
    dtype: Any
    shape: Any
    key: str


class MainGraph:
    """A graph as it grows: each node under a name of its own, known by the number of the object that it stands for."""

    def __init__(self) -> None:
        self.graph_def = GraphDef(versions=versions())
        self._names, self._node_of = Names(), dict[int, str]()
        self._variables: list[tuple[str, Place]] = []

    def _add(self, op: str, name: str, inputs: Sequence[str] = (), **attrs: Any) -> str:
        found = self._names.unique_path(name)
        self.graph_def.node.append(plain_node(op, found, inputs, **attrs))
        return found

    def _const(self, name: str, value: Any) -> str:
        array = np.asarray(value)
        return self._add("Const", name, value=array, dtype=dtypes.of(array))

    def add_variable(self, number: int, place: Place) -> None:
        """Take in the handle of a variable."""
        name = self._names.unique_path(place.name)
        node = plain_node("VarHandleOp", name, (), dtype=place.dtype, shape=place.shape, shared_name=name)
        self.graph_def.node.append(node)
        self._node_of[number] = name
        self._variables.append((name, place))

    def add_table(self, number: int, table: Any) -> None:
        """Take in a table, still empty."""
        kinds = {"key_dtype": table.key_dtype, "value_dtype": table.value_dtype}
        self._node_of[number] = self._add("HashTableV2", "hash_table", **kinds)

    def add_constant(self, number: int, value: Array) -> str:
        """Take in a value that was captured, and return the name of its node."""
        self._node_of[number] = found = self._const("Const", value)
        return found

    def add_signature(self, key: str, concrete: Any, function: str, bound: Sequence[int]) -> SignatureDef:
        """Let a signature be run by the names of its inputs and outputs, and return what tells these."""
        made = SignatureDef(method_name="tensorflow/serving/predict")
        inputs, kinds = [], [tensor.dtype.base_dtype for tensor in concrete.graph.inputs]
        for tensor in concrete.graph.parameters:
            inputs.append(
                self._add("Placeholder", f"{key}_{tensor.op.name}", dtype=tensor.dtype, shape=tensor.static_shape)
            )
            made.inputs[tensor.op.name] = _info(f"{inputs[-1]}:0", tensor)
        inputs += [self._node_of[number] for number in bound]
        outs = [tensor.dtype.base_dtype for tensor in concrete.graph.outputs]
        name = self._add("StatefulPartitionedCall", "StatefulPartitionedCall", inputs,
                         f=NameAttrList(name=function), Tin=kinds, Tout=outs)  # fmt: skip
        place = count()
        for output, tensor in sorted(concrete._trace.structure.items()):
            parts = [_info(f"{name}:{next(place)}", one) for one in _parts_of(tensor)]
            made.outputs[output] = parts[0] if len(parts) == 1 else _composite(tensor, parts)
        return made

    def add_saver(self, object_key: str, objects: Array) -> SaverDef:
        """Let all variables be written to a checkpoint, with the graph of objects, and read from one."""
        file = self._add("Placeholder", "saver_filename", dtype=dtypes.string, shape=())
        places = [place for _, place in self._variables]
        keys = [*(place.key.encode() for place in places), object_key.encode()]
        names = self._const("saver/tensor_names", np.array(keys, object))
        slices = self._const("saver/shape_and_slices", np.array([b""] * len(keys), object))
        kinds = [*(place.dtype for place in places), dtypes.string]
        reads = [
            self._add("ReadVariableOp", f"{n}/Read/ReadVariableOp", [n], dtype=p.dtype) for n, p in self._variables
        ]
        values = [*reads, self._const("saver/objects", objects)]
        written = self._add("SaveV2", "saver/SaveV2", [file, names, slices, *values], dtypes=kinds)
        saved = self._add("Identity", "saver_save", [file, f"^{written}"], T=dtypes.string)
        read = self._add("RestoreV2", "saver/RestoreV2", [file, names, slices], dtypes=kinds)
        assigned = [
            self._add("AssignVariableOp", "saver/AssignVariableOp", [name, f"{read}:{number}"], dtype=place.dtype)
            for number, (name, place) in enumerate(self._variables)
        ]
        restored = self._add("NoOp", "saver_restore", [f"^{name}" for name in assigned])
        return SaverDef(
            filename_tensor_name=f"{file}:0", save_tensor_name=f"{saved}:0", restore_op_name=restored, version=2
        )


def _parts_of(value: Any) -> list[Any]:
    """Return the tensors of a result: itself, or those that a ragged one is made of."""
    return value._tensors() if isinstance(value, RaggedTensor) else [value]


def _composite(value: RaggedTensor, parts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {"composite_tensor": {"type_spec": type_spec(spec_of_ragged(value)), "components": parts}}


def _info(name: str, tensor: Any) -> Mapping[str, Any]:
    return {"name": name, "dtype": tensor.dtype.base_dtype, "tensor_shape": shape_proto(tensor.static_shape)}
