"""The old world: an op applied is a node added to a graph, and the graph is found implicitly."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from lifetimes.graph.building import GraphWorld
from lifetimes.graph.graph import Graph
from lifetimes.ops import shapes
from lifetimes.ops.values import CannotConvert
from lifetimes.tf1.default_graph import DefaultGraphStack
from lifetimes.tf1.resource_variables import ResourceVariable
from lifetimes.tf1.sessions import SessionStack
from lifetimes.tf1.variables import RefVariable, Variable


class World(GraphWorld):
    """TensorFlow 1: the default-graph stack is the only thing it owns; the graphs own everything else."""

    merge_label, exit_label = "Merge", "Exit"

    def __init__(self) -> None:
        self.graphs = DefaultGraphStack(lambda: Graph(self))
        self.sessions = SessionStack()

    def current_graph(self) -> Graph:
        return self.graphs.get()

    def graph_as_default(self, graph: Graph) -> AbstractContextManager[Graph]:
        return self.graphs.entered(graph)

    def reset_default_graph(self) -> None:
        self.graphs.reset()

    def variable_class(self, use_resource: bool | None) -> type[Variable]:
        """Return the class of a new variable: a reference, unless the program asks for a resource."""
        return ResourceVariable if use_resource else RefVariable

    def session_for(self, session: Any, graph: Graph, purpose: str) -> Any:
        """Return the session to use: the one given, or the default one. ValueError where there is none, or not this graph's."""
        return self.sessions.choose(session, graph, purpose)

    def fill_constant(self, array: Any, shape: Any, count: int) -> Any:
        """Return the array with its last value repeated up to the larger shape. ValueError where it has too many."""
        if array.size > count:
            raise ValueError(f"Too many elements provided. Takes at most {count}, but got {array.size}.")
        flat = array.reshape(-1)
        return np.concatenate([flat, np.full(count - flat.size, flat[-1], flat.dtype)]).reshape(shape)

    def shape_class(self, shape: Any) -> Any:
        return shapes.TensorShapeV1(shape)

    def refuse_value(self, error: CannotConvert) -> Exception:
        value, wanted = error.value, error.dtype
        if error.reason == "none":
            return ValueError("None values not supported.")
        if error.reason == "ragged":
            return ValueError("Can't convert non-rectangular Python sequence to Tensor.")
        if error.reason == "unsupported":
            return TypeError(f"Failed to convert elements of {value!r} to Tensor. Consider casting elements to a supported "
                             "type. See https://www.tensorflow.org/api_docs/python/tf/dtypes for supported TF dtypes.")  # fmt: skip
        name = wanted.name if wanted is not None else "one dtype"
        return TypeError(f"Expected {name}, but got {value!r} of type '{type(value).__name__}'.")

    def symbolic_refusal(self, use: str) -> str:
        return (
            f"{use} is not allowed. You can attempt the following resolutions to the problem: If you are running in Graph "
            "mode, use Eager execution mode or decorate this function with @tf.function. If you are using AutoGraph, you "
            "can try decorating this function with @tf.function. If that does not work, then you may be using an "
            "unsupported feature or your source code may not be visible to AutoGraph."
        )


WORLD = World()
