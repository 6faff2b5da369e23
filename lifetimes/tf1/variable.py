"""Variable: a handle on four operations of a graph. The graph owns it, and each session owns a value of its own.

    tf.Variable(3.0, name="w")   ->   w/initial_value   w   w/Assign   w/read

The object here is only the handle. It goes into the graph's collections when it is made, so losing the
Python name loses nothing but the name. Source: `tensorflow/python/ops/ref_variable.py`.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, ClassVar

from lifetimes import labels
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.storage import bytes_of
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.library import load, load_if_here
from lifetimes.ops import Shape, as_shape, is_full, public
from lifetimes.ops.operators import Operators, index
from lifetimes.ops.scatter_methods import add_scatter_methods
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.scopes import init_scope


def variable(
    world: Any, initial_value: Any = None, trainable: bool | None = None, collections: Any = None,
    validate_shape: bool = True, caching_device: Any = None, name: str | None = None, variable_def: Any = None,
    dtype: Any = None, expected_shape: Any = None, import_scope: str | None = None,
    constraint: Callable[[Any], Any] | None = None, use_resource: bool | None = None,
    synchronization: VariableSynchronization = VariableSynchronization.AUTO,
    aggregation: VariableAggregation = VariableAggregation.NONE, shape: Any = None,
) -> Any:  # fmt: skip
    """Make a variable in the default graph: `tf.Variable(...)`."""
    creators = world.current_graph().scopes.creators.stack
    if not creators:
        return world.variable_class(use_resource)(
            world, initial_value, trainable, collections, validate_shape, caching_device, name, variable_def, dtype,
            expected_shape, import_scope, constraint, synchronization, aggregation, shape,
        )  # fmt: skip
    arguments = dict(locals())
    del arguments["world"], arguments["creators"]
    make: Callable[..., Any] = partial(_made, world)
    for creator in creators:
        make = partial(creator, make)
    return make(**arguments)


def _made(world: Any, use_resource: bool | None = None, **arguments: Any) -> Any:
    return world.variable_class(use_resource)(world, **arguments)


@public(v1=("Variable",))
class Variable(Operators):
    """What `tf.Variable` names: every variable of a graph is one, whichever operations it stands for."""

    _make = variable
    _trainable, _constraint, _save_slice_info = True, None, None
    synchronization, aggregation = VariableSynchronization.AUTO, VariableAggregation.NONE

    def __init__(
        self, world: Any, initial_value: Any = None, trainable: bool | None = None, collections: Any = None,
        validate_shape: bool = True, caching_device: Any = None, name: str | None = None, variable_def: Any = None,
        dtype: Any = None, expected_shape: Any = None, import_scope: str | None = None,
        constraint: Callable[[Any], Any] | None = None,
        synchronization: VariableSynchronization = VariableSynchronization.AUTO,
        aggregation: VariableAggregation = VariableAggregation.NONE, shape: Any = None,
    ) -> None:  # fmt: skip
        self._world = world
        if constraint is not None:
            self._constraint = constraint
        if variable_def is not None:
            load("tf1.library.definitions").take_up(self, variable_def, import_scope, initial_value)
            return
        if synchronization is not self.synchronization or aggregation is not self.aggregation:
            self.synchronization, self.aggregation = synchronization, aggregation
        on_read = synchronization is VariableSynchronization.ON_READ
        if on_read or trainable is not None:
            self._trainable = not on_read if trainable is None else trainable
        keys = self._check(initial_value, collections)
        shorter = load_if_here("tf1.library.plain_variables")
        graph = shorter and shorter.grown(self, initial_value, name, dtype, shape, validate_shape)
        if not graph:
            with init_scope(world) as graph, world.name_scope(name, "Variable", [initial_value]) as scope:
                start = self._start(initial_value, dtype)
                if validate_shape and not is_full(start.static_shape) and not self._is_resource:
                    raise ValueError(f"initial_value must have a shape specified: {start}")
                known = start.static_shape if validate_shape or self._is_resource else None
                self._initial_value = start
                self._build(scope, known if shape is None else as_shape(shape), validate_shape)
        graph.add_to_collections(keys, self)

    def _check(self, initial_value: Any, collections: Any) -> list[Any]:
        """Return the collections to join. ValueError where an argument is none that TensorFlow takes."""
        if initial_value is None:
            raise ValueError("initial_value must be specified.")
        if collections is None:
            collections = [GraphKeys.GLOBAL_VARIABLES]
        if not isinstance(collections, (list, tuple, set)):
            raise ValueError("collections argument to Variable constructor must be a list, tuple, or set. Got "
                             f"{collections} of type {type(collections)}")  # fmt: skip
        if self._constraint is not None and not callable(self._constraint):
            raise ValueError("The `constraint` argument must be a callable.")
        missing = self._trainable and GraphKeys.TRAINABLE_VARIABLES not in collections
        return [*collections, GraphKeys.TRAINABLE_VARIABLES] if missing else list(collections)

    def _start(self, initial_value: Any, dtype: Any) -> Tensor:
        """Return the initial value as a tensor; a callable is called once, now, and not kept."""
        if not callable(initial_value):
            start: Tensor = self._world.convert(initial_value, dtype, name="initial_value")
            self._refuse_symbol_of_a_branch(start)
            return start
        graph = self._world.current_graph()
        with self._world.name_scope("Initializer"), graph.device(None):
            return self._world.convert(initial_value(), dtype, name="initial_value")  # type: ignore[no-any-return]

    def _refuse_symbol_of_a_branch(self, start: Tensor) -> None:
        graph = start.graph
        if graph.outer is not None or start.op in graph.inside:
            raise ValueError(f"Initializer for variable {self._world.current_graph().get_name_scope()}/ is from inside "
                             "a control-flow construct, such as a loop or conditional. When creating a variable inside "
                             "a loop or conditional, use a lambda as the initializer.")  # fmt: skip

    def _build(self, scope: str, shape: Shape, validate_shape: bool) -> None:
        """Add the operations of the variable to the graph."""
        raise NotImplementedError

    def _guarded(self, scope: str) -> Tensor:
        """Return the initial value. What it reads of other variables, it reads where these are initialised.

        In `b = tf.Variable(a * 3.0)` the initialiser of b uses a where the session has set it, else a's initial value.
        """
        start = self._initial_value
        library = None if start.op.type == "Const" else load_if_here("tf1.library.initial_values")
        return start if library is None else library.guarded(self._world, scope, start)

    # --- what it is ---

    _variable: Tensor
    _snapshot: Tensor
    _initial_value: Tensor
    _initializer: Operation
    _is_resource = False

    _symbol: Any = property(lambda self: self._variable)
    name: Any = property(lambda self: self._variable.name)
    op: Operation = property(lambda self: self._variable.op)  # type: ignore[assignment]
    graph: Any = property(lambda self: self._variable.graph)
    device: Any = property(lambda self: self._variable.device)
    dtype: Any = property(lambda self: self._variable.dtype)
    static_shape: Any = property(lambda self: self._variable.static_shape)

    shape: Any = property(lambda self: self._world.shape_class(self.static_shape))
    _shared_name: Any = property(lambda self: self.op.name)

    def get_shape(self) -> Any:
        return self.shape

    trainable: Any = property(lambda self: self._trainable)
    constraint: Any = property(lambda self: self._constraint)
    initializer: Any = property(lambda self: self._initializer)
    initial_value: Any = property(lambda self: self._initial_value)

    def initialized_value(self) -> Tensor:
        """Return a tensor of the value, or of the initial value where the session has not initialised the variable."""
        return load("tf1.library.initial_values").initialized_value(self._world, self)  # type: ignore[no-any-return]

    def eval(self, session: Any = None) -> Any:
        """Return the value that the session holds, or the default session."""
        purpose = "evaluate tensor"
        return self._world.session_for(session, self.graph, purpose).run(self)

    def load(self, value: Any, session: Any = None) -> None:
        """Put a value into the session given, or the default one; adds nothing to the graph."""
        session = session if session is not None else self._world.sessions.get()
        if session is None:
            raise ValueError("Either session argument should be provided or default session should be established")
        session.run(self.initializer, {self.initializer.inputs[1]: value})

    def count_up_to(self, limit: int) -> Any:
        """Return a tensor that adds one to the value with each run, and OutOfRangeError at the limit."""
        return self._world.apply("CountUpTo", self, limit=limit)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._variable)  # refused there, in the words for every symbol of a graph

    def to_proto(self, export_scope: str | None = None) -> Any:
        """Return the names of the operations that make up the variable, as data; None outside of `export_scope`."""
        return load("tf1.library.definitions").definition_of(self, export_scope)

    @classmethod
    def from_proto(cls, variable_def: Any, import_scope: str | None = None) -> Any:
        """Return a variable that takes up the operations which a definition names."""
        return cls(variable_def=variable_def, import_scope=import_scope)  # type: ignore[call-arg]

    def _get_save_slice_info(self) -> Any:
        return self._save_slice_info

    def _set_save_slice_info(self, save_slice_info: Any) -> None:
        self._save_slice_info = save_slice_info

    def __repr__(self) -> str:
        return f"<tf.Variable '{self.name}' shape={self.shape} dtype={self.dtype.name}>"

    _prefix: ClassVar[str] = ""
    _written: Any
    value: Any

    def _scatter(self, kind: str, sparse_delta: Any, name: str | None) -> Any:
        if not isinstance(sparse_delta, IndexedSlices):
            raise TypeError(f"sparse_delta is not IndexedSlices: {sparse_delta}")
        return self._written(f"{self._prefix}Scatter{kind}", (sparse_delta.indices, sparse_delta.values), name)

    def _scatter_nd(self, kind: str, indices: Any, updates: Any, name: str | None) -> Any:
        return self._written(f"{self._prefix}ScatterNd{kind}", (indices, updates), name, use_locking=True)

    def _binary(self, op: str, other: Any, name: str) -> Any:
        return self.value()._binary(op, other, name)

    def _reflected(self, op: str, other: Any, name: str) -> Any:
        return self.value()._reflected(op, other, name)

    def __getitem__(self, key: Any) -> Any:
        """Return a part of the value; `v[key].assign(value)` writes to that part of the variable."""
        part = index(self._world, self.value(), key)
        if part.op.type == "StridedSlice":
            part.assign = partial(self._assign_part, part.op)
        return part

    def _assign_part(self, taken: Operation, value: Any, name: str | None = None) -> Any:
        name = name or f"{taken.name}/_assign"
        return self._written(f"{self._prefix}StridedSliceAssign", (*taken.inputs[1:], value), name, **taken.attrs)


@lru_cache(maxsize=64, typed=True)
def alike(**attrs: Any) -> dict[str, Any]:
    """Return attributes: one dictionary for the operations of all variables that are alike."""
    return attrs


class RefVariable(Variable):
    """A variable of TensorFlow 1: a reference that assignments write to, in whichever session runs them."""

    def _build(self, scope: str, shape: Shape, validate_shape: bool) -> None:
        world, start = self._world, self._initial_value
        attrs = alike(dtype=start.dtype.base_dtype, shape=shape)
        self._variable = world.node("VariableV2", (), attrs, scope).outputs[0]
        attrs = alike(validate_shape=validate_shape)
        self._initializer = world.node("Assign", (self, self._guarded(scope)), attrs, "Assign")
        self._snapshot = world.node("Identity", (self._variable,), alike(), "read").outputs[0]

    def _as_tensor(self, as_ref: bool = False) -> Tensor:
        return self._variable if as_ref else self._snapshot

    def _as_graph_element(self) -> Tensor:
        return self._variable

    def _ref(self) -> Tensor:
        return self._variable

    def value(self) -> Tensor:
        """Return the reading that was made with the variable."""
        return self._snapshot

    def read_value(self) -> Tensor:
        """Return a new reading, which waits for the control dependencies of now."""
        return self._world.apply("Identity", self._variable, name="read")  # type: ignore[no-any-return]

    def set_shape(self, shape: Any) -> None:
        self._variable.set_shape(shape)
        self._snapshot.set_shape(shape)

    def assign(self, value: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> Any:
        """Return a tensor that is the new value, once a session runs it. Does nothing by itself."""
        return self._written("Assign", (value,), name, read_value, use_locking=use_locking)

    def assign_add(
        self, delta: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> Any:
        return self._written("AssignAdd", (delta,), name, read_value, use_locking=use_locking)

    def assign_sub(
        self, delta: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> Any:
        return self._written("AssignSub", (delta,), name, read_value, use_locking=use_locking)

    def _written(
        self, op: str, inputs: tuple[Any, ...], name: str | None, read_value: bool = True, **attrs: Any
    ) -> Any:
        node = self._world.node(op, (self, *inputs), attrs, name)
        return node.outputs[0] if read_value else node


add_scatter_methods(RefVariable, ("Add", "Sub", "Mul", "Div", "Max", "Min", "Update"), ("Add", "Sub", "Update"))


labels.register(Variable, "variable", name=lambda v: v.name, nbytes=lambda v: bytes_of(v.dtype, v.static_shape))
