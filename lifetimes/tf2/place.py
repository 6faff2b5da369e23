"""The places of the new world: what eager code and a graph have in common, and the two kinds of graph.

AnyPlace -> Eager       computes now (`eager`)
         -> InGraph     adds a node to a `tf.Graph`, which owns the variables made in it
         -> InTrace     adds a node to the trace of a `tf.function`, which captures what it finds outside
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError
from lifetimes.graph.building import Building
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.place import Place
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Operation
from lifetimes.library import load
from lifetimes.ops import dtypes, shapes
from lifetimes.ops.dtypes import DType
from lifetimes.ops.registry import Op
from lifetimes.ops.values import CannotConvert
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tensor import EagerTensor, Reference, Tensor


class AnyPlace(Place):
    """What TensorFlow 2 says and does alike in eager code and in a graph."""

    def is_tensor(self, value: Any) -> bool:
        return isinstance(value, Tensor) or hasattr(value, "_as_tensor")

    def reference(self, tensor: Any) -> Reference:
        return Reference(tensor)

    def shape_class(self, shape: Any) -> Any:
        return load("ops.layout.tensor_shape").TensorShape(shape)

    def convert(
        self, value: Any, dtype: Any = None, name: str | None = None, hint: Any = None, as_ref: bool = False
    ) -> Any:
        if dtype is not None and hasattr(value, "_note_access") and value.dtype != dtypes.as_dtype(dtype):
            raise ValueError(
                f"Incompatible type conversion requested to type {dtypes.as_dtype(dtype).name} for `tf.Variable of "
                f"type {value.dtype.name}. (Variable: {value})"
            )
        return super().convert(value, dtype, name, hint, as_ref)

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

    # --- refusals: TensorFlow's words ---

    def refuse_value(self, error: CannotConvert) -> Exception:
        value, wanted = error.value, error.dtype
        if error.reason == "type" and wanted is not None:
            if isinstance(value, (int, list)) and wanted is dtypes.int64:
                return ValueError("Can't convert Python sequence with out-of-range integer to Tensor.")
            return TypeError(f"Cannot convert {error.whole!r} to EagerTensor of dtype {cpp_name(wanted)}")
        if error.reason == "ragged":
            return ValueError("Can't convert non-rectangular Python sequence to Tensor.")
        if error.reason == "mixed" or isinstance(value, (list, tuple)):
            return ValueError("Can't convert Python sequence with mixed types to Tensor.")
        if isinstance(value, np.ndarray):
            return ValueError(
                f"Failed to convert a NumPy array to a Tensor (Unsupported object type {type(value.flat[0]).__name__})."
            )
        return ValueError(
            f"Attempt to convert a value ({value!r}) with an unsupported type ({type(value)}) to a Tensor."
        )

    def symbolic_refusal(self, use: str) -> str:
        return (
            f"{use} is not allowed. You can attempt the following resolutions to the problem: If you are running in "
            "Graph mode, use Eager execution mode or decorate this function with @tf.function. If you are using "
            "AutoGraph, you can try decorating this function with @tf.function. If that does not work, then you "
            "may be using an unsupported feature or your source code may not be visible to AutoGraph. See "
            "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/"
            "limitations.md#access-to-source-code for more information."
        )


class InGraph(AnyPlace, Building):
    """Inside `with graph.as_default()`: ops become nodes of the graph, and variables belong to it."""

    trace: FuncGraph | None = None

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def current_graph(self) -> Graph:
        return self.graph

    def node(
        self,
        op: str,
        inputs: Sequence[Any],
        attrs: dict[str, Any],
        name: str | None,
        graph: Graph | None = None,
    ) -> Operation:
        made = super().node(op, inputs, attrs, name, graph)
        for tape in HERE.tapes:
            tape.record_node(made)
        return made

    def _input(self, graph: Graph, value: Any, dtype: DType | None, name: str, as_ref: bool = False) -> Any:
        if isinstance(value, EagerTensor):
            return self.constant_node(graph, value._value.copy(), value.dtype, graph.names.unique_path(name))
        if hasattr(value, "_read_as"):
            return graph.capture_or_own(value._read_as(f"{name.rpartition('/')[0]}/ReadVariableOp"))
        return super()._input(graph, value, dtype, name, as_ref)

    def described(self, op: Op, inputs: Sequence[Any], name: str) -> str:
        """Return a node that could not be made, as TensorFlow 2 writes it."""
        letters = [f"T={data_type(inputs[group[0]].dtype)}" for group in op.groups[:1] if inputs]
        given = ", ".join(tensor.name.removesuffix(":0") for tensor in inputs)
        return f"'{{{{node {name}}}}} = {op.name}[{', '.join(letters)}]({given})'"

    # --- variables ---

    def new_variable(self, variable_class: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        """Make a variable that the graph owns."""
        return self.graph.world.variable_in_graph(arguments)

    def note_variable(self, variable: Any) -> None:
        """Tell the graph that a variable is used in it."""
        self.graph.note_variable(variable)

    def require_eager(self, what: str) -> None:
        """Raise NotImplementedError for what needs a value now."""
        raise NotImplementedError(f"{what} is only available when eager execution is enabled.")

    def shown_value(self, storage: Any) -> str:
        """Return what the repr of a variable says of its value: nothing, as it is not computed here."""
        return ""

    # --- calls and tapes ---

    def call(self, callee: Any, inputs: Sequence[Any]) -> list[Any]:
        """Add a node that calls another graph, and return its outputs."""
        return callee.node(self.graph, inputs)  # type: ignore[no-any-return]

    def trail(self, value: Any) -> Any:
        """Return what a tape that was opened here knows a tensor by."""
        return id(value)

    def found_inside(self, value: Any) -> Any:
        """Return what stands in this graph for a tensor or storage."""
        return value

    # --- blocks ---

    def control_dependencies(self, control_inputs: Any) -> AbstractContextManager[None]:
        """Make what is built inside wait for the operations given; what has run already needs no waiting."""
        given = control_inputs
        if given is not None:
            given = [item for item in given if self.symbol_of(item) is not None or hasattr(item, "control_inputs")]
        return self.graph.control_dependencies(given)

    def device(self, name: Any) -> AbstractContextManager[None]:
        return self.graph.device(name)

    def lifted(self) -> AbstractContextManager[None]:
        """Leave the trace in progress; here there is none."""
        return nullcontext()


class InTrace(InGraph):
    """Inside a `tf.function` that is being traced: what is outside is captured, variables belong to their objects."""

    graph: FuncGraph

    def __init__(self, graph: FuncGraph) -> None:
        self.graph = self.trace = graph

    def graph_for(self, inputs: Sequence[Any]) -> Graph:
        """Return the trace: it captures what it can."""
        return self.graph

    def _input(self, graph: Graph, value: Any, dtype: DType | None, name: str, as_ref: bool = False) -> Any:
        if isinstance(value, (EagerTensor, Storage)):
            return graph.capture(value, name)
        return super()._input(graph, value, dtype, name, as_ref)

    def new_variable(self, variable_class: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        return variable_class(**arguments)

    def found_inside(self, value: Any) -> Any:
        return self.graph.capture_or_own(value) if isinstance(value, (EagerTensor, Storage)) else value

    def lifted(self) -> AbstractContextManager[None]:
        """Run outside of the trace, eagerly, once."""
        return HERE.outside()


def data_type(dtype: DType) -> str:
    """Return a dtype as graph definitions write it."""
    return dtype.enum_name


def cpp_name(dtype: DType | None) -> str:
    """Return the dtype as TensorFlow's C++ messages call it."""
    return "" if dtype is None else dtype.cpp_name
