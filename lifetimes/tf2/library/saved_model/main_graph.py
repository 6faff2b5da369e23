"""The graph around the functions of a SavedModel: what an old loader runs by names, and the values that were captured.

w = VarHandleOp         one for each variable          Const = Const       one for each value that was captured
serving_default_x = Placeholder  ->  serving_default = StatefulPartitionedCall  ->  the outputs of a signature
saver_filename = Placeholder     ->  saver_save, saver_restore: all variables, by their keys in the checkpoint
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import numpy as np

from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.called_graphs import plain_node
from lifetimes.graph.data.graph_def import versions
from lifetimes.graph.data.protos import GraphDef, NameAttrList, SaverDef, SignatureDef
from lifetimes.graph.names import Names
from lifetimes.ops import Array, dtypes
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor
from lifetimes.tf2.library.saved_model.structures import type_spec


class MainGraph:
    """A graph as it grows: each node under a name of its own, known by the number of the object that it stands for."""

    def __init__(self) -> None:
        self.graph_def = GraphDef(versions=versions())
        self._names, self._node_of = Names(), dict[int, str]()
        self._variables: list[tuple[str, Any, str]] = []  # name, dtype and key in the checkpoint

    def _add(self, op: str, name: str, inputs: Sequence[str] = (), **attrs: Any) -> str:
        found = self._names.unique_path(name)
        self.graph_def.node.append(plain_node(op, found, inputs, **attrs))
        return found

    def _const(self, name: str, value: Any) -> str:
        array = np.asarray(value)
        return self._add("Const", name, value=array, dtype=dtypes.of(array))

    def add_variable(self, number: int, name: str, variable: Any, key: str) -> None:
        """Take in the handle of a variable, whose value has that key in the checkpoint."""
        found, shape = self._names.resolve(name), variable.static_shape
        node = plain_node("VarHandleOp", found, (), dtype=variable.dtype, shape=shape, shared_name=found)
        self.graph_def.node.append(node)
        self._node_of[number] = found
        self._variables.append((found, variable.dtype, key))

    def add_table(self, number: int, table: Any) -> None:
        """Take in a table, still empty."""
        kinds = {"key_dtype": table.key_dtype, "value_dtype": table.value_dtype}
        self._node_of[number] = self._add(table._op, "hash_table", **kinds)

    def add_constant(self, number: int, value: Array) -> str:
        """Take in a value that was captured, and return the name of its node."""
        self._node_of[number] = found = self._const("Const", value)
        return found

    def add_signature(self, key: str, concrete: Any, function: str, bound: Sequence[int]) -> SignatureDef:
        """Let a signature be run by the names of its inputs and outputs, and return what tells these."""
        made = SignatureDef(method_name="tensorflow/serving/predict")
        inputs, kinds = [], [tensor.dtype.base_dtype for tensor in concrete.graph.inputs]
        for tensor in concrete.graph.parameters:
            name = tensor.op.name
            inputs.append(self._add("Placeholder", f"{key}_{name}", dtype=tensor.dtype, shape=tensor.static_shape))
            made.inputs[name] = _info(f"{inputs[-1]}:0", tensor)
        inputs += [self._node_of[number] for number in bound]
        outs = [tensor.dtype.base_dtype for tensor in concrete.graph.outputs]
        name = self._add("StatefulPartitionedCall", "StatefulPartitionedCall", inputs,
                         f=NameAttrList(name=function), Tin=kinds, Tout=outs)  # fmt: skip
        place = count()
        for output, tensor in sorted(concrete._trace.structure.items()):
            if not isinstance(tensor, RaggedTensor):
                made.outputs[output] = _info(f"{name}:{next(place)}", tensor)
                continue
            parts = [_info(f"{name}:{next(place)}", one) for one in tensor._tensors()]
            made.outputs[output] = {
                "composite_tensor": {"type_spec": type_spec(tensor._type_spec), "components": parts}
            }
        return made

    def add_saver(self, object_key: str, objects: Array) -> SaverDef:
        """Let all variables be written to a checkpoint, with the graph of objects, and read from one."""
        file = self._add("Placeholder", "saver_filename", dtype=dtypes.string, shape=())
        variables = self._variables
        keys = [*(key.encode() for _, _, key in variables), object_key.encode()]
        names = self._const("saver/tensor_names", np.array(keys, object))
        slices = self._const("saver/shape_and_slices", np.array([b""] * len(keys), object))
        kinds = [*(dtype for _, dtype, _ in variables), dtypes.string]
        reads = [self._add("ReadVariableOp", f"{name}/Read/ReadVariableOp", [name], dtype=dtype)
                 for name, dtype, _ in variables]  # fmt: skip
        values = [*reads, self._const("saver/objects", objects)]
        written = self._add("SaveV2", "saver/SaveV2", [file, names, slices, *values], dtypes=kinds)
        saved = self._add("Identity", "saver_save", [file, f"^{written}"], T=dtypes.string)
        read = self._add("RestoreV2", "saver/RestoreV2", [file, names, slices], dtypes=kinds)
        assigned = [self._add("AssignVariableOp", "saver/AssignVariableOp", [name, f"{read}:{number}"], dtype=dtype)
                    for number, (name, dtype, _) in enumerate(variables)]  # fmt: skip
        restored = self._add("NoOp", "saver_restore", [f"^{name}" for name in assigned])
        return SaverDef(
            filename_tensor_name=f"{file}:0", save_tensor_name=f"{saved}:0", restore_op_name=restored, version=2
        )


def _info(name: str, tensor: Any) -> Mapping[str, Any]:
    return {"name": name, "dtype": tensor.dtype.base_dtype, "tensor_shape": shape_proto(tensor.static_shape)}
