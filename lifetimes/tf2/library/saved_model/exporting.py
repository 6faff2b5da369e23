"""Functions as data: the graph of a trace, what it captured, and the types for which it was traced. No code.

A capture is recorded as what it is in the saved objects: the number of a variable, or a constant. So a trace that
uses a variable which no attribute leads to cannot be exported.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any
from weakref import ref

import numpy as np

from lifetimes import nest
from lifetimes.graph.data.graph_def import library_with
from lifetimes.graph.data.importing import add_nodes, last_function, library_of, tensor_named
from lifetimes.graph.data.protos import FunctionDefLibrary
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.storage import Storage
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Literal
from lifetimes.tf2.tracing import Trace
from lifetimes.tf2.world import WORLD


class Untracked(Exception):
    """A trace captured something that no attribute of the saved objects leads to."""


# --- structures ----------------------------------------------------------------------------------------------


def encode(structure: Any) -> Any:
    """Return types, or any structure of plain values and specs, as JSON-like data."""
    if isinstance(structure, Mapping):
        return {"dict": {str(key): encode(value) for key, value in structure.items()}}
    if isinstance(structure, (list, tuple)):
        return {"tuple" if isinstance(structure, tuple) else "list": [encode(item) for item in structure]}
    if isinstance(structure, TensorSpec):
        shape = None if structure.static_shape is None else list(structure.static_shape)
        return {"spec": [shape, structure.dtype.name, structure.name]}
    if isinstance(structure, Literal):
        return {"literal": encode(structure.value)}
    if structure is None or isinstance(structure, (bool, int, float, str)):
        return structure
    raise TypeError(f"{structure!r} cannot be written as data.")


def decode(data: Any) -> Any:
    """Return what `encode` was given."""
    if not isinstance(data, dict):
        return data
    ((kind, content),) = data.items()
    if kind == "dict":
        return {key: decode(value) for key, value in content.items()}
    if kind in ("list", "tuple"):
        items = [decode(item) for item in content]
        return tuple(items) if kind == "tuple" else items
    if kind == "literal":
        return Literal(decode(content))
    shape, dtype, name = content
    return TensorSpec(shape, dtypes.as_dtype(dtype), name)


def is_exportable(concrete: ConcreteFunction) -> bool:
    """Return whether the types of a trace can be written: tensors and plain values, no objects."""
    leaves = nest.flatten(concrete._trace.types)
    plain = (bool, int, float, str, type(None))
    return all(
        isinstance(leaf, TensorSpec) or (isinstance(leaf, Literal) and isinstance(leaf.value, plain)) for leaf in leaves
    )


# --- a trace -------------------------------------------------------------------------------------------------


def encode_concrete(
    concrete: ConcreteFunction, numbers: Mapping[int, int], arrays: dict[str, Array], keep_gradients: bool
) -> dict[str, Any]:
    """Return a trace as JSON-like data. `numbers` tells the number of the variable that owns a storage, by its id."""
    trace = concrete._trace
    gradients = _encode_gradients(trace.graph, arrays) if keep_gradients else {}
    return {
        "graph": _encode_graph(trace.graph, arrays),
        "gradients": gradients,
        "captures": [_encode_capture(value, numbers, arrays) for value in trace.graph.external_captures],
        "types": encode(trace.types),
        "specs": encode(trace.specs),
        "kinds": trace.kinds,
        "returns": encode(_numbered(trace.structure)),
    }


def _encode_graph(graph: FuncGraph, arrays: dict[str, Array]) -> str:
    """Put a graph as a message among the arrays and return its key."""
    key = f"graph_{len(arrays)}"
    arrays[key] = np.frombuffer(library_with(graph).SerializeToString(), np.uint8)
    return key


def _numbered(structure: Any) -> Any:
    """Return the structure of results with the number of each in its place."""
    numbers = iter(range(len(nest.flatten(structure, expand_composites=True))))
    return nest.map_structure(lambda leaf: None if leaf is None else next(numbers), structure)


def _encode_capture(value: Any, numbers: Mapping[int, int], arrays: dict[str, Array]) -> Any:
    if isinstance(value, Storage):
        if id(value) not in numbers:
            raise Untracked(value.name)
        return {"variable": numbers[id(value)]}
    if not isinstance(value, EagerTensor):
        raise Untracked(str(value))
    key = f"capture_{len(arrays)}"
    arrays[key] = value._value
    return {"constant": key}


def decode_concrete(data: Any, arrays: Mapping[str, Array], variables: Mapping[int, Any]) -> ConcreteFunction:
    """Return the trace, with storages of these variables in place of those that it was saved with."""
    graph = last_function(WORLD, FunctionDefLibrary.FromString(arrays[data["graph"]].tobytes()))
    outsides = [_decode_capture(capture, arrays, variables) for capture in data["captures"]]
    insides = graph.internal_captures
    graph.captures = {id(outside): (outside, inside) for outside, inside in zip(outsides, insides, strict=True)}
    used = [variables[capture["variable"]] for capture in data["captures"] if "variable" in capture]
    graph.variables_used = {id(known): known for known in map(ref, used)}
    for name, gradient in data["gradients"].items():
        graph.get_operation_by_name(name).attrs["_gradient"] = RestoredGradient(gradient, arrays)
    made = Trace.__new__(Trace)
    made.graph, made.types, made.specs = graph, decode(data["types"]), decode(data["specs"])
    made.kinds = data["kinds"]
    made.structure = nest.map_structure(lambda n: None if n is None else graph.outputs[n], decode(data["returns"]))
    return ConcreteFunction(made)


def _decode_capture(capture: Any, arrays: Mapping[str, Array], variables: Mapping[int, Any]) -> Any:
    if "variable" in capture:
        return variables[capture["variable"]]._handle
    return EagerTensor(arrays[capture["constant"]])


# --- derivatives that the program wrote ----------------------------------------------------------------------


def _encode_gradients(graph: FuncGraph, arrays: dict[str, Array]) -> dict[str, Any]:
    """Return, by operation, the graph of each custom gradient."""
    rules = [operation for operation in graph.get_operations() if "_gradient" in operation.attrs]
    return {operation.name: _encode_gradient(graph, operation, arrays) for operation in rules}


def _encode_gradient(graph: FuncGraph, operation: Any, arrays: dict[str, Array]) -> dict[str, Any]:
    traced = FuncGraph(WORLD, f"{operation.name}_gradient", graph)
    with WORLD.graph_as_default(traced), WORLD.context.recorded_by(()):
        dys = [traced.parameter(f"dy_{i}", out.dtype, out.static_shape) for i, out in enumerate(operation.outputs)]
        found = operation.attrs["_gradient"](WORLD, operation, *dys)
        places = [place for place, dx in enumerate(found) if dx is not None]
        traced.outputs = [traced.capture_or_own(WORLD.convert(found[place])) for place in places]
    reads = [graph.capture_or_own(outside).name for outside in traced.external_captures]
    return {"graph": _encode_graph(traced, arrays), "reads": reads, "places": places}


class RestoredGradient:
    """The gradient rule of one operation, rebuilt from data: its nodes are added where a gradient is wanted."""

    def __init__(self, data: Any, arrays: Mapping[str, Array]) -> None:
        self._library = FunctionDefLibrary.FromString(arrays[data["graph"]].tobytes()).function
        self._reads, self._places = data["reads"], data["places"]

    def __call__(self, world: Any, node: Any, *dys: Any) -> list[Any]:
        function, graph = self._library[-1], world.current_graph()
        names = [f"{argument.name}:0" for argument in function.signature.input_arg]
        replaced = dict(zip(names, [*dys, *map(node.graph.get_tensor_by_name, self._reads)], strict=True))
        prefix, library = f"{graph.names.unique(function.signature.name)}/", library_of(self._library)
        made = add_nodes(world, graph, function.node_def, prefix, replaced, library)
        found: list[Any] = [None] * len(node.inputs)
        for place, output in zip(self._places, function.signature.output_arg, strict=True):
            found[place] = tensor_named(function.ret[output.name], made, replaced, function.signature)
        return found


# --- parameters ----------------------------------------------------------------------------------------------


def encode_signature(signature: inspect.Signature) -> list[Any]:
    """Return the parameters of a Python function: names, kinds, and the defaults that are plain values."""
    found = []
    for parameter in signature.parameters.values():
        default = parameter.default
        known = default is not parameter.empty and (default is None or isinstance(default, (bool, int, float, str)))
        found.append([parameter.name, parameter.kind.name, known, default if known else None])
    return found


def decode_signature(data: Any) -> inspect.Signature:
    """Return the signature that `encode_signature` wrote."""
    return inspect.Signature(
        [
            inspect.Parameter(
                name, getattr(inspect.Parameter, kind), default=default if known else inspect.Parameter.empty
            )
            for name, kind, known, default in data
        ]
    )
