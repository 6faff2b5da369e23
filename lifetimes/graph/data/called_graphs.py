"""Nodes that call graphs, as TensorFlow has them and as they are here.

    TensorFlow   If(cond, *all)                  both branches take all
    here         If(cond, *mine, *theirs)        each branch takes what it captured
    TensorFlow   While(*all)                     test and body take all, and the body returns all
    here         While(*starts, *mine, *theirs)  test and body take what changes, and what they captured
    TensorFlow   Case(index, *all)               chooses among several; here it is an If, and one in its other branch
    TensorFlow   PartitionedCall(*all)           gives what the function returns
    here         PartitionedCall(*all)           gives what is fetched from the graph

A function in a file takes what it does not need too, under names of no meaning. Where a gradient reads what a loop or a
branch remembers, the node is written as it is here; TensorFlow has no such node.
Source: `tensorflow/python/ops/cond_v2.py`, `while_v2.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes.graph.control.branches_and_loops import leaf_tensors
from lifetimes.graph.data.attributes import attr_value
from lifetimes.graph.data.op_signatures import signature_of
from lifetimes.graph.data.protos import NameAttrList, NodeDef
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import dtypes

CALLS: Final = ("PartitionedCall", "StatefulPartitionedCall")
CASES: Final = ("Case", "StatelessCase")

# --- writing ---------------------------------------------------------------------------------------------


def _kinds(tensors: Sequence[Tensor]) -> list[Any]:
    return [tensor.dtype.base_dtype for tensor in tensors]


def _is_read(tensors: Sequence[Tensor], used: Container[int]) -> bool:
    return any(tensor._consumers or id(tensor) in used for tensor in tensors)


def _if(operation: Operation, functions: Any, used: Container[int]) -> dict[str, Any] | None:
    then, other = operation.attrs["then"], operation.attrs["other"]
    count, split = len(then.outputs), 1 + len(then.captures)
    if _is_read(operation.outputs[count:], used):
        return None
    mine, theirs = operation.inputs[1:split], operation.inputs[split:]
    return {
        "then_branch": NameAttrList(name=functions.name_of(then, [*then.inputs, *theirs])),
        "else_branch": NameAttrList(name=functions.name_of(other, [*mine, *other.inputs])),
        "Tcond": operation.inputs[0].dtype.base_dtype, "Tin": _kinds(operation.inputs[1:]),
        "Tout": _kinds(operation.outputs[:count]),
        "output_shapes": [tensor.static_shape for tensor in operation.outputs[:count]],
    }  # fmt: skip


def _while(operation: Operation, functions: Any, used: Container[int]) -> dict[str, Any] | None:
    test, body = operation.attrs["test"], operation.attrs["body"]
    count, split = len(body.outputs), len(body.outputs) + len(test.captures)
    if _is_read(operation.outputs[count:], used):
        return None
    for_test, for_body = operation.inputs[count:split], operation.inputs[split:]
    tested = [*test.inputs, *for_body]
    turned = [*body.parameters, *for_test, *body.internal_captures]
    names = [functions.name_of(test, tested), functions.name_of(body, turned, [*body.outputs, *turned[count:]])]
    kinds = _kinds(operation.inputs)
    shapes = [*operation.attrs["shapes"], *(tensor.static_shape for tensor in operation.inputs[count:])]
    cond, turn = (NameAttrList(name=name) for name in names)
    return {"cond": cond, "body": turn, "T": kinds, "output_shapes": shapes}


def plain_node(op: str, name: str, inputs: Sequence[str], **attrs: Any) -> NodeDef:
    """Return a node of an op of TensorFlow with attributes under its names."""
    return NodeDef(name=name, op=op, input=inputs, attr={key: attr_value(key, value) for key, value in attrs.items()})


def before(operation: Operation) -> list[tuple[int, NodeDef]]:
    """Return the inputs that only TensorFlow's form of a node has, as nodes named after it, each with its place."""
    signature = signature_of(operation.type)
    more = [] if signature is None else signature.more_inputs()
    found = []
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


# What TensorFlow's node has instead of the attributes here; None where it is not the same op, or a gradient reads more.
WRITERS: Final[dict[str, Callable[..., dict[str, Any] | None]]] = {
    "If": _if, "StatelessIf": _if, "While": _while, "StatelessWhile": _while, **dict.fromkeys(CALLS, _call),
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
    graph.captures = {-1 - position: (None, graph.parameters[position]) for position in used}
    for position, tensor in chosen:
        if position not in used:
            graph._operations.pop(tensor.op.name)._outputs = []  # or the two would wait for the collector
    graph.parameters = [tensor for position, tensor in enumerate(graph.parameters) if position not in set(positions)]
    return used
