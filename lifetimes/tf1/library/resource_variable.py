"""ResourceVariable: the other kind of variable that a graph can have, made with `use_resource=True`.

    w/initial_value   w   w/IsInitialized/VarIsInitializedOp   w/Assign   w/Read/ReadVariableOp

Its operation is a handle, and each reading is an operation of its own that takes part in the order of the
program. In TensorFlow 2 the variables inside a `tf.Graph` are of this kind. Source:
`tensorflow/python/ops/resource_variable_ops.py`.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import Shape, as_shape, compatible, is_full
from lifetimes.ops.scatter_methods import add_scatter_methods
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization
from lifetimes.tf1.variable import Variable


class ResourceVariable(Variable):
    """A variable of a graph whose readings and writings are separate operations on a handle."""

    _is_resource = True
    _prefix = "Resource"

    def _start(self, initial_value: Any, dtype: Any) -> Tensor:
        if callable(initial_value):
            return super()._start(initial_value, dtype)
        start = super()._start(lambda: initial_value, dtype)
        self._refuse_symbol_of_a_branch(start)
        return start

    def _build(self, scope: str, shape: Shape, validate_shape: bool) -> None:
        world, start = self._world, self._initial_value
        self._kind, self._sizes = start.dtype.base_dtype, shape
        attrs = {"dtype": self._kind, "shape": shape, "shared_name": scope.rstrip("/")}
        self._variable = world.node("VarHandleOp", (), attrs, scope).outputs[0]
        with world.name_scope("IsInitialized"):
            self._is_initialized = world.apply("VarIsInitializedOp", self._variable)
        with self._apart(), self._placed():
            self._initializer = world.node("AssignVariableOp", (self._variable, self._guarded(scope)), {}, "Assign")
        with world.name_scope("Read"), self._placed():
            self._snapshot = self._read_here()

    def _read(self, name: str | None = None) -> Tensor:
        with self._apart():
            return self._read_here(name)

    def _apart(self) -> AbstractContextManager[Any]:
        """Put what is made inside beside nothing."""
        graph = self._world.current_graph()
        return graph.colocate_with(None, ignore_existing=True) if graph.scopes.devices else nullcontext()

    def _placed(self) -> AbstractContextManager[Any]:
        """Put what is made inside on the device of the variable."""
        return self.graph.device(self.device) if self.device else nullcontext()

    def _read_here(self, name: str | None = None) -> Tensor:
        attrs = {"dtype": self._kind, "shape": self._sizes}
        return self._world.apply("ReadVariableOp", self._variable, name=name, **attrs)  # type: ignore[no-any-return]

    # --- what it is ---

    dtype = property(lambda self: self._kind)
    static_shape = property(lambda self: self._sizes)
    handle = property(lambda self: self._variable)

    def is_initialized(self, name: str | None = None) -> Tensor:
        return self._world.apply("VarIsInitializedOp", self._variable, name=name)  # type: ignore[no-any-return]

    # --- reading and writing ---

    def _as_tensor(self, as_ref: bool = False) -> Tensor:
        return self._variable if as_ref else self._read()

    def _read_as(self, path: str) -> Tensor:
        """Return the value as a node of that full name, made unique: how an op reads its input."""
        return self._read(f"{self.graph.names.unique_path(path)}/")

    def _as_graph_element(self) -> Tensor:
        return self._snapshot

    def value(self) -> Tensor:
        """Return a new reading, in the order of the program."""
        return self._read()

    def read_value(self) -> Tensor:
        with self._world.name_scope("Read"):
            value = self._read_here()
        return self._world.apply("Identity", value)  # type: ignore[no-any-return]

    def sparse_read(self, indices: Any, name: str | None = None) -> Tensor:
        """Return the rows at the indices."""
        attrs = {"dtype": self._kind, "shape": self._sizes}
        with self._world.name_scope(name, "Gather", [indices]) as scope:
            return self._world.apply("ResourceGather", self._variable, indices, name=scope, **attrs)  # type: ignore[no-any-return]

    def gather_nd(self, indices: Any, name: str | None = None) -> Tensor:
        """Return the parts at the index tuples."""
        attrs = {"dtype": self._kind, "shape": self._sizes}
        with self._world.name_scope(name, "GatherNd", [indices]) as scope:
            value = self._world.apply("ResourceGatherNd", self._variable, indices, name=scope, **attrs)
        return self._world.apply("Identity", value)  # type: ignore[no-any-return]

    def set_shape(self, shape: Any) -> None:
        self._sizes = as_shape(shape)

    def count_up_to(self, limit: int) -> Any:
        """Return a tensor that adds one to the value with each run, and OutOfRangeError at the limit."""
        if self._kind.name not in ("int32", "int64"):
            words = f"Value passed to parameter 'T' has DataType {self._kind.name} not in list of allowed values"
            raise TypeError(f"{words}: int32, int64")
        return self._world.apply("ResourceCountUpTo", self._variable, limit=limit, T=self._kind)

    def assign(self, value: Any, use_locking: Any = None, name: str | None = None, read_value: bool = True) -> Any:
        """Return the variable as it is after a value was written, or the operation that writes it."""
        with self._waiting():
            value = self._world.convert(value, self._kind)
        if not compatible(self._sizes, value.static_shape):
            raise ValueError(f"Cannot assign value to variable ' {self.name}': Shape mismatch.The variable shape "
                             f"{self.shape}, and the assigned value shape "
                             f"{self._world.shape_class(value.static_shape)} are incompatible.")  # fmt: skip
        return self._written("AssignVariableOp", (value,), name, read_value, validate_shape=is_full(self._sizes))

    def assign_add(self, delta: Any, use_locking: Any = None, name: str | None = None, read_value: bool = True) -> Any:
        return self._written("AssignAddVariableOp", (delta,), name, read_value)

    def assign_sub(self, delta: Any, use_locking: Any = None, name: str | None = None, read_value: bool = True) -> Any:
        return self._written("AssignSubVariableOp", (delta,), name, read_value)

    def _scatter(self, kind: str, sparse_delta: Any, name: str | None) -> Any:
        if not isinstance(sparse_delta, IndexedSlices):
            raise TypeError(f"Argument `sparse_delta` must be a `tf.IndexedSlices`. Received arg: {sparse_delta}")
        return super()._scatter(kind, sparse_delta, name)

    def _written(self, op: str, given: tuple[Any, ...], name: str | None, read_value: bool = True, **attrs: Any) -> Any:
        with self._waiting():
            value = self._world.convert(given[-1], self._kind)
            node = self._world.node(op, (self._variable, *given[:-1], value), attrs, name)
            return self._unread_class(self, node) if read_value else node

    def _waiting(self) -> AbstractContextManager[Any]:
        """Enter what a writing of this variable must wait for: nothing."""
        return nullcontext()

    def initialized_value(self) -> Tensor:
        raise NotImplementedError

    def numpy(self) -> Any:
        """Raise NotImplementedError in a graph; outside of any the value is out of reach: TypeError."""
        if self._world.is_eager():
            outside: Any = self.read_value()  # refused there
            return outside.numpy()
        raise NotImplementedError("numpy() is only available when eager execution is enabled.")

    def __neg__(self) -> Any:
        return -self.value()

    def __abs__(self) -> Any:
        return abs(self.value())

    def __bool__(self) -> bool:
        return bool(self.read_value())  # refused there

    _unread_class: ClassVar[Any]


_ROWS = ("Add", "Sub", "Mul", "Div", "Max", "Min", "Update", "BatchUpdate")
_PARTS = ("Add", "Sub", "Update", "Max", "Min")
add_scatter_methods(ResourceVariable, _ROWS, _PARTS)


class UnreadVariable(ResourceVariable):
    """What an assignment returns: the variable as it is after that. Whatever reads it waits for the assignment."""

    def __init__(self, written: ResourceVariable, operation: Operation) -> None:
        self._world, self._variable, self._written_by = written._world, written._variable, operation
        self._kind, self._sizes, self._trainable, self._constraint = written._kind, written._sizes, True, None
        self.synchronization, self.aggregation = VariableSynchronization.AUTO, VariableAggregation.NONE
        self._snapshot = self._read_here()

    def _waiting(self) -> AbstractContextManager[Any]:
        current = around = self._world.current_graph()
        while around is not None and around is not self._written_by.graph:
            around = around.outer  # a branch or body is a part of the graph around it
        graph = self._written_by.graph if around is None else current
        return graph.control_dependencies([self._written_by])  # type: ignore[no-any-return]

    def _read_here(self, name: str | None = None) -> Tensor:
        with self._waiting():
            return super()._read_here(name)

    def read_value(self) -> Tensor:
        return self._read_here()

    name = property(lambda self: self._written_by.name)
    op = property(lambda self: self._written_by)

    initializer = initial_value = None


UnreadVariable.__name__ = "_UnreadVariable"
ResourceVariable._unread_class = UnreadVariable
