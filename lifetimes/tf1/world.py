"""The old world: an op applied is a node added to a graph, and the graph is found implicitly."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from lifetimes.graph.building import Building
from lifetimes.graph.graph import Graph
from lifetimes.library import load
from lifetimes.ops.registry import Op
from lifetimes.ops.shapes import Shape
from lifetimes.ops.values import CannotConvert
from lifetimes.tf1.default_graph import DefaultGraphStack
from lifetimes.tf1.session_stack import SessionStack
from lifetimes.tf1.variable import RefVariable, Variable


class World(Building):
    """TensorFlow 1: the default-graph stack is the only thing it owns; the graphs own everything else."""

    merge_label, exit_label = "Merge", "Exit"

    def __init__(self) -> None:
        self.graphs = DefaultGraphStack(lambda: Graph(self))
        self.sessions = SessionStack()

    def current_graph(self) -> Graph:
        return self.graphs.get()

    def graph_as_default(self, graph: Graph) -> AbstractContextManager[Graph | None]:
        return self.graphs.entered(graph)

    def reset_default_graph(self) -> None:
        self.graphs.reset()

    def variable_class(self, use_resource: bool | None) -> type[Variable]:
        """Return the class of a new variable: a reference, unless the program asks for a resource."""
        return load("tf1.library.resource_variable").ResourceVariable if use_resource else RefVariable

    def session_for(self, session: Any, graph: Graph, purpose: str) -> Any:
        """Return the session given, or the default one. ValueError where there is none, or it has another graph."""
        return self.sessions.choose(session, graph, purpose)

    def label_of(self, op: Op) -> str:
        return op.v1_label or op.label

    def shape_class(self, shape: Any) -> Any:
        return load("ops.layout.tensor_shape").TensorShapeV1(shape)

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        if self.is_tensor(value):
            raise TypeError("Expected any non-tensor type, but got a tensor instead.")
        return super().constant(value, dtype, shape, name)

    def fill_constant(self, array: Any, shape: Shape, count: int, shown: str) -> Any:
        """Repeat the last value of a list that is too short. ValueError for one that is too long."""
        if array.size > count:
            raise ValueError(f"Too many elements provided. Takes at most {count}, but got {array.size}.")
        flat = array.reshape(-1)
        missing = np.full(count - array.size, flat[-1] if array.size else 0, array.dtype)
        return np.concatenate([flat, missing]).reshape(shape)

    def refuse_value(self, error: CannotConvert) -> Exception:
        value, wanted = error.value, error.dtype
        if error.reason == "none":
            return ValueError("None values not supported.")
        if error.reason == "ragged":
            return _numpys_words(value)
        if error.reason == "type" and wanted is not None:
            return TypeError(f"Expected {wanted.name}, but got {value} of type '{type(value).__name__}'.")
        return TypeError(
            f"Failed to convert elements of {value!r} to Tensor. Consider casting elements to a supported type. See "
            "https://www.tensorflow.org/api_docs/python/tf/dtypes for supported TF dtypes."
        )

    def symbolic_refusal(self, use: str) -> str:
        return (
            f"{use} is not allowed. You can attempt the following resolutions to the problem: If you are "
            "running in Graph "
            "mode, use Eager execution mode or decorate this function with @tf.function. If you are using "
            "AutoGraph, you "
            "can try decorating this function with @tf.function. If that does not work, then you may be using an "
            "unsupported feature or your source code may not be visible to AutoGraph."
        )


def _numpys_words(value: Any) -> Exception:
    """Return NumPy's own error for a list whose rows differ in length; the old world hands it on."""
    try:
        np.array(value)
    except ValueError as error:
        return error
    return ValueError("setting an array element with a sequence.")


WORLD = World()
