"""Variables that begin with a number or an array: `RefVariable` makes their four operations by this shorter way.

It decides nothing. What takes more thought it leaves to the long way, and what it makes is the same, name by name.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Operation
from lifetimes.ops import dtypes, find
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
    dtype, shape = dtypes.of(value), value.shape
    value.setflags(write=False)
    attrs = {"value": value, "dtype": dtype} if shape or dtype.kind == "s" else _number(value.dtype, value.tobytes())
    plain, reference = [(dtype, shape)], [(dtypes.as_ref(dtype), shape)]
    start = Operation(graph, inside[0], _CONST, (), attrs, plain)
    place = Operation(graph, path, _VARIABLE, (), alike(dtype=dtype, shape=shape), reference)
    variable._initial_value, variable._variable = start.outputs[0], place.outputs[0]
    given = variable._variable, variable._initial_value
    assign = Operation(graph, inside[1], _ASSIGN, given, alike(validate_shape=True), reference)
    reading = Operation(graph, inside[2], _IDENTITY, given[:1], alike(), plain)
    variable._initializer, variable._snapshot = assign, reading.outputs[0]
    graph.add(start, place, assign, reading)


@lru_cache(maxsize=256)
def _number(kind: Any, content: bytes) -> dict[str, Any]:
    """Return the attributes of the constant nodes that hold a number: the same for all of them."""
    value = np.array(np.frombuffer(content, kind)[0])
    value.setflags(write=False)
    return {"value": value, "dtype": dtypes.of(value)}
