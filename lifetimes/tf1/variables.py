"""Variable: a handle on four operations of a graph. The graph owns it, and each session owns a value of its own.

    tf.Variable(3.0, name="w")   ->   w/initial_value   w   w/Assign   w/read

The object here is only the handle. It goes into the graph's collections when it is made, so losing the
Python name loses nothing but the name.
"""

from __future__ import annotations

from typing import Any

from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import dtypes
from lifetimes.ops.operators import Operators
from lifetimes.ops.shapes import Shape
from lifetimes.tf1.graph_keys import GraphKeys


class RefVariable(Operators):
    """A variable of TensorFlow 1: a reference that assignments write to, in whichever session runs them."""

    def __init__(
        self,
        world: Any,
        initial_value: Any = None,
        trainable: bool | None = None,
        collections: Any = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        self._world = world
        graph = world.current_graph()
        with world.name_scope(name, "Variable") as scope:
            value = initial_value() if callable(initial_value) else initial_value
            start = world.convert(value, dtype, name="initial_value")
            kind = start.dtype.base_dtype
            attrs = {"dtype": kind, "shape": start.static_shape}
            self._variable: Tensor = world.node("VariableV2", (), attrs, scope).outputs[0]
            self._initial_value: Tensor = start
            assign = world.node("Assign", (self._variable, start), {"validate_shape": True}, "Assign")
            self._initializer: Operation = assign
            self._snapshot: Tensor = world.apply("Identity", self._variable, name="read")
        self._trainable = trainable is not False
        keys = [GraphKeys.GLOBAL_VARIABLES] if collections is None else list(collections)
        if self._trainable and GraphKeys.TRAINABLE_VARIABLES not in keys:
            keys.append(GraphKeys.TRAINABLE_VARIABLES)
        graph.add_to_collections(keys, self)

    @property
    def _symbol(self) -> Tensor:
        return self._variable

    def _as_tensor(self, as_ref: bool = False) -> Tensor:
        return self._variable if as_ref else self._snapshot

    def _as_graph_element(self) -> Tensor:
        return self._variable

    @property
    def name(self) -> str:
        return self._variable.name

    @property
    def op(self) -> Operation:
        return self._variable.op

    @property
    def graph(self) -> Graph:
        return self._variable.graph

    @property
    def dtype(self) -> dtypes.DType:
        return self._variable.dtype

    @property
    def static_shape(self) -> Shape:
        return self._variable.static_shape

    @property
    def shape(self) -> Any:
        return self._variable.shape

    @property
    def initializer(self) -> Operation:
        return self._initializer

    def value(self) -> Tensor:
        return self._snapshot

    def assign(self, value: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> Any:
        node = self._world.node("Assign", (self, value), {"validate_shape": True}, name)
        return node.outputs[0] if read_value else node

    def __repr__(self) -> str:
        return f"<tf.Variable '{self.name}' shape={self.shape} dtype={self.dtype.name}>"
