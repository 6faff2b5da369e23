"""The new world as shared code is handed it: whatever depends on where code runs is asked of the place of this thread.

It owns nothing. Values belong to tensors, storages to variables, traces to functions.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Run
from lifetimes.graph.tensor import Operation
from lifetimes.library import load
from lifetimes.ops import Array, DType
from lifetimes.tf2.context import HERE, Context
from lifetimes.tf2.eager import Eager
from lifetimes.tf2.place import AnyPlace
from lifetimes.tf2.tensor import EagerTensor, SymbolicTensor


class World(AnyPlace):
    """TensorFlow 2: the world of every thread, each in a place of its own."""

    tensor_class = SymbolicTensor
    runs_effects = True
    callee_of: Callable[[FuncGraph], Any]  # what a node that calls a graph keeps of it; given by `calls`

    def __init__(self) -> None:
        self.context, self.run = HERE, Run()
        self.eager = Context.eager = Context.place = Eager(self.run)
        self.global_generator: Any = None
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

    global_seed = property(lambda self: self.eager.seed)

    # --- asked of the place ---

    def is_eager(self) -> bool:
        return bool(HERE.place.is_eager())

    def current_graph(self) -> Graph:
        """Return the graph that a new node of this thread goes into. RuntimeError in eager code."""
        return HERE.place.current_graph()  # type: ignore[no-any-return]

    def graph_for(self, inputs: Sequence[Any]) -> Graph:
        return HERE.place.graph_for(inputs)  # type: ignore[no-any-return]

    def apply(self, op: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        """Compute now and return the outputs; inside a graph, add a node instead."""
        return HERE.place.applied(op, inputs, attrs, name)

    def node(
        self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None, graph: Graph | None = None
    ) -> Operation:
        return HERE.place.node(op, inputs, attrs, name, graph)  # type: ignore[no-any-return]

    def constant_from(self, array: Array, name: str | None = None, dtype: DType | None = None) -> Any:
        return HERE.place.constant_from(array, name, dtype)

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        return HERE.place.constant(value, dtype, shape, name)

    @property
    def mixing(self) -> str:  # type: ignore[override]
        return HERE.place.mixing  # type: ignore[no-any-return]

    def refuse_value(self, error: Any) -> Exception:
        return HERE.place.refuse_value(error)  # type: ignore[no-any-return]

    def name_scope(self, name: str | None, default: str | None = None, values: Any = ()) -> AbstractContextManager[str]:
        return HERE.place.name_scope(name, default, values)  # type: ignore[no-any-return]

    def seeds(self, op_seed: Any) -> tuple[int, int]:
        return HERE.place.seeds(op_seed)  # type: ignore[no-any-return]

    def set_seed(self, seed: Any) -> None:
        """Start all random numbers anew from this seed; inside a graph, only that graph's seed is set."""
        HERE.place.set_seed(seed)

    def __deepcopy__(self, memo: Any) -> "World":
        return self


WORLD = World()
