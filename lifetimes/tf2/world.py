"""The new world: an op applied computes now, unless the code runs inside a trace or a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from math import prod
from random import Random
from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError, ShapeError
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Run
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Operation
from lifetimes.library import load
from lifetimes.ops import dtypes, shapes
from lifetimes.ops.dtypes import Array, DType
from lifetimes.ops.random_streams import LARGEST_SEED, choose_seeds
from lifetimes.ops.registry import Op, not_differentiable
from lifetimes.tf2.context import Context
from lifetimes.tf2.eager import Call, EagerWorld, cpp_name
from lifetimes.tf2.tape_memory import kept
from lifetimes.tf2.tensor import EagerTensor, Reference, SymbolicTensor, Tensor


class World(EagerWorld):
    """TensorFlow 2: it owns nothing. Values belong to tensors, storages to variables, traces to functions."""

    tensor_class = SymbolicTensor
    callee_of: Callable[[FuncGraph], Any]  # what a node that calls a graph keeps of it; given by `calls`
    runs_effects = True

    def __init__(self) -> None:
        self.context = Context()
        self.run = Run()
        self._op_seeds = Random()
        self.global_seed: int | None = None
        self.global_generator: Any = None
        self._op_seeds = Random()
        EagerTensor._world = self

    def session_for(self, session: Any, graph: Graph, purpose: str) -> Any:
        """Return the session given, or the default one of `tf.compat.v1`."""
        return load("tf2.library.compat").BRIDGE.session_for(session, graph, purpose)

    def variable_in_graph(self, arguments: dict[str, Any]) -> Any:
        """Return a variable that a `tf.Graph` owns, as those of TensorFlow 1 are."""
        return load("tf2.library.compat").variable_in_graph(arguments)

    def ragged_rows(self, values: Any, lengths: Any) -> Any:
        """Return values cut into rows of these lengths."""
        return load("tf2.library.ragged.ragged_functions").rows_of(values, lengths)

    # --- where code runs ---

    def is_eager(self) -> bool:
        return self.context.graph is None

    def current_graph(self) -> Graph:
        graph = self.context.graph
        if graph is None:
            raise RuntimeError("There is no graph under eager execution.")
        return graph

    def is_inside_function(self) -> bool:
        """Return whether a `tf.function` is being traced."""
        return isinstance(self.context.graph, FuncGraph)

    def check_device(self, parts: dict[str, str]) -> None:
        """Raise InvalidArgumentError for another machine; on this one, the CPU does what a missing device would."""
        if parts.get("job", "localhost") != "localhost":
            place = {"replica": "0", "task": "0", "device": "CPU:0"} | parts
            path = "/".join(f"{key}:{place[key]}" for key in ("job", "replica", "task", "device"))
            raise InvalidArgumentError(None, None, f"/{path} unknown device.")

    @contextmanager
    def graph_as_default(self, graph: Graph) -> Iterator[Graph]:
        with self.context.inside(graph):
            yield graph

    # --- seeds ---

    def seeds(self, op_seed: Any) -> tuple[int, int]:
        if self.context.graph is not None:
            return super().seeds(op_seed)
        return choose_seeds(self.global_seed, op_seed, lambda: self._op_seeds.randint(0, LARGEST_SEED))

    def set_seed(self, seed: Any) -> None:
        """Start all random numbers anew from this seed; inside a graph, only that graph's seed is set."""
        if self.context.graph is not None:
            return super().set_seed(seed)
        self.global_seed, self._op_seeds = seed, Random(seed)
        self.run.random.reset()

    # --- what tapes hear of ---

    def record(self, definition: Op, inputs: Sequence[Any], attrs: dict[str, Any], outputs: Sequence[Any]) -> None:
        if definition.gradient is not_differentiable:
            return
        tapes = [tape for tape in self.context.tapes if tape.follows(inputs)]
        if tapes and outputs:
            call = Call(definition, inputs, attrs, definition.name)
            call.outputs = outputs
            for tape in tapes:
                tape.record(call)
            call.inputs, call.outputs = kept(definition.name, inputs, outputs)

    def node(
        self,
        op: str,
        inputs: Sequence[Any],
        attrs: dict[str, Any],
        name: str | None,
        graph: Graph | None = None,
    ) -> Operation:
        made = super().node(op, inputs, attrs, name, graph)
        for tape in self.context.tapes:
            tape.record_node(made)
        return made

    # --- tensors and variables ---

    def is_tensor(self, value: Any) -> bool:
        return isinstance(value, Tensor) or hasattr(value, "_as_tensor")

    def symbol_of(self, value: Any) -> Any:
        return None if isinstance(value, EagerTensor) else super().symbol_of(value)

    def graph_for(self, inputs: Sequence[Any]) -> Graph:
        """Return the trace in progress, which captures what it can; in a `tf.Graph` look at the inputs."""
        current = self.current_graph()
        return current if isinstance(current, FuncGraph) else super().graph_for(inputs)

    def captured(self, graph: Graph, value: Any) -> Any:
        """Return the parameter of a trace that stands for something from outside."""
        return graph.capture_or_own(value) if isinstance(graph, FuncGraph) else value

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        """Return a tensor that holds the value; an eager tensor is its own constant."""
        if not self.is_eager():
            return super().constant(value, dtype, shape, name)
        if not isinstance(value, EagerTensor):
            made = self.convert(value, dtype)
            return made if shape is None else EagerTensor(self._reshaped(made._value, value, shape))
        if dtype is not None and value.dtype != dtype:
            raise TypeError(
                f"Expected tensor {value} with dtype {dtypes.as_dtype(dtype)!r}, but got dtype {value.dtype!r}."
            )
        return value if shape is None else EagerTensor(self._reshaped(value._value, value, shape))

    def _reshaped(self, array: Array, value: Any, shape: Any) -> Array:
        """Return an array in the shape given for a constant. TypeError where the counts differ."""
        wanted = shapes.as_shape(shape) or ()
        count = prod(size or 0 for size in wanted)
        if array.size == count:
            return array.reshape([size or 0 for size in wanted])
        if array.size != 1:
            raise TypeError(
                f"Eager execution of tf.constant with unsupported shape. Tensor {array} (converted from {value!r}) has "
                f"{array.size} elements, but got `shape` {shapes.show(wanted)} with {count} elements)."
            )
        return np.full([size or 0 for size in wanted], array.reshape(-1)[0], array.dtype)

    def reference(self, tensor: Any) -> Reference:
        return Reference(tensor)

    def _input(self, graph: Graph, value: Any, dtype: DType | None, name: str, as_ref: bool = False) -> Any:
        if isinstance(value, (EagerTensor, Storage)):
            if isinstance(graph, FuncGraph):
                return graph.capture(value, name)
            if isinstance(value, EagerTensor):
                return self.constant_node(graph, value._value.copy(), value.dtype, graph.names.unique_path(name))
        if hasattr(value, "_read_as"):
            return self.captured(graph, value._read_as(f"{name.rpartition('/')[0]}/ReadVariableOp"))
        return super()._input(graph, value, dtype, name, as_ref)

    def equal(self, x: Any, y: Any) -> Any:
        """Return `x == y`, elementwise; False for None, and one False where the shapes do not fit."""
        return False if y is None else self._compare("Equal", x, y, False)

    def not_equal(self, x: Any, y: Any) -> Any:
        """Return `x != y`, elementwise; True for None, and one True where the shapes do not fit."""
        return True if y is None else self._compare("NotEqual", x, y, True)

    def _compare(self, op: str, x: Any, y: Any, otherwise: bool) -> Any:
        y = self.convert(y, None if self.is_tensor(y) else x.dtype)
        try:
            shapes.broadcast(x.static_shape, y.static_shape)
        except ShapeError:
            return self.constant(otherwise)
        return self.apply(op, x, y)

    def convert(
        self, value: Any, dtype: Any = None, name: str | None = None, hint: Any = None, as_ref: bool = False
    ) -> Any:
        if dtype is not None and hasattr(value, "_note_access") and value.dtype != dtypes.as_dtype(dtype):
            raise ValueError(
                f"Incompatible type conversion requested to type {dtypes.as_dtype(dtype).name} for `tf.Variable of "
                f"type {value.dtype.name}. (Variable: {value})"
            )
        return super().convert(value, dtype, name, hint, as_ref)

    def symbolic_refusal(self, use: str) -> str:
        return (
            f"{use} is not allowed. You can attempt the following resolutions to the problem: If you are running in "
            "Graph mode, use Eager execution mode or decorate this function with @tf.function. If you are using "
            "AutoGraph, you can try decorating this function with @tf.function. If that does not work, then you "
            "may be using an unsupported feature or your source code may not be visible to AutoGraph. See "
            "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/"
            "limitations.md#access-to-source-code for more information."
        )

    def described(self, op: Op, inputs: Sequence[Any], name: str) -> str:
        """Return a node that could not be made, as TensorFlow 2 writes it."""
        letters = [f"T={data_type(inputs[group[0]].dtype)}" for group in op.groups[:1] if inputs]
        given = ", ".join(tensor.name.removesuffix(":0") for tensor in inputs)
        return f"'{{{{node {name}}}}} = {op.name}[{', '.join(letters)}]({given})'"

    def shape_class(self, shape: Any) -> Any:
        return shapes.TensorShape(shape)

    # --- scopes ---

    def name_scope(self, name: str | None, default: str | None = None, values: Any = ()) -> AbstractContextManager[str]:
        if self.context.graph is not None:
            return super().name_scope(name, default, values)
        return self._eager_scope(name if name is not None else default)

    @contextmanager
    def _eager_scope(self, name: str | None) -> Iterator[str]:
        scope = name if name and name.endswith("/") else f"{self.context.scope}{name}/" if name else ""
        with self.context.named(scope):
            yield scope


def data_type(dtype: DType) -> str:
    """Return a dtype as graph definitions write it."""
    return f"DT_{cpp_name(dtype).upper()}"


WORLD = World()
