"""ResourceVariable: the other kind of variable that a graph can have, made with `use_resource=True`.

    w/initial_value   w   w/IsInitialized/VarIsInitializedOp   w/Assign   w/Read/ReadVariableOp

Its operation is a handle, and each reading is an operation of its own that takes part in the order of the
program. In TensorFlow 2 the variables inside a `tf.Graph` are of this kind. Source:
`tensorflow/python/ops/resource_variable_ops.py`.
"""

from __future__ import annotations

from typing import Any

from lifetimes.graph.tensor import Tensor
from lifetimes.ops.dtypes import DType
from lifetimes.ops.scatter_methods import add_scatter_methods
from lifetimes.ops.shapes import Shape, as_shape, compatible
from lifetimes.tf1.variable import Variable


class ResourceVariable(Variable):
    """A variable of a graph whose readings and writings are separate operations on a handle."""

    _is_resource = True
    _scatter_op = "ResourceScatter"

    def _build(self, scope: str, shape: Shape, validate_shape: bool) -> None:
        world, start = self._world, self._initial_value
        self._kind, self._sizes = start.dtype.base_dtype, shape
        attrs = {"dtype": self._kind, "shape": shape, "shared_name": scope.rstrip("/")}
        self._variable = world.node("VarHandleOp", (), attrs, scope).outputs[0]
        with world.name_scope("IsInitialized"):
            self._is_initialized = world.apply("VarIsInitializedOp", self._variable)
        self._initializer = world.node("AssignVariableOp", (self._variable, self._guarded(scope)), {}, "Assign")
        with world.name_scope("Read"):
            self._snapshot = self._read()

    def _read(self, name: str | None = None) -> Tensor:
        attrs = {"dtype": self._kind, "shape": self._sizes}
        return self._world.apply("ReadVariableOp", self._variable, name=name, **attrs)  # type: ignore[no-any-return]

    # --- what it is ---

    @property
    def dtype(self) -> DType:
        return self._kind

    @property
    def static_shape(self) -> Shape:
        return self._sizes

    @property
    def handle(self) -> Tensor:
        return self._variable

    def is_initialized(self, name: str | None = None) -> Tensor:
        return self._world.apply("VarIsInitializedOp", self._variable, name=name)  # type: ignore[no-any-return]

    # --- reading and writing ---

    def _as_tensor(self, as_ref: bool = False) -> Tensor:
        return self._variable if as_ref else self._read()

    def _as_graph_element(self) -> Tensor:
        return self._snapshot

    def value(self) -> Tensor:
        """Return a new reading, in the order of the program."""
        return self._read()

    def read_value(self) -> Tensor:
        with self._world.name_scope("Read"):
            value = self._read()
        return self._world.apply("Identity", value)  # type: ignore[no-any-return]

    def sparse_read(self, indices: Any, name: str | None = None) -> Tensor:
        """Return the rows at the indices."""
        attrs = {"dtype": self._kind, "shape": self._sizes}
        return self._world.apply("ResourceGather", self._variable, indices, name=name, **attrs)  # type: ignore[no-any-return]

    def set_shape(self, shape: Any) -> None:
        self._sizes = as_shape(shape)

    def assign(self, value: Any, use_locking: Any = None, name: str | None = None, read_value: bool = True) -> Any:
        """Return an operation that writes the value, or the variable as it is after that."""
        value = self._world.convert(value, self._kind)
        if not compatible(self._sizes, value.static_shape):
            raise ValueError(
                f"Cannot assign value to variable ' {self.name}': Shape mismatch.The variable shape {self.shape}, and "
                f"the assigned value shape {self._world.shape_class(value.static_shape)} are incompatible."
            )
        return self._written("AssignVariableOp", (value,), name, read_value)

    def assign_add(self, delta: Any, use_locking: Any = None, name: str | None = None, read_value: bool = True) -> Any:
        return self._written("AssignAddVariableOp", (self._world.convert(delta, self._kind),), name, read_value)

    def assign_sub(self, delta: Any, use_locking: Any = None, name: str | None = None, read_value: bool = True) -> Any:
        return self._written("AssignSubVariableOp", (self._world.convert(delta, self._kind),), name, read_value)

    def _written(self, op: str, inputs: tuple[Any, ...], name: str | None, read_value: bool = True) -> Any:
        node = self._world.node(op, (self._variable, *inputs), {}, name)
        if not read_value:
            return node
        with self.graph.control_dependencies([node]):
            return self._read()


add_scatter_methods(ResourceVariable, ("Add", "Sub", "Update"), ())
