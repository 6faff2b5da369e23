"""The places of the new world: what eager code and a graph have in common, and the two kinds of graph.

    AnyPlace -> Eager       computes now (`eager`)
             -> InGraph     adds a node to a `tf.Graph`, which owns the variables made in it
             -> InTrace     adds a node to the trace of a `tf.function`, which captures what it finds outside

Which of them a thread is in stands in its `Context`.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache
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
from lifetimes.ops import Array, DType, dtypes, shapes
from lifetimes.ops.values import TAKE_TRUTHS, CannotConvert
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tensor import EagerTensor, SymbolicTensor, Tensor


def refusals() -> Any:
    """Return TensorFlow's words for what goes wrong; they are in the library."""
    return load("tf2.library.refusals")


@cache
def _tensor_shape() -> Any:
    return load("ops.layout.tensor_shape").TensorShape


def _begins_with_truth(value: Any) -> bool:
    """Return whether the first value is True or False: some dtypes take none of these in eager code."""
    while isinstance(value, (list, tuple)) and value:
        value = value[0]
    return isinstance(value, bool)


class AnyPlace(Place):
    """What TensorFlow 2 says and does alike in eager code and in a graph."""

    builds_graph = property(
        lambda self: self.graph is not self.trace, doc="Whether code builds a `tf.Graph`, which owns what it makes."
    )

    def is_tensor(self, value: Any) -> bool:
        return isinstance(value, Tensor) or hasattr(value, "_as_tensor")

    def graph_as_default(self, graph: Graph) -> AbstractContextManager[Graph]:
        """Make a graph the place of this thread until the block ends."""
        return HERE.inside(InTrace(graph) if isinstance(graph, FuncGraph) else InGraph(graph))

    def shape_class(self, shape: Any) -> Any:
        return _tensor_shape()(shape)

    def convert(
        self, value: Any, dtype: Any = None, name: str | None = None, hint: Any = None, as_ref: bool = False
    ) -> Any:
        if type(value) is EagerTensor and (dtype is None or value.dtype is dtype):
            trace = HERE.place.trace
            return value if trace is None else trace.capture(value, name)
        if type(value) is float and abs(value) < 3e38 and hint is None and (dtype is None or dtype is dtypes.float32):
            return self.constant_from(np.array(value, np.float32), name, dtype)
        if dtype is not None and hasattr(value, "_note_access") and value.dtype != dtypes.as_dtype(dtype):
            raise ValueError(f"Incompatible type conversion requested to type {dtypes.as_dtype(dtype).name} for "
                             f"`tf.Variable of type {value.dtype.name}. (Variable: {value})")  # fmt: skip
        return super().convert(value, dtype, name, hint, as_ref)

    def equal(self, x: Any, y: Any) -> Any:
        """Return `x == y`, elementwise; False for None, and one False where the shapes do not fit."""
        return False if y is None else self._compare("Equal", x, y, False)

    def not_equal(self, x: Any, y: Any) -> Any:
        """Return `x != y`, elementwise; True for None, and one True where the shapes do not fit."""
        return True if y is None else self._compare("NotEqual", x, y, True)

    def _compare(self, op: str, x: Any, y: Any, otherwise: bool) -> Any:
        try:
            y = self.convert(y, None if self.is_tensor(y) else x.dtype)
        except TypeError:
            return self.apply(op, x, y)  # says that the value cannot have the dtype
        try:
            if x.dtype == y.dtype:
                shapes.broadcast(x.static_shape, y.static_shape)
        except ShapeError:
            return self.constant(otherwise)
        return self.apply(op, x, y)

    def array_from(self, value: Any, dtype: DType | None = None) -> Array:
        """Return a Python value as an array. CannotConvert where it has no such form."""
        array = super().array_from(value, dtype)
        refuses = dtype is not None and dtype.kind in "iufc" and dtype.name not in TAKE_TRUTHS
        if refuses and self.is_eager() and _begins_with_truth(value):
            raise CannotConvert("type", value, dtype)
        if dtype is None and array.dtype == np.float32 and self.is_eager() and np.isinf(array).any():
            refusals().check_range(value)
        return array

    def refuse_value(self, error: CannotConvert) -> Exception:
        return refusals().no_tensor(error)  # type: ignore[no-any-return]


class InGraph(AnyPlace, Building):
    """Inside `with graph.as_default()`: ops become nodes of the graph, and variables belong to it."""

    trace: FuncGraph | None = None
    refuse_value = Place.refuse_value

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.ground: Any = self

    def current_graph(self) -> Graph:
        return self.graph

    def node(
        self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None, graph: Graph | None = None,
    ) -> Operation:  # fmt: skip
        made = super().node(op, inputs, attrs, name, graph)
        for tape in HERE.tapes:
            tape.record_node(made)
        return made

    def _input(self, graph: Graph, value: Any, dtype: DType | None, name: str, as_ref: bool = False) -> Any:
        if isinstance(value, (EagerTensor, Storage)):
            label = name.rpartition("/")[2]
            raise RuntimeError(f"{label}: Attempting to capture an EagerTensor without building a function.")
        return super()._input(graph, value, dtype, name, as_ref)

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

    def reading(self, variable: Any) -> Any:
        """Return a tensor that reads a variable when it is run."""
        return variable._read("ReadVariableOp")

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
        """Leave the trace in progress, here there is none, and wait for nothing."""
        return self.graph.scopes.no_control()


class InTrace(InGraph):
    """Inside a `tf.function` that is being traced: what is outside is captured, variables belong to their objects."""

    graph: FuncGraph

    def __init__(self, graph: FuncGraph) -> None:
        self.graph = self.trace = graph
        self.ground = HERE.place.ground  # where code runs that leaves all traces

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
        outside = isinstance(value, (EagerTensor, Storage)) or (
            isinstance(value, SymbolicTensor) and self.graph.can_capture(value)
        )
        return self.graph.capture_or_own(value) if outside else value

    def lifted(self) -> AbstractContextManager[None]:
        """Run outside of the trace, once: eagerly, or in the `tf.Graph` in which the function was called."""
        return HERE.inside(self.ground) if self.ground.graph is not None else HERE.outside()
