"""Variables that begin with a number or an array: `RefVariable` makes their four operations by this shorter way.

It decides nothing. What takes more thought it leaves to the long way, and what it makes is the same, name by name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import dtypes
from lifetimes.ops.registry import Op, find
from lifetimes.ops.values import CannotConvert
from lifetimes.tf1.variable import RefVariable, alike

_CONST, _VARIABLE, _ASSIGN, _IDENTITY = map(find, ("Const", "VariableV2", "Assign", "Identity"))


def grown(
    variable: Any, initial_value: Any, name: Any, dtype: Any, shape: Any, validate_shape: bool
) -> Graph | None:  # fmt: skip
    """Add the operations to the default graph and return it; None, with nothing done, for what takes the long way."""
    graph: Graph = variable._world.current_graph()
    begins = type(variable) is RefVariable and type(initial_value) in (float, int, bool, np.ndarray) and shape is None
    named = name is None or (type(name) is str and name and name[-1] != "/")
    if not (begins and named and validate_shape) or graph.outer or graph.scopes.controls or graph.finalized:
        return None
    try:
        value = variable._world.array_from(initial_value, None if dtype is None else dtypes.as_dtype(dtype).base_dtype)
    except (CannotConvert, TypeError):
        return None  # refused there, in the words of this world
    _build(variable, graph, graph.names.resolve(name or "Variable"), value)
    return graph


def _build(variable: RefVariable, graph: Graph, path: str, value: Any) -> None:
    inside = [f"{path}/initial_value", f"{path}/Assign", f"{path}/read"]
    if not graph.names.take(path, ("initial_value", "assign", "read")):
        inside = [*map(graph.names.unique_path, inside)]
    dtype, shape, site = dtypes.of(value), value.shape, None

    def add(op: Op, name: str, inputs: tuple[Tensor, ...], attrs: dict[str, Any], kept: dtypes.DType) -> Operation:
        made = Operation(graph, name, op, inputs, attrs, [(kept, shape)])
        made.site = site  # all four are made by one line of the program
        return graph.add(made)

    value.setflags(write=False)
    attrs = {"value": value, "dtype": dtype} if shape or dtype.kind == "s" else _number(value.dtype, value.tobytes())
    start = add(_CONST, inside[0], (), attrs, dtype).outputs[0]
    site = start.op.site
    reference = dtypes.as_ref(dtype)
    place = add(_VARIABLE, path, (), alike(dtype=dtype, shape=shape), reference).outputs[0]
    variable._initial_value, variable._variable = start, place
    variable._initializer = add(_ASSIGN, inside[1], (place, start), alike(validate_shape=True), reference)
    variable._snapshot = add(_IDENTITY, inside[2], (place,), alike(), dtype).outputs[0]


@lru_cache(maxsize=256)
def _number(kind: Any, content: bytes) -> dict[str, Any]:
    """Return the attributes of the constant nodes that hold a number: the same for all of them."""
    value = np.array(np.frombuffer(content, kind)[0])
    value.setflags(write=False)
    return {"value": value, "dtype": dtypes.of(value)}
