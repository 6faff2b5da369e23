"""Variable: an object that owns its storage. Nobody else lists it, so it dies with the last name that holds it."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.graph.storage import Storage
from lifetimes.ops.dtypes import DType
from lifetimes.ops.operators import Operators
from lifetimes.ops.shapes import Shape, TensorShape


class Variable(Operators):
    """A variable of TensorFlow 2. Whoever holds a reference to this object owns the value."""

    def __init__(self, world: Any, initial_value: Any, trainable: bool = True, name: str | None = None) -> None:
        self._world = world
        start = world.convert(initial_value() if callable(initial_value) else initial_value)
        self._name = f"{world.context.scope}{name or 'Variable'}:0"
        self._storage = Storage(self._name[:-2], start.dtype, start.static_shape, start.numpy())
        self._trainable = trainable

    @property
    def name(self) -> str:
        return self._name

    @property
    def dtype(self) -> DType:
        return self._storage.value_dtype

    @property
    def static_shape(self) -> Shape:
        return self._storage.value_shape

    @property
    def shape(self) -> TensorShape:
        return TensorShape(self.static_shape)

    @property
    def trainable(self) -> bool:
        return self._trainable

    def _as_tensor(self, as_ref: bool = False) -> Any:
        """Return the value of now as a tensor; tapes that watch what is read take note of this variable."""
        if self._trainable:
            for tape in self._world.context.tapes:
                tape.variable_accessed(self)
        return self._world.apply("ReadVariableOp", self._storage, dtype=self.dtype, shape=self.static_shape)

    def numpy(self) -> Any:
        return np.array(self._storage.read())[()]

    def assign(self, value: Any) -> Any:
        self._world.apply("AssignVariableOp", self._storage, self._world.convert(value, hint=self.dtype))
        return self

    def __repr__(self) -> str:
        return f"<tf.Variable '{self.name}' shape={self.shape} dtype={self.dtype.name}, numpy={self.numpy()!r}>"
