"""The old world: an op applied is a node added to a graph, and the graph is found implicitly."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np

from lifetimes import labels
from lifetimes.graph.building import Building
from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Tensor
from lifetimes.library import load
from lifetimes.ops import Op, Shape
from lifetimes.ops.values import CannotConvert
from lifetimes.tf1.default_graph import DefaultGraphStack, SessionStack
from lifetimes.tf1.variable import RefVariable, Variable
from lifetimes.tf1.variable_scope import get_variable_scope


class SymbolicTensor(Tensor):
    """An output of an operation, as TensorFlow calls its class."""

    __slots__ = ()


class World(Building):
    """TensorFlow 1: the default-graph stack is the only thing it owns; the graphs own everything else."""

    parts_in_graph, tensor_class = True, SymbolicTensor

    def __init__(self) -> None:
        self.graphs = DefaultGraphStack(lambda: Graph(self))
        self.sessions = SessionStack()
        self.use_resource = False

    def current_graph(self) -> Graph:
        return self.graphs.get()

    def graph_as_default(self, graph: Graph) -> AbstractContextManager[Graph | None]:
        """Make a graph the default one; who is in a branch of it stays there."""
        current = self.graphs.present()
        return self.graphs.entered(current if current is not None and current.root is graph else graph)

    def name_scope(self, name: str | None, default: str | None = None, values: Any = ()) -> AbstractContextManager[str]:
        """Enter a name scope in the graph of the values, which is the default one inside."""
        graph = self.graph_for(values)
        scope = graph.name_scope(name if name is not None else default)
        return scope if graph is self.current_graph() else self._elsewhere(graph, scope)

    @contextmanager
    def _elsewhere(self, graph: Graph, scope: AbstractContextManager[str]) -> Iterator[str]:
        with self.graph_as_default(graph), scope as entered:
            yield entered

    def reset_default_graph(self) -> None:
        self.graphs.reset()

    def variable_class(self, use_resource: bool | None) -> type[Variable]:
        """Return the class of a new variable: a reference, unless the program asks for a resource, here or for all."""
        if use_resource is None:
            asked = get_variable_scope(self).use_resource
            use_resource = self.use_resource if asked is None else asked
        return load("tf1.library.resource_variable").ResourceVariable if use_resource else RefVariable

    def session_for(self, session: Any, graph: Graph, purpose: str) -> Any:
        """Return the session given, or the default one. ValueError where there is none, or it has another graph."""
        return self.sessions.choose(session, graph, purpose)

    def label_of(self, op: Op) -> str:
        return op.v1_label or op.label

    def shape_class(self, shape: Any) -> Any:
        return load("ops.layout.tensor_shape").TensorShapeV1(shape)

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        if hasattr(value, "_as_tensor"):
            raise self.refuse_value(CannotConvert("unsupported", value))
        return super().constant(value, dtype, shape, name)

    def fill_constant(self, array: Any, shape: Shape, count: int, shown: str) -> Any:
        """Repeat the last value of a list that is too short. ValueError for one that is too long."""
        if array.size > count:
            raise ValueError(f"Too many elements provided. Takes at most {count}, but got {array.size}.")
        flat = array.reshape(-1)
        missing = np.full(count - array.size, flat[-1] if array.size else 0, array.dtype)
        return np.concatenate([flat, missing]).reshape(shape)


WORLD = World()

labels.register_root(
    "the default graph of this thread", "tf1.get_default_graph()", WORLD.graphs.present, "`tf1.reset_default_graph()`"
)
