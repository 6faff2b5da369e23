"""Tracing: run a Python function once, with symbols for its tensors, and keep the graph of what it did.

A trace that fails leaves nothing behind. One that succeeds refers to nothing of the call but the Python
values that it depends on: tensors became parameters, objects are known weakly. A variable that is an argument
is itself handed to the Python function, and what that does to its storage is done to the parameter.
"""

from collections.abc import Callable, Sequence
from typing import Any
from weakref import ref

from lifetimes import nest
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.plan import Plan
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.library import load, load_if_here
from lifetimes.ops import dtypes
from lifetimes.tf2.context import HERE
from lifetimes.tf2.signature import Arguments
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import CompositeType, Types, VariableSpec
from lifetimes.tf2.variable import UnliftedInitializerVariable, Variable
from lifetimes.tf2.world import WORLD


class Trace:
    """What tracing gave: the graph, the types it was traced for, and the structure of what it returns."""

    def __init__(self, graph: FuncGraph, types: Types, kinds: list[str]) -> None:
        self.graph, self.types, self.kinds = graph, types, kinds
        self.specs: dict[str, Any] = {}
        self.structure: Any = None


def trace(
    run: Callable[..., Any], name: str, arguments: Arguments, creator: Callable[..., Any], function: Any,
    in_order: bool = True,
) -> Trace:  # fmt: skip
    """Return the trace of one call of `run`; `creator` makes the variables. `function` is what messages speak of."""
    graph = FuncGraph(WORLD, name, HERE.place.trace)
    made = Trace(graph, arguments.types, [kind for _, kind, _ in arguments.entries])
    try:
        with WORLD.graph_as_default(graph), HERE.created_by(creator, *HERE.creators):
            placeholders = _Placeholders(graph, made)
            values = {label: placeholders.of(label, made.types[label], value) for label, _, value in arguments.entries}
            args, kwargs = arguments.called_with(values)
            before = nest.map_structure(lambda leaf: leaf, values)
            returned = run(*args, **kwargs)
            made.structure = graph.structured_outputs = _outputs(graph, returned, function)
            if (changed := load_if_here("tf2.library.changed_arguments")) is not None:
                changed.check(function, before, values)
            graph.in_order = in_order
            if in_order and (ordering := load_if_here("graph.control.ordering")) is not None:
                ordering.put_in_order(graph)
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
            return symbol, TensorSpec(leaf.static_shape, leaf.dtype, leaf.name or name)
        if isinstance(leaf, VariableSpec):
            handle = self._graph.parameter(legal(name), dtypes.resource, (), value._handle)
            self._graph.captured.setdefault(id(value._handle), (value._handle, handle))
            self._variables.append(value)
            return value, leaf
        if isinstance(leaf, CompositeType):
            parts = [self._graph.parameter(legal(label), part.dtype, part.static_shape) for part in leaf.parts]
            return leaf.example._with_tensors(parts), leaf
        if hasattr(leaf, "placeholder_value"):
            return leaf.placeholder_value(None), leaf
        return leaf.value, leaf  # an object stays known weakly

    def release_variables(self) -> None:
        """Let go of the variables that were arguments: a call hands in its own.

        A branch or a body keeps its note of the one it was traced with, as in TensorFlow.
        """
        graph = self._graph
        inside = [v for op in graph.get_operations() for v in op.attrs.values() if isinstance(v, FuncGraph)]
        noted = {known for below in inside for known in below.variables_used}
        for variable in self._variables:
            graph.captured.pop(id(variable._handle), None)
            if (known := id(ref(variable))) not in noted:
                graph.variables_used.pop(known, None)


def legal(name: str) -> str:
    """Return a name as operations may have it."""
    cleaned = "".join(letter if letter.isalnum() or letter in "_.\\-/" else "_" for letter in name)
    return cleaned if cleaned[:1].isalnum() or cleaned[:1] == "." else f"arg{cleaned}" if cleaned[:1] == "_" else "arg"


def _outputs(graph: FuncGraph, returned: Any, function: Any) -> Any:
    """Make what was returned the outputs of the graph; return its structure with the output symbols in it."""
    found = []
    for leaf in nest.flatten(returned, expand_composites=True):
        tensor = None if leaf is None else _as_output(leaf, function)
        if tensor is not None:
            tensor = WORLD.node("Identity", (graph.capture_or_own(tensor),), {}, None).outputs[0]
            graph.outputs.append(tensor)
        found.append(tensor)
    return nest.pack_sequence_as(returned, found, expand_composites=True)


def _as_output(leaf: Any, function: Any) -> Any:
    try:
        return WORLD.convert(leaf)
    except (TypeError, ValueError):
        raise load("ops.debugging.refusals").no_result(leaf, function) from None


# --- variables made while tracing ------------------------------------------------------------------------


def refused(next_creator: Callable[..., Any], **arguments: Any) -> Any:
    """Refuse to make a variable: a trace that was made before made none, or others."""
    raise ValueError("tf.function only supports singleton tf.Variables created on the first call. Make "
                     "sure the tf.Variable is only created once or created outside tf.function. See "
                     "https://www.tensorflow.org/guide/function#creating_tfvariables for more "
                     "information.")  # fmt: skip


def lifted(made: list[Any], inputs: Sequence[Any] | None, next_creator: Callable[..., Any], **arguments: Any) -> Any:
    """Make a variable outside of the trace in progress, and note it. Its initial value is computed now."""
    graph = HERE.place.trace
    if graph is None:  # inside `init_scope`: it counts all the same
        made.append(next_creator(**arguments))
        return made[-1]
    value = arguments.pop("initial_value")
    if callable(value):
        value = value()
    name = "/".join(filter(None, (graph.names.scope, arguments.pop("name") or "Variable")))
    if WORLD.symbol_of(value) is not None or (isinstance(value, (list, tuple)) and WORLD.holds_tensor(value)):
        value = _value_now(graph, WORLD.convert(value), inputs)
    with HERE.outside():
        variable = UnliftedInitializerVariable(initial_value=value, name=name, **arguments)
    made.append(variable)
    return variable


def _value_now(graph: FuncGraph, symbol: GraphTensor, inputs: Sequence[Any] | None) -> EagerTensor:
    """Return the value that a symbol of the trace has in the call that is being traced."""
    pairs = [*zip(graph.parameters, inputs or (), strict=False)]
    pairs += [(inside, outside) for outside, inside in graph.captured.values()]
    values = [outside._value if isinstance(outside, EagerTensor) else outside for _, outside in pairs]
    with HERE.outside():
        return EagerTensor(Plan([symbol], [inside for inside, _ in pairs]).run(values, WORLD.run)[0])
