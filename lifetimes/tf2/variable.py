"""Variable: an object that owns its storage. Nobody else lists it, so it dies with the last name that holds it.

    name -> Variable -> Storage -> array

A trace that uses the variable captures the storage, not the object: it goes on with the value when the object
is gone. What `assign` returns is a view of the storage too, and owns no variable. The name is a label, made
unique by nobody and a key to nothing.

Source: `guide/migrate/tf1_vs_tf2`, "No more globals"; `rfcs/20180817-variables-20.md`.
"""

import operator
from collections.abc import Callable
from functools import partial, wraps
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from lifetimes import labels
from lifetimes.graph.storage import Storage, bytes_of
from lifetimes.library import load
from lifetimes.numpy_calls import giving_arrays
from lifetimes.ops import DType, Shape, as_shape, compatible, dtypes, plain, show
from lifetimes.ops.operators import index
from lifetimes.ops.state import update
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tensor import CPU, EagerTensor
from lifetimes.tf2.updates import Updates
from lifetimes.tf2.world import WORLD, World

_BIRTHS = count()  # tells which of two variables is older, as a tape lists them
_ON_READ: Final = VariableSynchronization.ON_READ


class VariableClass(type):
    """Lets `tf.Variable(...)` ask the creators in force, the innermost first, and make a variable at last."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is not Variable:
            return super().__call__(*args, **kwargs)
        nobody_else = HERE.place is HERE.eager and not HERE.creators
        return (ResourceVariable if nobody_else else _create)(*args, **kwargs)


class MadeAtOnce(VariableClass):
    """The class of classes whose call makes an object of theirs, as that of any other class does."""

    __call__ = type.__call__


def _create(
    initial_value: Any = None, trainable: bool | None = None, validate_shape: bool = True, caching_device: Any = None,
    name: str | None = None, variable_def: Any = None, dtype: Any = None, import_scope: str | None = None,
    constraint: Callable[[Any], Any] | None = None,
    synchronization: VariableSynchronization = VariableSynchronization.AUTO,
    aggregation: VariableAggregation = VariableAggregation.NONE, shape: Any = None,
    experimental_enable_variable_lifting: bool | None = None, **unknown: Any,
) -> Any:  # fmt: skip
    arguments = dict(locals())
    del arguments["unknown"]
    make: Callable[..., Any] = default_creator
    for creator in HERE.creators:
        make = partial(creator, make)
    return make(**arguments)


def default_creator(**arguments: Any) -> Any:
    """Make the variable itself: eagerly an object that owns its value, in a `tf.Graph` one that the graph owns."""
    return HERE.place.new_variable(ResourceVariable, arguments)


def _reading(slot: str) -> Any:
    return property(operator.attrgetter(slot))


def _refusing(error: type[Exception], words: str) -> Any:
    def refuse(self: Any) -> Any:
        raise error(f"{words} eager execution is enabled.")

    return property(refuse)


@plain(v2=("Variable",))
class Variable(Updates, metaclass=VariableClass):
    """A variable of TensorFlow 2. Whoever holds a reference to this object owns the value."""

    __slots__ = (
        "__dict__", "__weakref__", "_aggregation", "_constraint", "_dtype", "_handle", "_name", "_serial", "_shape",
        "_synchronization", "_trainable",
    )  # fmt: skip
    if TYPE_CHECKING:  # calling the class makes a variable of another one, see VariableClass

        def __init__(self, initial_value: Any = None, *args: Any, **kwargs: Any) -> None: ...

    _world: ClassVar[World] = WORLD  # type: ignore[misc]
    _handle: Any
    _name: str
    _dtype: DType
    _shape: Shape
    _trainable: bool
    _constraint: Any
    _synchronization: VariableSynchronization
    _aggregation: VariableAggregation
    _serial: int

    # --- what it is ---

    name, dtype, static_shape, handle = map(_reading, ("_name", "_dtype", "_shape", "_handle"))
    trainable, constraint = map(_reading, ("_trainable", "_constraint"))
    synchronization, aggregation = map(_reading, ("_synchronization", "_aggregation"))
    graph, op = (_refusing(AttributeError, f"Tensor.{what} is undefined when") for what in ("graph", "op"))
    initial_value = _refusing(RuntimeError, "This property is not supported when")
    create = _refusing(RuntimeError, "This operation is not supported when")
    device, initializer = property(lambda self: CPU), property(lambda self: None)
    shape: Any = property(lambda self: WORLD.shape_class(self._shape))

    def get_shape(self) -> Any:
        return self.shape

    def set_shape(self, shape: Any) -> None:
        """Add to what is known of the shape. ValueError where it contradicts what is known."""
        self._shape = as_shape(self.shape.merge_with(shape))

    _shared_name = property(lambda self: self._name[:-2])

    def eval(self, session: Any = None) -> Any:
        raise RuntimeError("This operation is not supported when eager execution is enabled.")

    def _binary(self, op: str, other: Any, name: str) -> Any:
        return self._as_tensor()._binary(op, other, name)

    # --- reading ---

    def _note_access(self) -> None:
        """Tell whoever must know that this variable was read: the trace in progress (weakly), the active tapes."""
        HERE.place.note_variable(self)
        if self._trainable:
            for tape in HERE.tapes:
                tape.variable_accessed(self)

    def _note_use(self) -> None:
        HERE.place.note_variable(self)

    def _as_tensor(self, as_ref: bool = False) -> Any:
        """Return the value of now as a tensor; in a trace its place, if a reference is asked for."""
        if as_ref and not WORLD.is_eager():
            return WORLD.current_graph().capture(self._handle)
        return HERE.place.reading(self) if HERE.straight is None else EagerTensor(self._handle.read())

    def _operand(self) -> Any:
        """Return the value of now for one op alone: as nobody else can ask for it, tapes know it as the variable."""
        if type(self._handle) is not Storage:
            return self._as_tensor()
        value = EagerTensor(self._handle.read())
        if HERE.tapes:
            self._note_access()
            trail = self._handle._id
            if trail is not None and self._dtype.kind in "fc":  # nothing goes through integers
                if trail.static_shape != value._value.shape:
                    return HERE.place.reading(self)
                value._id = trail
        return value

    def _read(self, name: str) -> Any:
        self._note_access()
        return WORLD.apply("ReadVariableOp", self._handle, name=name, dtype=self._dtype, shape=self._shape)

    def _read_as(self, path: str) -> Any:
        """Return the value as a node of that full name, made unique: how an op of a trace reads its input."""
        return self._read(WORLD.current_graph().names.unique_path(path) + "/")

    def value(self) -> Any:
        """Return a tensor with the value of now: a snapshot that later assignments do not reach."""
        return self._as_tensor()

    read_value = read_value_no_copy = value

    def numpy(self) -> Any:
        """Return a copy of the value as a NumPy array or scalar."""
        HERE.place.require_eager("numpy()")
        value = self._handle.read()
        return value.copy() if value.ndim else value[()]

    def is_initialized(self, name: str | None = None) -> Any:
        return WORLD.apply("VarIsInitializedOp", self._handle, name=name)

    def initialized_value(self) -> Any:
        raise NotImplementedError

    def sparse_read(self, indices: Any, name: str | None = None) -> Any:
        """Return the rows at `indices`, in one operation whose gradient touches those rows only."""
        self._note_access()
        name = name or "Gather"
        return WORLD.apply("ResourceGather", self._handle, indices, name=name, dtype=self._dtype, shape=self._shape)

    def gather_nd(self, indices: Any, name: str | None = None) -> Any:
        """Return the parts at the index tuples."""
        return WORLD.apply("GatherNd", self._as_tensor(), indices, name=name)

    def __getitem__(self, key: Any) -> Any:
        """Return that part as a tensor, with an `assign` that writes to this variable, and so holds it."""
        part = index(WORLD, self._as_tensor(), key)
        part.assign = partial(self._assign_slice, key)
        return part

    # --- as Python sees it ---

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.numpy(), dtype)

    def __eq__(self, other: Any) -> Any:
        return WORLD.apply("Equal", self, other) if other is None else WORLD.equal(self, other)

    def __ne__(self, other: Any) -> Any:
        return WORLD.apply("NotEqual", self, other) if other is None else WORLD.not_equal(self, other)

    def __hash__(self) -> int:
        raise TypeError(f"Variable is unhashable. Instead, use variable.ref() as the key. (Variable: {self!r})")

    def __copy__(self) -> "Variable":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Return a new variable of the same name and value, with a storage and a life of its own."""
        HERE.place.require_eager("__deepcopy__()")
        copied = ResourceVariable(
            self._handle.read(), self._trainable, name=self._shared_name, dtype=self._dtype,
            constraint=self._constraint, synchronization=self._synchronization, aggregation=self._aggregation,
        )  # fmt: skip
        copied._name = self._name
        memo[id(self)] = copied
        return copied

    def __reduce__(self) -> Any:
        return partial(ResourceVariable, trainable=self._trainable, name=self._shared_name), (self.numpy(),)

    def __repr__(self) -> str:
        value = HERE.place.shown_value(self._handle)
        return f"<tf.Variable '{self.name}' shape={show(self._shape)} dtype={self.dtype.name}{value}>"

    # --- what a writing returns ---

    def _written(self, operation: Any, read_value: bool) -> Any:
        operation = operation or None  # what ran eagerly leaves no operation
        if not read_value:
            return operation
        self._note_access()
        return UnreadVariable(self, operation)


def _of_value(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of Python's that a variable answers as its value of now would."""
    return lambda variable, *others: method(variable._as_tensor(), *others)


_AS_ITS_VALUE: Final[dict[str, Callable[..., Any]]] = {
    "iter": iter, "bool": bool, "int": int, "float": float, "complex": complex,
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow,
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip
for _name, _method in _AS_ITS_VALUE.items():
    setattr(Variable, f"__{_name}__", _of_value(_method))


class ResourceVariable(Variable, metaclass=MadeAtOnce):
    """What `tf.Variable(...)` makes: it owns its storage, and every trace that captured the storage shares it."""

    __slots__ = ()

    def __init__(
        self, initial_value: Any = None, trainable: bool | None = None, validate_shape: bool = True,
        caching_device: Any = None, name: str | None = None, variable_def: Any = None, dtype: Any = None,
        import_scope: str | None = None, constraint: Callable[[Any], Any] | None = None,
        synchronization: VariableSynchronization = VariableSynchronization.AUTO,
        aggregation: VariableAggregation = VariableAggregation.NONE, shape: Any = None, **unused: Any,
    ) -> None:  # fmt: skip
        if initial_value is None:
            raise ValueError("The `initial_value` arg to `tf.Variable` must be specified except when you are not "
                             "providing a `variable_def`. You provided neither.")  # fmt: skip
        if constraint is not None and not callable(constraint):
            raise ValueError(f"Argument `constraint` must be None or a callable. a callable. Got a {type(constraint)}: "
                             f" {constraint}")  # fmt: skip
        if not (type(synchronization) is VariableSynchronization and type(aggregation) is VariableAggregation):
            load("tf2.library.refusals").check_modes(name, synchronization=synchronization, aggregation=aggregation)
        if name is not None and not isinstance(name, str):
            raise ValueError("name for name_scope must be a string.")
        scope = f"{HERE.scope}{'Variable' if name is None else name}"
        if callable(initial_value):
            with HERE.named(f"{scope}/"):
                initial_value = initial_value()
        value = _start(initial_value, dtype, shape, name)._value
        name = scope.rstrip("/")
        self._name, self._serial = f"{name}:0", next(_BIRTHS)
        self._dtype, self._shape = dtypes.of(value), value.shape if shape is None else as_shape(shape)
        self._synchronization = synchronization or VariableSynchronization.AUTO
        self._trainable = synchronization is not _ON_READ if trainable is None else trainable
        self._constraint, self._aggregation = constraint, aggregation or VariableAggregation.NONE
        self._handle = Storage(name, self._dtype, self._shape, value)


class UnliftedInitializerVariable(ResourceVariable):
    """A variable that was made inside a `tf.function`, which owns it."""

    __slots__ = ()


def _start(value: Any, dtype: Any, shape: Any, name: Any) -> Any:
    """Return the initial value as a tensor. ValueError or TypeError where dtype or shape do not fit it."""
    if hasattr(value, "_checkpointed_value"):
        value = value._checkpointed_value()
    try:
        start = HERE.place.convert(value, None if dtype is None else dtypes.as_dtype(dtype))
    except ValueError as error:
        if WORLD.is_tensor(value):
            raise ValueError(f"initial_value: {error}") from None
        raise
    if not isinstance(start, EagerTensor):
        raise load("tf2.library.refusals").symbol_at_start(start, start is value, name)
    if shape is not None and not compatible(as_shape(shape), start.static_shape):
        raise ValueError(f"In this `tf.Variable` creation, the initial value's shape ({show(start.static_shape)}) is "
                         f"not compatible with the explicitly supplied `shape` argument ({shape}).")  # fmt: skip
    return start


class UnreadVariable(Variable, metaclass=MadeAtOnce):
    """What an assignment returns: a view that reads the value of now. It holds the storage, not the variable."""

    __slots__ = ("_operation",)

    def __init__(self, written: Variable, operation: Any = None) -> None:
        self._name = "UnreadVariable"
        self._dtype, self._shape, self._handle = written._dtype, written._shape, written._handle
        self._trainable, self._constraint = True, written._constraint
        self._synchronization, self._aggregation = written._synchronization, written._aggregation
        self._serial = written._serial
        self._operation = operation

    @property
    def op(self) -> Any:
        if self._operation is None:
            raise AttributeError("Tensor.op is undefined when eager execution is enabled.")
        return self._operation

    def _note_access(self) -> None:
        """A view is not the variable: neither tapes nor traces take note of it."""

    _note_use = _note_access


UnreadVariable.__name__ = "_UnreadVariable"


def _straight(general: Callable[..., Any], combine: Callable[..., Any]) -> Callable[..., Any]:
    """Return an assignment that computes at once where no tape listens and dtypes and shapes agree.

    Whatever else there is, and every error, takes the way through the world.
    """

    @wraps(general)
    def assign(self: Variable, *given: Any, **options: Any) -> Any:
        straight = HERE.straight
        if straight is not None and len(given) == 1 and (not options or options == {"read_value": False}):
            try:
                storage, value = self._handle, given[0]
                old = storage.value
                if type(value) is float:
                    fits = old.dtype.kind == "f" and old.shape == ()
                else:
                    value = value._value if type(value) is EagerTensor else value
                    fits = type(value) is np.ndarray and value.dtype is old.dtype and value.shape == old.shape
                    fits = fits and old.dtype.kind in "fiuc"  # of text and truths there are no sums
                if fits:
                    straight(update, storage, combine, value)
                    return None if options else UnreadVariable(self)
            except Exception:  # no value yet, or a call from inside a kernel: nothing was written
                pass
        return general(self, *given, **options)

    return assign


for _name, _combine in (
    ("assign", lambda old, value, out: np.array(value, old.dtype)),
    ("assign_add", giving_arrays(np.add)), ("assign_sub", giving_arrays(np.subtract)),
):  # fmt: skip
    setattr(Variable, _name, _straight(getattr(Updates, _name), _combine))


labels.register(Variable, "variable", name=lambda v: v.name, nbytes=lambda v: bytes_of(v.dtype, v.static_shape))
labels.register(UnreadVariable, "view")
