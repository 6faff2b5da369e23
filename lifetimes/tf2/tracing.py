"""Tracing: run a Python function once, with symbols for its tensors, and keep the graph of what it did.

A trace that fails leaves nothing behind. One that succeeds refers to nothing of the call but the Python
values that it depends on: tensors became parameters, objects are known weakly. A variable that is an argument
is itself handed to the Python function, and what that does to its storage is done to the parameter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifetimes import nest
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Operation
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.ops import dtypes
from lifetimes.tf2.signature import Arguments, CompositeType, VariableSpec
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


class Trace:
    """What tracing gave: the graph, the types it was traced for, and the structure of what it returns."""

    def __init__(self, graph: FuncGraph, arguments: Arguments) -> None:
        self.graph = graph
        self.types = arguments.types
        self.kinds = [kind for _, kind, _ in arguments.entries]
        self.key = arguments.key
        self.specs: dict[str, Any] = {}
        self.structure: Any = None


def trace(
    function: Callable[..., Any],
    name: str,
    arguments: Arguments,
    run: Callable[..., Any],
    outer: Graph | None,
    refuse: Callable[[Any], Exception],
) -> Trace:
    """Return the trace of one call. `run(function, args, kwargs)` calls the Python function inside the graph."""
    graph = FuncGraph(WORLD, name, outer)
    made = Trace(graph, arguments)
    try:
        with WORLD.graph_as_default(graph):
            placeholders = _Placeholders(graph, made)
            values = {label: placeholders.of(label, made.types[label], value) for label, _, value in arguments.entries}
            args, kwargs = _call_arguments(arguments, values)
            returned = run(function, args, kwargs)
            made.structure = _outputs(graph, returned, refuse)
            if any(operation.definition.stateful and operation.inputs for operation in graph.get_operations()):
                WORLD.node("NoOp", (), {}, None)
            placeholders.release_variables()
    except BaseException:
        graph.dismantle()
        raise
    if not any(isinstance(value, GraphTensor) for value in graph.external_captures):
        graph.outer = None  # a trace keeps no other graph alive, unless it uses symbols of it
    return made


class _Placeholders:
    """Makes the parameters of a trace, in the order in which arguments are flattened."""

    def __init__(self, graph: FuncGraph, made: Trace) -> None:
        self._graph, self._made = graph, made
        self._variables: list[Variable] = []

    def of(self, label: str, types: Any, given: Any) -> Any:
        """Return the argument with symbols for its tensors."""
        values, specs = [], []
        for (path, leaf), value in zip(nest.leaves_with_paths(types), nest.flatten(given), strict=True):
            name = "_".join([label, *map(str, path)])
            symbol, spec = self._leaf(label, name, leaf, value)
            values.append(symbol)
            specs.append(spec)
        self._made.specs[label] = nest.pack_sequence_as(types, specs)
        return nest.pack_sequence_as(types, values)

    def _leaf(self, label: str, name: str, leaf: Any, value: Any) -> tuple[Any, Any]:
        """Return symbol and spec of a leaf: the symbol has the argument's name, the spec tells the place in it."""
        if isinstance(leaf, TensorSpec):
            symbol = self._graph.parameter(legal(leaf.name or label), leaf.dtype, leaf.static_shape)
            return symbol, TensorSpec(leaf.shape, leaf.dtype, leaf.name or name)
        if isinstance(leaf, VariableSpec):
            handle = self._graph.parameter(legal(name), dtypes.resource, ())
            self._graph.captures.setdefault(id(value._handle), (value._handle, handle))
            self._variables.append(value)
            return value, leaf
        if isinstance(leaf, CompositeType):
            parts = [self._graph.parameter(legal(label), part.dtype, part.static_shape) for part in leaf.parts]
            return leaf.example._with_tensors(parts), leaf
        return leaf.value, leaf  # an object stays known weakly

    def release_variables(self) -> None:
        """Let go of the variables that were arguments: a call hands in its own.

        A branch or a body keeps its note of the one it was traced with, as in TensorFlow.
        """
        graph = self._graph
        inside = [v for op in graph.get_operations() for v in op.attrs.values() if isinstance(v, FuncGraph)]
        noted = {id(known()) for below in inside for known in below.variables_used}
        for variable in self._variables:
            graph.captures.pop(id(variable._handle), None)
            if id(variable) not in noted:
                graph.variables_used = [known for known in graph.variables_used if known() is not variable]


def legal(name: str) -> str:
    """Return a name as operations may have it."""
    cleaned = "".join(letter if letter.isalnum() or letter in "_.\\-/" else "_" for letter in name)
    return cleaned if cleaned[:1].isalnum() or cleaned[:1] == "." else f"arg{cleaned}" if cleaned[:1] == "_" else "arg"


def _call_arguments(arguments: Arguments, values: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return the positional and keyword arguments of the Python function, with the symbols in them."""
    args = [values[name] for name, kind, _ in arguments.entries if kind != "KEYWORD_ONLY"]
    kwargs = {name: values[name] for name, kind, _ in arguments.entries if kind == "KEYWORD_ONLY"}
    return args, kwargs


def _outputs(graph: FuncGraph, returned: Any, refuse: Callable[[Any], Exception]) -> Any:
    """Make what was returned the outputs of the graph; return its structure with the output symbols in it."""
    found = []
    for leaf in nest.flatten(returned, expand_composites=True):
        tensor = _as_output(leaf, refuse)
        if tensor is not None:
            tensor = WORLD.node("Identity", (graph.capture_or_own(tensor),), {}, None).outputs[0]
            graph.outputs.append(tensor)
        found.append(tensor)
    return nest.pack_sequence_as(returned, found, expand_composites=True)


def _as_output(leaf: Any, refuse: Callable[[Any], Exception]) -> Any:
    if leaf is None:
        return None
    if isinstance(leaf, Operation):
        return None
    try:
        return WORLD.convert(leaf)
    except (TypeError, ValueError):
        raise refuse(leaf) from None
