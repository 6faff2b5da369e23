"""A graph becomes data: nodes with names, ops, inputs by name and attributes; functions in a library beside them.

No Python object is in it and nothing is kept alive, with one exception: an attribute that *is* a Python object, as
the function of a `py_func`, goes along within the process, and `SerializeToString` refuses it by the node's name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Any, Final

from lifetimes.graph.data.attributes import attr_value, python_value, shape_proto
from lifetimes.graph.data.field import Map, Repeated
from lifetimes.graph.data.missing_ops import OUTPUTS, is_missing
from lifetimes.graph.data.op_signatures import signature_of
from lifetimes.graph.data.protos import AttrValue, FunctionDef, FunctionDefLibrary, GraphDef, NodeDef, VersionDef

if TYPE_CHECKING:
    from lifetimes.graph.tensor import Operation, Tensor

PRODUCER: Final = 2474  # the version that TensorFlow 2.21 writes into its graphs

# --- a graph ---------------------------------------------------------------------------------------------


def graph_def_of(
    operations: Iterable[Operation], inside: Container[Operation] = (), unlisted: Iterable[Operation] = ()
) -> GraphDef:
    """Return the operations of a graph as data, each waiting for others in the order of their names.

    Those `inside` a branch or body are marked: they do not run by themselves. What runs them is `unlisted`, and an
    attribute of the node that needs it first.
    """
    made, functions = GraphDef(versions=versions()), Functions()
    waiting = set(unlisted)
    for operation in operations:
        node = node_def(operation, functions)
        if operation in inside:
            node.attr["_inside"].b = True
        else:
            needed = waiting.intersection(tensor.op for tensor in operation.inputs)
            waiting -= needed
            for number, runs in enumerate(sorted(needed, key=lambda op: op.index)):
                node.attr[f"_runs_{number}"].s = node_def(runs, functions).SerializeToString()
        node.input.sort(key=lambda name: (name[0] == "^", name if name[0] == "^" else ""))
        list.append(made.node, node)
    if functions.made:
        made.library.function.extend(functions.made)
    return made


def versions() -> VersionDef:
    """Return which versions of TensorFlow a graph is for; kept for programs that print it."""
    return VersionDef(producer=PRODUCER)


class Functions:
    """The functions that the nodes of a graph call, each under a name of its own."""

    def __init__(self) -> None:
        self.made: list[FunctionDef] = []
        self._names: dict[int, str] = {}

    def name_of(self, graph: Any) -> str:
        """Return the name of a function, and take it in where it is new."""
        found = self._names.get(id(graph))
        if found is None:
            taken, number = set(self._names.values()), 0
            found = graph.name
            while found in taken:
                number += 1
                found = f"{graph.name}_{number}"
            self._names[id(graph)] = found
            self.made.append(function_def(graph, found, self))
        return found


# --- a node ----------------------------------------------------------------------------------------------


def node_def(operation: Operation, functions: Functions | None = None) -> NodeDef:
    """Return one operation as data; `functions` takes in those that it calls."""
    names = [t.op.name if t.value_index == 0 else t.name for t in operation.inputs]
    names += [f"^{control.name}" for control in operation.control_inputs]
    signature = signature_of(operation.type)
    inferred = _derived(operation) if signature is None else signature.inferred(operation)
    renamed = {} if signature is None else signature.renamed
    own = {key: value for key, value in operation.attrs.items() if key not in ("_callee", "_value_shape")}
    attrs = {**operation.definition.shown, **inferred, **{renamed.get(key, key): own[key] for key in own}}
    fields = NodeDef.by_name
    shown = {key: _attribute(key, value, functions) for key, value in attrs.items() if key not in ("", OUTPUTS)}
    inputs, device = Repeated(fields["input"], names), operation.device
    return NodeDef.holding(
        name=operation.name, op=operation.type, input=inputs, device=device, attr=Map(fields["attr"], shown)
    )


def _attribute(key: str, value: Any, functions: Functions | None) -> AttrValue:
    if hasattr(value, "internal_captures"):
        return AttrValue(func={"name": value.name if functions is None else functions.name_of(value)})
    if key == "_fetches":
        return attr_value(key, [tensor.name for tensor in value])
    return python_value(value) if key == "_gradient" else attr_value(key, value)


def _derived(operation: Operation) -> dict[str, Any]:
    """Return the dtype attributes of an op that TensorFlow does not have. One that is not here has all its own."""
    if is_missing(operation.definition):
        return {}
    declared = operation.definition.declared(len(operation.inputs))
    found = {one.attr: tensor.dtype.base_dtype for one, tensor in zip(declared, operation.inputs, strict=True)
             if one.group[:1].isupper()}  # fmt: skip
    if not found and operation.inputs and operation.outputs:
        found["T"] = operation.inputs[0].dtype.base_dtype
    return found


# --- a function ------------------------------------------------------------------------------------------


def library_with(graph: Any) -> FunctionDefLibrary:
    """Return a FuncGraph as data, the last of a library that has the functions which it calls too."""
    functions = Functions()
    functions.name_of(graph)
    return FunctionDefLibrary(function=functions.made)


def function_def(graph: Any, name: str, functions: Functions) -> FunctionDef:
    """Return a FuncGraph as data. Its inputs are arguments, those that it captured last, and no longer nodes."""
    made = FunctionDef(signature={"name": name})
    arguments = {id(tensor): tensor.op.name for tensor in graph.inputs}
    for number, tensor in enumerate(graph.inputs):
        made.signature.input_arg.add(name=tensor.op.name, type=tensor.dtype)
        made.arg_attr[number].attr["_output_shapes"].list.shape.append(shape_proto(tensor.static_shape))
    made.attr["_captures"].i = len(graph.captures)
    for operation in graph.get_operations():
        if not any(id(tensor) in arguments for tensor in operation.outputs):
            node = node_def(operation, functions)
            inputs = [_reference(tensor, arguments) for tensor in operation.inputs]
            node.input = [*inputs, *node.input[len(inputs) :]]
            list.append(made.node_def, node)
    for number, tensor in enumerate(graph.outputs):
        made.signature.output_arg.add(name=f"output_{number}", type=tensor.dtype.base_dtype)
        made.ret[f"output_{number}"] = _reference(tensor, arguments)
    for operation in graph.effects:
        made.signature.control_output.append(operation.name)
        made.control_ret[operation.name] = operation.name
    return made


def _reference(tensor: Tensor, arguments: dict[int, str]) -> str:
    """Return how a node inside a function names what it reads: an argument, or an output of another node."""
    if id(tensor) in arguments:
        return arguments[id(tensor)]
    signature, index = signature_of(tensor.op.type), tensor.value_index
    place = f"output:{index}" if signature is None else signature.output_name(tensor.op.outputs, index)
    return f"{tensor.op.name}:{place}"
