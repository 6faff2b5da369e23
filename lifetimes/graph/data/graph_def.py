"""A graph becomes data: nodes with names, ops, inputs by name and attributes; functions in a library beside them.

No Python object is in it and nothing is kept alive, with one exception: an attribute that *is* a Python object, as
a gradient that the program wrote, goes along within the process, and `SerializeToString` leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from lifetimes.graph.control.ordering import Turns, has_state
from lifetimes.graph.data import called_graphs, colocation, spelled_out
from lifetimes.graph.data.attributes import attr_value, each, python_value, shape_proto
from lifetimes.graph.data.field import Map, Repeated
from lifetimes.graph.data.op_signatures import OUTPUTS, is_missing, signature_of
from lifetimes.graph.data.protos import AttrValue, FunctionDef, GraphDef, NodeDef, VersionDef
from lifetimes.ops.dtypes import as_dtype
from lifetimes.ops.state import value_shape

if TYPE_CHECKING:
    from lifetimes.graph.function_graph import FuncGraph
    from lifetimes.graph.tensor import Operation, Tensor

PRODUCER: Final = 2474  # the version that TensorFlow 2.21 writes into its graphs


def graph_def_of(
    operations: Iterable[Operation], inside: Container[Operation] = (), unlisted: Iterable[Operation] = (),
    for_tensorflow: bool = False, shapes: bool = False,
) -> GraphDef:  # fmt: skip
    """Return the operations of a graph as data, each waiting for others in the order of their names.

    Those `inside` a branch or body are marked: they do not run by themselves. What runs them is `unlisted`, and an
    attribute of the node that needs it first.
    """
    made, functions = GraphDef(versions=versions()), Functions(for_tensorflow)
    waiting = set(unlisted)
    for operation in operations:
        *more, node = node_defs(operation, functions)
        list.extend(made.node, more)
        runs = operation.attrs.get("_runs_as", operation)
        if runs is not operation:
            read, node = node.input, node_def(operation)
            node.attr["_from"].CopyFrom(attr_value("", read))
        if operation in inside:
            node.attr["_inside"].b = True
        else:
            needed = waiting.intersection(tensor.op for tensor in runs.inputs)
            waiting -= needed
            running = [one for each in sorted(needed, key=lambda op: op.index) for one in node_defs(each, functions)]
            for number, one in enumerate(running):
                node.attr[f"_runs_{number}"].s = one.SerializeToString()
        if shapes and operation.outputs:
            told = node.attr["_output_shapes"].list.shape
            told.extend(shape_proto(tensor.static_shape) for tensor in operation.outputs)
        node.input.sort(key=lambda name: (name[0] == "^", name if name[0] == "^" else ""))
        list.append(made.node, node)
    if functions.made:
        made.library.function.extend(functions.made.values())
    return made


def versions() -> VersionDef:
    """Return which versions of TensorFlow a graph is for; kept for programs that print it."""
    return VersionDef(producer=PRODUCER)


class Functions:
    """The functions that the nodes of a graph call, each under a name of its own.

    Where they are for TensorFlow alone, ops that it does not have are spelled out as functions too, and `gradient_name`
    tells how the derivative that a program wrote for a node is named.
    """

    def __init__(
        self, for_tensorflow: bool = False, gradient_name: Callable[[Operation], str | None] | None = None
    ) -> None:
        self.made: dict[str, FunctionDef] = {}
        self.groups: dict[Operation, set[bytes]] = {}  # of the nodes that were written
        self.for_tensorflow, self.gradient_name = for_tensorflow, gradient_name
        self._spelled: dict[Any, FuncGraph] = {}
        self.of_graph: dict[int, str] = {}
        self._names: dict[tuple[int, ...], str] = {}
        self._taken: set[str] = set()

    def name_of(
        self, graph: Any, arguments: Sequence[Tensor] | None = None, returns: Sequence[Tensor] | None = None,
        name: str | None = None, kept: Sequence[Tensor] = (), finish: Callable[..., None] | None = None,
    ) -> str:  # fmt: skip
        """Return the name of a graph as a function, and take it in where it is new.

        It takes its inputs and gives its outputs, if nothing else is asked for: `arguments` has other tensors among
        its inputs where the function takes what it does not need, `returns` may name any of these, and `finish` adds
        what only TensorFlow's form has for the tensors `kept`.
        """
        arguments = graph.inputs if arguments is None else arguments
        returns = graph.outputs if returns is None else returns
        key = tuple(map(id, (graph, *arguments, None, *returns, None, *kept)))
        if key not in self._names:
            self._names[key] = self.of_graph[id(graph)] = found = self.free_name(name or graph.name)
            self.made[found] = function_def(graph, found, self, arguments, returns)
            if finish is not None:
                finish(kept, self.made[found])
        return self._names[key]

    def spelled(self, operation: Operation) -> str | None:
        """Return the name of the function that computes what an op does which TensorFlow does not have."""
        if not self.for_tensorflow or operation.type not in spelled_out.OPS:
            return None
        key = (operation.type, str(operation.attrs), *((t.dtype, t.static_shape) for t in operation.inputs))
        if key not in self._spelled:
            self._spelled[key] = graph = spelled_out.graph_of(operation)
            self.name_of(graph)
            graph.dismantle()
        return self.of_graph[id(self._spelled[key])]

    def captured_by(self, graph: Any) -> str:
        """Return the name of a graph of which the node that calls it knows how much it captured."""
        name = self.name_of(graph)
        self.made[name].attr["_captures"].i = len(graph.captured)
        return name

    def free_name(self, name: str) -> str:
        """Return a name that no function has, and let it be taken."""
        number, found = 0, name
        while found in self._taken:
            number += 1
            found = f"{name}_{number}"
        self._taken.add(found)
        return found


def node_def(operation: Operation) -> NodeDef:
    """Return one operation as data by itself."""
    inputs = map(output_name, operation.inputs)
    return _node(operation, operation.type, _own_attributes(operation), None, inputs, operation.control_inputs)


def attribute(operation: Operation, name: str) -> Any:
    """Return an attribute as a program sees it: dtypes, numbers, bytes, lists of such, and data for the rest."""
    attrs = node_def(operation).attr
    if name not in attrs:
        raise ValueError(f"Operation '{operation.name}' has no attr named '{name}'.")
    return each(attrs[name], lambda kind, value: as_dtype(value) if kind == "type" else value)


def output_name(tensor: Tensor) -> str:
    """Return how a node outside of functions names what it reads."""
    return tensor.op.name if tensor.value_index == 0 else f"{tensor.op.name}:{called_graphs.place_of(tensor)}"


def node_defs(
    operation: Operation, functions: Functions, names: Mapping[int, str] | None = None, used: Container[int] = ()
) -> list[NodeDef]:
    """Return one operation as data, behind other nodes that it needs there.

    `functions` takes in those that it calls. Inside a function `names` has the arguments, and `used` are the ids of the
    tensors that leave it.
    """
    operation = operation.attrs.get("_runs_as", operation)
    spelled, write = functions.spelled(operation), called_graphs.WRITERS.get(operation.type)
    if spelled is None:
        op, attrs = operation.type, write(operation, functions, used) if write else _own_attributes(operation)
    else:
        op, attrs = called_graphs.CALLS[0], called_graphs.call(spelled, operation.inputs, operation.outputs)
    inputs = [output_name(tensor) if names is None else _reference(tensor, names)
              for tensor in called_graphs.inputs_of(operation)]  # fmt: skip
    of_const, of_list = ("", "") if names is None else (":output:0", ":handle:0")
    more = called_graphs.before(operation, used, of_const)
    for place, node in more:
        if place is not None:
            inputs.insert(place, f"{node.name}{of_const if node.op == 'Const' else of_list}")
    waits = operation.control_inputs if names is None else operation._waits
    return [*(node for _, node in more), _node(operation, op, attrs, functions, inputs, waits)]


def _node(
    operation: Operation, op: str, attrs: Mapping[str, Any], functions: Functions | None, inputs: Iterable[str],
    waits: Iterable[Operation],
) -> NodeDef:  # fmt: skip
    shown = {key: _attribute(key, value, functions) for key, value in attrs.items()}
    groups = colocation.shown(operation, None if functions is None else functions.groups)
    if groups is not None:
        shown["_class"] = attr_value("", groups)
    if "_gradient" in shown and functions is not None and functions.gradient_name is not None:
        shown["_gradient_op_type"] = attr_value("", functions.gradient_name(operation))
    fields = NodeDef.by_name
    return NodeDef.holding(
        name=operation.name, op=op, input=Repeated(fields["input"], [*inputs, *(f"^{one.name}" for one in waits)]),
        device=str(operation.device), attr=Map(fields["attr"], shown),
    )  # fmt: skip


def _own_attributes(operation: Operation) -> dict[str, Any]:
    """Return the attributes of an op, with those that TensorFlow has because of what it reads and gives."""
    signature = signature_of(operation.type)
    inferred = _derived(operation) if signature is None else signature.inferred(operation)
    renamed = {} if signature is None else signature.renamed
    hidden = ("_callee", "_function", "_value_shape", "_runs_as", "", OUTPUTS)
    own = {renamed.get(key, key): value for key, value in operation.attrs.items() if key not in hidden}
    if "_shape" in own and own["_shape"] == value_shape(operation.inputs[0]):
        del own["_shape"]  # the handle tells it
    usual = {} if signature is None else {key: value for key, value in signature.defaults.items() if key[0] != "_"}
    shown = {**usual, **operation.definition.shown, **inferred, **own}
    return {key: value for key, value in shown.items() if key and not (key[0] == "_" and value is None)}


def _attribute(key: str, value: Any, functions: Functions | None) -> AttrValue:
    if hasattr(value, "internal_captures"):
        return AttrValue(func={"name": value.name if functions is None else functions.captured_by(value)})
    if key == "_fetches":
        return attr_value(key, [tensor.name for tensor in value])
    return python_value(value) if key == "_gradient" else attr_value(key, value)


def _derived(operation: Operation) -> dict[str, Any]:
    """Return the dtype attributes of an op that TensorFlow does not have. One that is not here has all its own."""
    if is_missing(operation.definition):
        return {}
    declared = operation.definition.declared(len(operation.inputs))
    found = {one.attr: tensor.dtype.base_dtype for one, tensor in zip(declared, operation.inputs, strict=False)
             if one.group[:1].isupper()}  # fmt: skip
    if not found and operation.inputs and operation.outputs:
        found["T"] = operation.inputs[0].dtype.base_dtype
    return found


def function_def(
    graph: Any, name: str, functions: Functions, arguments: Sequence[Tensor], returns: Sequence[Tensor]
) -> FunctionDef:
    """Return a FuncGraph as data. Its inputs are arguments, those that it captured last, and no longer nodes."""
    made, own = FunctionDef(signature={"name": name}), set(map(id, graph.inputs))
    names = {id(t): t.op.name if id(t) in own else f"unused_{n}" for n, t in enumerate(arguments)}
    for number, tensor in enumerate(arguments):
        written = tensor.dtype.is_ref and id(tensor) in own and called_graphs.is_written(tensor)
        kind = tensor.dtype if written else tensor.dtype.base_dtype
        made.signature.input_arg.add(name=names[id(tensor)], type=kind)
        made.arg_attr[number].attr["_output_shapes"].list.shape.append(shape_proto(tensor.static_shape))
    turns, used = Turns(), set(map(id, returns))
    for operation in graph.get_operations():
        if own.isdisjoint(map(id, operation.outputs)):
            nodes = node_defs(operation, functions, names, used)
            waits = [f"^{one.name}" for one in turns.before(operation)] if graph.in_order else []
            nodes[-1].input.extend([wait for wait in waits if wait not in nodes[-1].input])
            if functions.for_tensorflow and operation.outputs:  # their shapes are not inferred again
                attr, shapes = nodes[-1].attr, [shape_proto(tensor.static_shape) for tensor in operation.outputs]
                known = attr["output_shapes"].list.shape if "output_shapes" in attr else shapes
                attr["_output_shapes"].list.shape.extend(known)
            list.extend(made.node_def, nodes)
    for number, tensor in enumerate(returns):
        made.signature.output_arg.add(name=f"output_{number}", type=tensor.dtype.base_dtype)
        made.ret[f"output_{number}"] = _reference(tensor, names)
    for operation in turns.must_run:
        made.signature.control_output.append(operation.name)
        made.control_ret[operation.name] = operation.name
    made.signature.is_stateful = any(map(has_state, graph.get_operations()))
    return made


def _reference(tensor: Tensor, arguments: Mapping[int, str]) -> str:
    """Return how a node inside a function names what it reads: an argument, or an output of another node."""
    if id(tensor) in arguments:
        return arguments[id(tensor)]
    signature, index = signature_of(tensor.op.type), called_graphs.place_of(tensor)
    place = f"output:{index}" if signature is None else signature.output_name(tensor.op.outputs, index)
    return f"{tensor.op.name}:{place}"
