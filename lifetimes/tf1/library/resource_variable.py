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
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization
from lifetimes.tf1.library.initial_values import guarded
from lifetimes.tf1.variable import Variable, VariableDef


class ResourceVariable(Variable):
    """A variable of a graph whose readings and writings are separate operations on a handle."""

    _graph_element: Tensor
    _scatter_op = "ResourceScatter"

    def _build(self, scope: str, shape: Shape, validate_shape: bool) -> None:
        world, start = self._world, self._initial_value
        self._kind, self._sizes = start.dtype.base_dtype, shape
        attrs = {"dtype": self._kind, "shape": shape, "shared_name": scope.rstrip("/")}
        self._variable = world.node("VarHandleOp", (), attrs, scope).outputs[0]
        with world.name_scope("IsInitialized"):
            self._is_initialized = world.apply("VarIsInitializedOp", self._variable)
        value = guarded(world, scope, start)
        self._initializer = world.node("AssignVariableOp", (self._variable, value), {}, "Assign")
        with world.name_scope("Read"):
            self._graph_element = self._read()

    def _from_def(self, variable_def: Any, import_scope: str | None) -> None:
        graph = self._world.current_graph()
        prefix = f"{import_scope}/" if import_scope else ""
        self._variable = graph.get_tensor_by_name(prefix + variable_def.variable_name)
        self._kind, self._sizes = self.op.attrs["dtype"], self.op.attrs["shape"]
        self._initializer = graph.get_operation_by_name(prefix + variable_def.initializer_name)
        self._graph_element = graph.get_tensor_by_name(prefix + variable_def.snapshot_name)
        self._initial_value = graph.get_tensor_by_name(prefix + variable_def.initial_value_name)
        self._trainable = variable_def.trainable
        self.synchronization, self.aggregation = VariableSynchronization.AUTO, VariableAggregation.NONE

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
        return self._graph_element

    def value(self) -> Tensor:
        """Return a new reading, in the order of the program."""
        return self._read()

    def read_value(self) -> Tensor:
        with self._world.name_scope("Read"):
            value = self._read()
        return self._world.apply("Identity", value)  # type: ignore[no-any-return]

    def sparse_read(self, indices: Any, name: str | None = None) -> Tensor:
        """Return the rows at the indices."""
        return self._world.gather(self, indices, name=name)  # type: ignore[no-any-return]

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

    def to_proto(self, export_scope: str | None = None) -> Any:
        """Return the names of the operations that make up the variable, as data; None outside of `export_scope`."""
        if export_scope is not None and not self.name.startswith(export_scope):
            return None
        skip = len(export_scope) + 1 if export_scope else 0
        return VariableDef(
            variable_name=self.name[skip:],
            initial_value_name=self._initial_value.name[skip:],
            initializer_name=self._initializer.name[skip:],
            snapshot_name=self._graph_element.name[skip:],
            trainable=self._trainable,
            is_resource=True,
        )


add_scatter_methods(ResourceVariable, ("Add", "Sub", "Update"), ())
