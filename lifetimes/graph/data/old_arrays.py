"""TensorArrays of graphs that TensorFlow 1 wrote, as lists that nodes hand on.

There an array is a resource, and a *flow*, a number of no meaning, goes from what writes an element to what reads it.
Here the flow is the array: each node takes a list and gives one. Source: `tensorflow/core/ops/data_flow_ops.cc`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np

from lifetimes.errors import UnimplementedError
from lifetimes.graph.data.attributes import attr_value
from lifetimes.graph.data.protos import NodeDef

_ANY: Final = "element_shape"  # a node for the shape that is any, which ops of lists take


def _made(node: NodeDef, op: str, *inputs: str, **attrs: str) -> NodeDef:
    """Return a node of an op of lists in the place of another; `attrs` are those that it takes over."""
    waits = [name for name in node.input if name[0] == "^"]
    taken = {name: node.attr[theirs] for name, theirs in attrs.items() if theirs in node.attr}
    return NodeDef(name=node.name, op=op, input=[*inputs, *waits], attr=taken)


def _constant(name: str, value: int) -> NodeDef:
    array = np.array(value, np.int32)
    return NodeDef(name=name, op="Const", attr={"value": attr_value("value", array), "dtype": {"type": 3}})


def _shaped(op: str, *places: int, shape_at: int, **attrs: str) -> Callable[[NodeDef], list[NodeDef]]:
    """Return what makes a node that takes some inputs of another, and that elements have any shape."""

    def made(node: NodeDef) -> list[NodeDef]:
        shape, inputs = _constant(f"{node.name}/{_ANY}", -1), [node.input[place] for place in places]
        inputs.insert(shape_at, shape.name)
        shape.input = [name for name in node.input if name[0] == "^"]
        return [shape, _made(node, op, *inputs, **attrs)]

    return made


def _gather(node: NodeDef) -> list[NodeDef]:
    shape, stack = _shaped("TensorListStack", 2, shape_at=1, element_dtype="dtype")(node)
    stack.name, axis = f"{node.name}/stack", _constant(f"{node.name}/axis", 0)
    return [shape, stack, axis, _made(node, "GatherV2", stack.name, node.input[1], axis.name)]


_ROWS: Final[dict[str, Callable[[NodeDef], list[NodeDef]]]] = {
    "TensorArrayV3": _shaped("TensorListReserve", 0, shape_at=0, element_dtype="dtype"),
    "TensorArrayWriteV3": lambda n: [_made(n, "TensorListSetItem", n.input[3], n.input[1], n.input[2])],
    "TensorArrayReadV3": _shaped("TensorListGetItem", 2, 1, shape_at=2, element_dtype="dtype"),
    "TensorArrayScatterV3": _shaped("TensorListFromTensor", 2, shape_at=1),
    "TensorArraySizeV3": lambda n: [_made(n, "TensorListLength", n.input[1])],
    "TensorArraySplitV3": lambda n: [_made(n, "TensorListSplit", n.input[1], n.input[2])],
    "TensorArrayConcatV3": lambda n: [_made(n, "TensorListConcat", n.input[1], dtype="dtype")],
    "TensorArrayCloseV3": lambda n: [_made(n, "NoOp")],
    "TensorArrayGatherV3": _gather,
}

ARRAYS: Final = tuple(_ROWS)


def has_arrays(nodes: Iterable[NodeDef]) -> bool:
    return any(node.op in _ROWS for node in nodes)


def as_lists(nodes: Iterable[NodeDef]) -> list[NodeDef]:
    """Return the nodes with lists in place of arrays. UnimplementedError where some of an array's places are filled."""
    by_name = {node.name: node for node in nodes}
    flows = {f"{node.name}:1": node.name for node in by_name.values() if node.op == "TensorArrayV3"}
    found = []
    for node in by_name.values():
        if node.op == "TensorArrayScatterV3" and by_name[node.input[1].partition(":")[0]].op != "Range":
            words = f"Node {node.name!r} (op: {node.op!r}) fills chosen places of an array, which is not known here"
            raise UnimplementedError(None, None, words)
        for one in _ROWS[node.op](node) if node.op in _ROWS else [node]:
            if flows.keys() & set(one.input):
                one = one.copied()
                one.input = [flows.get(name, name) for name in one.input]
            found.append(one)
    return found
