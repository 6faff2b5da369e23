"""Nodes that call graphs, as TensorFlow has them and as they are here.

    TensorFlow   If(cond, *all)                  both branches take all, each tensor once
    here         If(cond, *mine, *theirs)        each branch takes what it captured
    TensorFlow   While(*all)                     test and body take all, and the body returns all
    here         While(*starts, *mine, *theirs)  test and body take what changes, and what they captured
    TensorFlow   Case(index, *all)               chooses among several; here it is an If, and one in its other branch
    TensorFlow   PartitionedCall(*all)           gives what the function returns
    here         PartitionedCall(*all)           gives what is fetched from the graph

A function in a file takes what it does not need too, under names of no meaning. Where a gradient reads what a loop
remembers of each turn, the body pushes it onto lists that go round with the loop variables, behind what was captured.
What it reads of a branch is one more output; the branch that has no such thing gives anything.
Source: `tensorflow/python/ops/cond_v2.py`, `while_v2.py`.
"""

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes.graph.control.branches_and_loops import insides_of, leaf_tensors, remembered
from lifetimes.graph.data.attributes import attr_value
from lifetimes.graph.data.op_signatures import signature_of
from lifetimes.graph.data.protos import FunctionDef, NameAttrList, NodeDef
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import DType, dtypes

CALLS: Final = ("PartitionedCall", "StatefulPartitionedCall")
CASES: Final = ("Case", "StatelessCase")
LOOPS: Final = ("While", "StatelessWhile")

# --- writing ---------------------------------------------------------------------------------------------


def _kinds(tensors: Sequence[Tensor]) -> list[Any]:
    return [tensor.dtype.base_dtype for tensor in tensors]


def _read_leaves(operation: Operation, used: Container[int]) -> list[Tensor]:
    """Return what a loop or branch remembers, where a gradient reads any of it: tensors inside."""
    body, leaves = operation.attrs.get("body"), operation.attrs["leaves"]
    outputs = operation.outputs[len((body or operation.attrs["then"]).outputs) :]
    if not any(tensor._consumers or id(tensor) in used for tensor in outputs):
        return []
    return leaves if body is None else remembered(body, leaves)


def _if(operation: Operation, functions: Any, used: Container[int]) -> dict[str, Any]:
    then, other = operation.attrs["then"], operation.attrs["other"]
    split, leaves = 1 + len(then.captured), _read_leaves(operation, used)
    count, names = len(then.outputs) + len(leaves), []
    pred, *given = inputs_of(operation)
    for part, captured in ((then, operation.inputs[1:split]), (other, operation.inputs[split:])):
        inside = dict(zip(map(id, captured), part.inputs, strict=True))
        arguments = [inside.get(id(tensor), tensor) for tensor in given]
        returned = [*part.outputs, *(one for one in leaves if part.owns(one.op))]
        names.append(functions.name_of(part, arguments, returned, None, leaves, partial(_give_anything, part)))
    shapes = [tensor.static_shape for tensor in operation.outputs[: len(then.outputs)]]
    return {
        "then_branch": NameAttrList(name=names[0]), "else_branch": NameAttrList(name=names[1]),
        "Tcond": pred.dtype.base_dtype, "Tin": _kinds(given),
        "Tout": _kinds(operation.outputs[:count]), "output_shapes": [*shapes, *[None] * len(leaves)],
    }  # fmt: skip


def _give_anything(part: FuncGraph, leaves: Sequence[Tensor], function: FunctionDef) -> None:
    """Let a branch give something in place of each leaf that belongs to the other one."""
    outputs, given = function.signature.output_arg, len(part.outputs)
    own = iter(outputs[given:])
    del outputs[given:]
    for number, leaf in enumerate(leaves):
        if part.owns(leaf.op):
            outputs.append(next(own))
            continue
        name, kind = f"anything/{number}", leaf.dtype.base_dtype
        if kind == dtypes.variant:
            function.node_def.extend(_empty_list(name, kind, ":output:0"))
        else:
            zero = np.array(b"" if kind == dtypes.string else 0, kind.as_numpy_dtype)
            function.node_def.append(plain_node("Const", name, (), value=zero, dtype=kind))
        outputs.add(name=name, type=kind)
        function.ret[name] = f"{name}:{'handle' if kind == dtypes.variant else 'output'}:0"


def _while(operation: Operation, functions: Any, used: Container[int]) -> dict[str, Any]:
    test, body = operation.attrs["test"], operation.attrs["body"]
    count, split = len(body.outputs), len(body.outputs) + len(test.captured)
    kept = _read_leaves(operation, used)
    for_test, for_body = operation.inputs[count:split], operation.inputs[split:]
    tested = [*test.inputs, *for_body]
    turned = [*body.parameters, *for_test, *body.internal_captures]
    returned = [*body.outputs, *turned[count:]]
    names = [functions.name_of(test, tested, None, None, kept, _take_lists),
             functions.name_of(body, turned, [*returned, *kept], None, kept, _push)]  # fmt: skip
    kinds = [*_kinds(operation.inputs), *[dtypes.variant] * len(kept)]
    shapes = [*operation.attrs["shapes"], *(tensor.static_shape for tensor in operation.inputs[count:])]
    cond, turn = (NameAttrList(name=name) for name in names)
    return {"cond": cond, "body": turn, "T": kinds, "output_shapes": [*shapes, *[()] * len(kept)]}


def _take_lists(kept: Sequence[Tensor], function: FunctionDef) -> None:
    for number in range(len(kept)):
        function.signature.input_arg.add(name=f"turns/{number}", type=dtypes.variant)


def _push(kept: Sequence[Tensor], function: FunctionDef) -> None:
    """Let a body push the last of what it gives onto lists, and give these."""
    _take_lists(kept, function)
    outputs = function.signature.output_arg
    for number, (tensor, output) in enumerate(zip(kept, outputs[len(outputs) - len(kept) :], strict=True)):
        taken, name = f"turns/{number}", f"turns/{number}/pushed"
        kind = tensor.dtype.base_dtype
        pushed = plain_node("TensorListPushBack", name, [taken, function.ret[output.name]], element_dtype=kind)
        function.node_def.append(pushed)
        output.type, function.ret[output.name] = dtypes.variant, f"{name}:output_handle:0"


def _empty_list(name: str, kind: DType, of_const: str) -> list[NodeDef]:
    """Return the nodes that make an empty list, which grows and takes elements of any shape: the list is the last."""
    anything = plain_node("Const", f"{name}/any", (), value=np.array(-1, np.int32), dtype=dtypes.int32)
    inputs = [f"{anything.name}{of_const}"] * 2
    attrs = {"element_dtype": kind, "shape_type": dtypes.int32}
    return [anything, plain_node("EmptyTensorList", name, inputs, **attrs)]


def inputs_of(operation: Operation) -> Sequence[Tensor]:
    """Return what a node reads in a file: of a choice each tensor once, as TensorFlow knows captures by these."""
    if operation.type.removeprefix("Stateless") != "If":
        return operation.inputs
    pred, *captured = operation.inputs
    return [pred, *{id(tensor): tensor for tensor in captured}.values()]


def is_written(reference: Tensor) -> bool:
    """Return whether an argument has to be a reference, which functions of TensorFlow never take: to write to it."""
    return any(
        any(map(is_written, insides)) if insides else operation.definition.effect
        for operation in reference.consumers() for insides in [insides_of(operation, reference)]
    )  # fmt: skip


def place_of(tensor: Tensor) -> int:
    """Return which output of its node a tensor is in a file: what a loop remembers is behind what it captured."""
    operation, index = tensor.op, tensor.value_index
    if operation.type in LOOPS and index >= (count := len(operation.attrs["body"].outputs)):
        return index + len(operation.inputs) - count
    return index


def plain_node(op: str, name: str, inputs: Sequence[str], **attrs: Any) -> NodeDef:
    """Return a node of an op of TensorFlow with attributes under its names."""
    return NodeDef(name=name, op=op, input=inputs, attr={key: attr_value(key, value) for key, value in attrs.items()})


def before(operation: Operation, used: Container[int], of_const: str) -> list[tuple[int | None, NodeDef]]:
    """Return the inputs that only TensorFlow's form of a node has, as nodes named after it, each with its place.

    What these read themselves has none. `of_const` is how the output of a constant is named behind its node.
    """
    signature = signature_of(operation.type)
    more = [] if signature is None else signature.more_inputs()
    found: list[tuple[int | None, NodeDef]] = []
    for number, tensor in enumerate(_read_leaves(operation, used) if operation.type in LOOPS else ()):
        reads, made = _empty_list(f"{operation.name}/turns_{number}", tensor.dtype.base_dtype, of_const)
        found += [(None, reads), (len(operation.inputs) + number, made)]
    for place, one in more:
        shape = operation.attrs.get(one.attribute)
        sizes = np.array(-1 if shape is None else [-1 if size is None else size for size in shape], np.int32)
        node = plain_node("Const", f"{operation.name}/{one.name}", (), value=sizes, dtype=dtypes.int32)
        found.append((place, node))
    return found


def call(name: str, inputs: Sequence[Tensor], outputs: Sequence[Tensor]) -> dict[str, Any]:
    """Return the attributes of a node that calls a function."""
    return {"f": NameAttrList(name=name), "Tin": _kinds(inputs), "Tout": _kinds(outputs)}


def _call(operation: Operation, functions: Any, used: Container[int]) -> dict[str, Any]:
    name = functions.name_of(operation.attrs["f"], None, operation.attrs["_fetches"])
    return call(name, operation.inputs, operation.outputs)


# What TensorFlow's node has instead of the attributes here.
WRITERS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    "If": _if, "StatelessIf": _if, **dict.fromkeys(LOOPS, _while), **dict.fromkeys(CALLS, _call),
}  # fmt: skip


# --- reading ---------------------------------------------------------------------------------------------


class Read(NamedTuple):
    """A node of TensorFlow's as it is here; `place` tells where each of its outputs is: of the node, or of an input."""

    op: str
    inputs: Sequence[Tensor]
    attrs: dict[str, Any]
    place: Sequence[int | Tensor]


def read(
    world: Any, graph: Any, node: NodeDef, inputs: Sequence[Tensor], branch: Callable[..., FuncGraph]
) -> Read | None:
    """Return what a node of TensorFlow's is here; None where it is here as in the file.

    `branch` gives the function of a name as a graph inside another one, for such inputs; all that it takes are
    parameters.
    """
    kind, attr = node.op.removeprefix("Stateless"), node.attr
    if kind == "AddN" and inputs[0].dtype.kind == "v":  # TensorFlow has one op for numbers and for lists
        return Read("TensorListAdd", inputs, {}, [0])
    if kind == "If" and "then_branch" in attr:
        names = [attr[key].func.name for key in ("then_branch", "else_branch")]
        return _choice(node.op, inputs[0], *[(branch(name, graph, inputs[1:]), inputs[1:]) for name in names])
    if kind == "While" and "cond" in attr:
        return _read_while(node.op, inputs, *[branch(attr[key].func.name, graph, inputs) for key in ("cond", "body")])
    names = [one.name for one in attr["branches"].list.func] if node.op in CASES else []
    if len(names) < 2:
        return None
    return _read_case(node.op.replace("Case", "If"), world, graph, inputs, names, branch)


_Branch = tuple[FuncGraph, Sequence[Tensor]]  # and what it is given, of which it may not need all


def _choice(kind: str, pred: Tensor, then: _Branch, other: _Branch) -> Read:
    """Return the node of two branches, of which each takes what it needs of what it is given."""
    taken = [given[place] for graph, given in (then, other) for place in _capture(graph, range(len(graph.parameters)))]
    leaves = [tensor for graph, _ in (then, other) for tensor in leaf_tensors(graph)]
    attrs = {"then": then[0], "other": other[0], "leaves": leaves}
    return Read(kind, [pred, *taken], attrs, range(len(then[0].outputs)))


def _read_case(
    kind: str, world: Any, graph: Any, inputs: Sequence[Tensor], names: Sequence[str], branch: Callable[..., FuncGraph]
) -> Read:
    """Return a choice among many as one between the first and the rest; any number beyond is the last."""
    index, *given = inputs
    first, *others = names
    then = branch(first, graph, given)
    if len(others) == 1:
        other, handed = branch(others[0], graph, given), given
    else:
        other, handed = FuncGraph(world, f"{then.name}_or", graph), list(inputs)
        inside = [other.parameter(f"input_{n}", t.dtype, t.static_shape, t) for n, t in enumerate(inputs)]
        less = world.node("Sub", [inside[0], np.int32(1)], {}, None, other).outputs[0]
        read = _read_case(kind, world, other, [less, *inside[1:]], others, branch)
        other.outputs = world.node(read.op, read.inputs, read.attrs, None, other).outputs[: len(read.place)]
    pred = world.node("Equal", [index, np.int32(0)], {}, None, graph).outputs[0]
    return _choice(kind, pred, (then, given), (other, handed))


def _read_while(kind: str, inputs: Sequence[Tensor], test: FuncGraph, body: FuncGraph) -> Read:
    pairs = list(enumerate(zip(body.outputs, body.parameters, strict=True)))
    changing = [position for position, (after, before) in pairs if after is not before]
    same = [position for position, (after, before) in pairs if after is before]
    shapes = [body.parameters[position].static_shape for position in changing]
    body.outputs = [body.outputs[position] for position in changing]
    taken = [inputs[position] for graph in (test, body) for position in _capture(graph, same)]
    attrs = {"test": test, "body": body, "leaves": leaf_tensors(body), "shapes": shapes}
    place = [changing.index(position) if position in changing else inputs[position] for position, _ in pairs]
    return Read(kind, [*(inputs[position] for position in changing), *taken], attrs, place)


def _capture(graph: FuncGraph, positions: Sequence[int]) -> list[int]:
    """Make captures of some parameters of a graph, drop those of them that it does not use, and return the others."""
    chosen = [(position, graph.parameters[position]) for position in positions]
    used = [position for position, tensor in chosen if tensor._consumers or any(tensor is one for one in graph.outputs)]
    graph.captured = {-1 - position: (None, graph.parameters[position]) for position in used}
    for position, tensor in chosen:
        if position not in used:
            graph._operations.pop(tensor.op.name)._outputs = []  # or the two would wait for the collector
    graph.parameters = [tensor for position, tensor in enumerate(graph.parameters) if position not in set(positions)]
    return used
