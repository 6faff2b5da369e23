"""Computing now: inputs become arrays, dtypes must agree, the kernel runs, and the active tapes hear of it."""

import operator
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

import numpy as np

from lifetimes.graph import tensor as graph_tensor
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Run
from lifetimes.graph.storage import Storage
from lifetimes.library import load
from lifetimes.numpy_calls import GIVES_ARRAYS, is_reentry
from lifetimes.ops import Array, DType, as_shape, dtypes
from lifetimes.ops.registry import INDEX, OPS, Op, find, not_differentiable
from lifetimes.ops.seeds import choose_seeds
from lifetimes.ops.values import CannotConvert
from lifetimes.tf2.context import HERE
from lifetimes.tf2.place import AnyPlace, InGraph, refusals
from lifetimes.tf2.tape_memory import kept
from lifetimes.tf2.tensor import EagerTensor, text_of

trail_so_far: Final = operator.attrgetter("_id")
"""Returns what tapes know a tensor or storage by, None for a tensor that no tape has met."""


class Call:
    """One op that was applied eagerly: what a graph calls an operation, without a graph."""

    __slots__ = ("attrs", "definition", "inputs", "name", "outputs")

    def __init__(
        self, definition: Op, inputs: Sequence[Any], attrs: dict[str, Any], name: str, outputs: Sequence[Any] = ()
    ) -> None:
        self.definition, self.inputs, self.attrs, self.name, self.outputs = definition, inputs, attrs, name, outputs

    type = property(lambda self: self.definition.name)


class Eager(AnyPlace):
    """The place where code begins: an op computes when its line runs, and what it gives belongs to whoever holds it."""

    graph = trace = None
    mixing = "by_the_first"

    def __init__(self, run: Run) -> None:
        self._run = run
        self.ground: Any = self
        self.seed: int | None = None
        self._op_seeds: Any = None

    def is_eager(self) -> bool:
        return True

    def current_graph(self) -> Graph:
        raise RuntimeError("There is no graph under eager execution.")

    def graph_for(self, inputs: Sequence[Any]) -> Graph:
        return self.current_graph()

    # --- ops ---

    def applied(self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None) -> Any:
        """Compute now and return the outputs; the tapes that follow an input hear of it."""
        definition = OPS.get(op) or find(op)
        if definition.attrs:
            attrs = {**definition.attrs, **attrs}
        tensors, values = _ready(definition, inputs) or self._tensors_and_arrays(definition, inputs, name)
        try:
            if definition.stateful:
                call = Call(definition, tensors, attrs, name or op)
                result = HERE.quietly(definition.kernel, self._run, call, *values)
            elif GIVES_ARRAYS and type(definition.kernel) is np.ufunc and not attrs and definition.outputs == 1:
                result = HERE.quietly(definition.kernel, *values, out=...)
            else:
                result = HERE.quietly(definition.kernel, *values, **attrs)
        except Exception as error:
            if is_reentry(error):
                return HERE.again_quietly(self.applied, op, inputs, attrs, name)
            call = Call(definition, tensors, attrs, name or op)
            raise refusals().failed(error, call, values, inputs, name) from None
        if definition.outputs == 1:
            output: Any = EagerTensor(result)
            if HERE.tapes:
                self._record(definition, tensors, attrs, (output,))
            return output
        outputs = tuple([value if type(value) is Storage else EagerTensor(value) for value in result])
        if HERE.tapes:
            self._record(definition, tensors, attrs, outputs)
        return outputs if definition.outputs else None

    def _record(self, definition: Op, inputs: Sequence[Any], attrs: dict[str, Any], outputs: Sequence[Any]) -> None:
        if definition.gradient is not_differentiable or not outputs:
            return
        call = None
        for tape in HERE.tapes:
            if tape.follows(inputs):
                if call is None:
                    call = Call(definition, inputs, attrs, definition.name, outputs)
                tape.record(call)
        if call is not None:
            call.inputs, call.outputs = kept(definition, inputs, outputs)

    def reading(self, variable: Any) -> EagerTensor:
        """Return the value of a variable; the tapes hear of it."""
        variable._note_access()
        value = EagerTensor(variable._handle.read())
        facts = {"dtype": variable._dtype, "shape": variable._shape}
        self._record(OPS["ReadVariableOp"], (variable._handle,), facts, (value,))
        return value

    def call(self, callee: Any, inputs: Sequence[Any]) -> list[Any]:
        """Run a graph now."""
        return callee.run(inputs)  # type: ignore[no-any-return]

    def node(
        self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None, graph: Graph | None = None
    ) -> Any:
        """Add a node to the graph that is given. RuntimeError where there is none."""
        return InGraph(graph or self.current_graph()).node(op, inputs, attrs, name, graph)

    # --- inputs ---

    def _tensors_and_arrays(self, op: Op, inputs: Sequence[Any], name: str | None) -> tuple[Sequence[Any], list[Any]]:
        tensors = [self._eager_input(value) for value in inputs]
        groups, fixed, _ = op.layout(len(tensors))
        for group in groups:
            self._match(op, tensors, group, name)
        plain = any(isinstance(value, (list, tuple)) for value in inputs)  # then each is converted by itself
        for index, dtype in fixed.items():
            value = tensors[index]
            tensors[index] = self.convert(value, dtype) if plain else self._of_dtype(op, value, index, dtype, name)
        for index, value in enumerate(tensors):
            if not isinstance(value, (EagerTensor, Storage)):
                tensors[index] = self.convert(value)
        return tensors, [tensor._value if isinstance(tensor, EagerTensor) else tensor for tensor in tensors]

    def _eager_input(self, value: Any) -> Any:
        if isinstance(value, (EagerTensor, Storage)):
            return value
        if isinstance(value, graph_tensor.Tensor):
            raise refusals().out_of_scope(value)
        as_tensor = getattr(value, "_as_tensor", None)
        return value if as_tensor is None else as_tensor()

    def _match(self, op: Op, tensors: list[Any], group: tuple[int, ...], name: str | None) -> None:
        """Give all inputs of one dtype group the dtype of the first tensor among them, or of what was given first."""
        deciding = group[:1] if "converts" in op.wrapper else group
        first = next((tensors[i] for i in deciding if isinstance(tensors[i], EagerTensor)), None)
        wanted = None if first is None else first.dtype
        for i in group:
            if not isinstance(tensors[i], EagerTensor):
                tensors[i] = self._adapted(op, tensors[i], i, wanted)
                wanted = wanted or tensors[i].dtype
            tensors[i] = self._of_dtype(op, tensors[i], i, wanted, name)
        if group[0] in op.index and wanted is not None and wanted.name not in INDEX:
            raise refusals().no_index(op, op.input(group[0]), wanted)
        if op.allow and wanted is not None and wanted.name not in op.allow:
            raise refusals().no_such_kind(op, wanted)

    def _adapted(self, op: Op, value: Any, index: int, wanted: DType | None) -> Any:
        """Return a Python value as a tensor of the wanted dtype; operators let it keep its own, and refuse it later."""
        if wanted is None:
            made = self.convert(value)
            again = index in op.index and isinstance(value, (list, tuple)) and made.dtype.name not in INDEX
            return self.convert(value, hint=dtypes.int32) if again else made
        if index and "adapts" in op.wrapper:
            return self.convert(value, hint=wanted)
        return self.convert(value, wanted)

    def _of_dtype(self, op: Op, value: Any, index: int, wanted: DType | None, name: str | None) -> Any:
        if not isinstance(value, EagerTensor):
            return self.convert(value, wanted)
        if value.dtype is not wanted:
            raise refusals().other_dtype(op, index, wanted, value.dtype, name)
        return value

    # --- values ---

    def constant_from(self, array: Array, name: str | None = None, dtype: DType | None = None) -> Any:
        return EagerTensor(array)

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        """Return a tensor that holds the value; an eager tensor is its own constant."""
        made = value
        if isinstance(value, (list, tuple)):
            if self.holds_tensor(value):
                raise self.refuse_value(CannotConvert("tensor", value))
            made = EagerTensor(self.array_of(value, None if dtype is None else dtypes.as_dtype(dtype)))
        elif isinstance(value, graph_tensor.Tensor):
            value.__array__()  # which a symbol refuses
        elif not isinstance(value, EagerTensor):
            made = self.convert(value, dtype)
        elif dtype is not None and value.dtype != dtype:
            raise TypeError(f"Expected tensor {value} with dtype {dtypes.as_dtype(dtype)!r}, but got dtype "
                            f"{value.dtype!r}.")  # fmt: skip
        if shape is None or as_shape(shape) == made.static_shape:
            return made
        return EagerTensor(self.shaped(made._value, shape, f"{made._value} (converted from {value!r})"))

    # --- variables ---

    def new_variable(self, variable_class: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        """Make a variable that owns its value."""
        return variable_class(**arguments)

    def note_variable(self, variable: Any) -> None:
        """A variable that is read here is known by nobody for that."""

    def require_eager(self, what: str) -> None:
        """Let pass what needs a value now: here it is."""

    def shown_value(self, storage: Any) -> str:
        if type(storage) is not Storage:
            return ""
        value = np.empty(0, storage.value_dtype.as_numpy_dtype) if storage.value is None else storage.value
        return f", numpy={text_of(value, True)}"

    # --- tapes ---

    trail: Any = staticmethod(trail_so_far)

    def found_inside(self, value: Any) -> Any:
        return value

    # --- seeds ---

    def seeds(self, op_seed: Any) -> tuple[int, int]:
        return choose_seeds(self.seed, op_seed, self._op_seeds)

    def set_seed(self, seed: Any) -> None:
        """Start all random numbers anew from this seed."""
        self.seed, self._op_seeds = seed, load("ops.random.philox").op_seeds(seed)
        self._run.restart_random()

    # --- blocks ---

    def name_scope(self, name: str | None, default: str | None = None, values: Any = ()) -> AbstractContextManager[str]:
        """Prefix the names of variables that are made inside."""
        name = name if name is not None else default
        return HERE.named(name if name and name.endswith("/") else f"{HERE.scope}{name}/" if name else "")

    def control_dependencies(self, control_inputs: Any) -> AbstractContextManager[None]:
        """Everything has run already; a function is called, as TensorFlow does."""
        if callable(control_inputs):
            control_inputs()
        return nullcontext()

    def device(self, name: Any) -> AbstractContextManager[None]:
        """There is one CPU here, which does what a missing device would. InvalidArgumentError for another machine."""
        if name is not None:
            refusals().check_device(name)
        return nullcontext()

    def lifted(self) -> AbstractContextManager[None]:
        return nullcontext()


def _ready(op: Op, inputs: Sequence[Any]) -> tuple[Sequence[Any], list[Any]] | None:
    """Return the inputs as tensors, and their arrays, where that is plain; None where it takes the long way.

    Plain are eager tensors, variables, storages, arrays, a number beside one of these, and positions and sizes.
    """
    values: list[Any] = []
    waiting: tuple[int, ...] = ()
    tensors = inputs
    for position, value in enumerate(inputs):
        kind = type(value)
        if kind is EagerTensor:
            values.append(value._value)
        elif kind is Storage:
            values.append(value)
        elif kind in _PLAIN:
            values.append(None)
            waiting = (*waiting, position)
        else:
            read = getattr(kind, "_operand", None) or getattr(kind, "_as_tensor", None)
            value = read and read(value)
            if type(value) is not EagerTensor:
                return None
            values.append(value._value)
            tensors = [*tensors[:position], value, *tensors[position + 1 :]]
    for position in waiting:
        array = _fitting(op, inputs[position], position, values)
        if array is None:
            return None
        values[position] = array
        tensors = [*tensors[:position], EagerTensor(array), *tensors[position + 1 :]]
    return (tensors, values) if _agree(op, values) else None


_PLAIN: Final = frozenset([float, int, list, tuple, np.ndarray])
_INT32: Final = np.dtype(np.int32)
_POSITIONS: Final = frozenset([_INT32, np.dtype(np.int64)])


def _fitting(op: Op, value: Any, position: int, values: Sequence[Any]) -> Any:
    """Return a Python value as an array of the dtype that its place asks for; None where that takes more thought."""
    if type(value) is np.ndarray:
        return value.copy() if value.dtype in dtypes._BY_NUMPY and not value.dtype.hasobject else None
    groups, fixed, index = op.layouts.get(len(values)) or op.layout(len(values))
    dtype = np.dtype(fixed[position].as_numpy_dtype) if position in fixed else _INT32
    for group in groups if position not in index else ():
        if position in group:
            decides = position == group[0] and "converts" in op.wrapper
            arrays = () if decides else [values[i] for i in group if type(values[i]) is np.ndarray]
            if not arrays:
                return None
            dtype = arrays[0].dtype
    kind = type(value)
    if dtype.kind in "iu":
        fits = kind is int or (kind is not float and (value or position in index) and {*map(type, value)} <= {int})
    else:
        fits = dtype.kind == "f" and kind in (float, int)
    try:
        return np.array(value, dtype) if fits else None
    except OverflowError:
        return None


def _agree(op: Op, values: Sequence[Any]) -> bool:
    if op.alike:
        dtype = values[0].dtype if values else None
        for value in values:
            if value.dtype is not dtype:
                return False
        return op.takes is None or dtype in op.takes
    groups, fixed, index = op.layouts.get(len(values)) or op.layout(len(values))
    for position, wanted in fixed.items():
        if values[position].dtype != wanted.as_numpy_dtype:
            return False
    for position in index:
        if values[position].dtype not in _POSITIONS:
            return False
    for group in groups:
        dtype = values[group[0]].dtype
        for position in group:
            if values[position].dtype is not dtype:
                return False
        if op.takes is not None and dtype not in op.takes:
            return False
    return True
