"""Computing now: inputs become arrays, dtypes must agree, the kernel runs, and the active tapes hear of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from lifetimes.errors import InvalidArgumentError, OpError
from lifetimes.graph import tensor as graph_tensor
from lifetimes.graph.building import GraphWorld, results
from lifetimes.graph.plan import Run, describe
from lifetimes.graph.storage import Storage
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import DType
from lifetimes.ops.registry import INDEX, OPS, Op, find
from lifetimes.ops.values import CannotConvert
from lifetimes.tf2.context import Context, is_reentry
from lifetimes.tf2.tensor import CPU, EagerTensor

_OPERATORS: Final = frozenset(["AddV2", "Sub", "Mul", "RealDiv", "FloorDiv", "FloorMod", "Pow", "MatMul"])
_SHOWN_NAMES: Final = frozenset(["StridedSlice", "ConcatV2", "Pack", "Split", "SplitV", "Unpack"])
_CONVERTING: Final = frozenset(["AddV2", "RealDiv", "MatMul", "BatchMatMulV2", "Range"])


class Call:
    """One op that was applied eagerly: what a graph calls an operation, without a graph."""

    __slots__ = ("attrs", "definition", "inputs", "name", "outputs")

    def __init__(self, definition: Op, inputs: Sequence[Any], attrs: dict[str, Any], name: str) -> None:
        self.definition, self.inputs, self.attrs, self.name = definition, inputs, attrs, name
        self.outputs: Sequence[Any] = ()

    @property
    def type(self) -> str:
        return self.definition.name


class EagerWorld(GraphWorld):
    """The half of the new world that computes. Where the thread is inside a graph, it adds a node instead."""

    context: Context
    run: Run

    def apply(self, op: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        """Compute now and return the outputs; inside a graph, add a node instead."""
        context = self.context
        if context.graph is not None:
            return results(self.node(op, inputs, attrs, name))
        definition = OPS.get(op) or find(op)
        tensors, values = _ready(definition, inputs) or self._tensors_and_arrays(definition, inputs)
        try:
            if definition.stateful:
                result = definition.kernel(self.run, Call(definition, tensors, attrs, name or op), *values)
            else:
                result = context.quietly(definition.kernel, *values, **attrs)
        except Exception as error:
            if is_reentry(error):
                return context.again_quietly(self.apply, op, *inputs, name=name, **attrs)
            call = Call(definition, tensors, attrs, name or op)
            raise self._eager_error(error, call, values, _name_part(op, inputs, name)) from None
        if definition.outputs == 1:
            output: Any = EagerTensor(result)
            if context.tapes:
                self.record(definition, tensors, attrs, (output,))
            return output
        outputs = tuple([value if type(value) is Storage else EagerTensor(value) for value in result])
        if context.tapes:
            self.record(definition, tensors, attrs, outputs)
        return outputs

    def record(self, definition: Op, inputs: Sequence[Any], attrs: dict[str, Any], outputs: Sequence[Any]) -> None:
        """Tell the active tapes of an op that ran eagerly."""
        raise NotImplementedError

    # --- inputs ---

    def _tensors_and_arrays(self, op: Op, inputs: Sequence[Any]) -> tuple[Sequence[Any], list[Any]]:
        tensors = self._eager_inputs(op, inputs)
        return tensors, [t._value if isinstance(t, EagerTensor) else t for t in tensors]

    def _eager_inputs(self, op: Op, inputs: Sequence[Any]) -> list[Any]:
        tensors = [self._eager_input(value) for value in inputs]
        groups, fixed = op.layout(len(tensors))
        for group in groups:
            self._match(op, tensors, group)
        for index, dtype in fixed.items():
            tensors[index] = self._of_dtype(op, tensors[index], index, dtype)
        for index, value in enumerate(tensors):
            if not isinstance(value, (EagerTensor, Storage)):
                tensors[index] = self.convert(value)
        return tensors

    def _eager_input(self, value: Any) -> Any:
        if isinstance(value, (EagerTensor, Storage)):
            return value
        if isinstance(value, graph_tensor.Tensor):
            raise out_of_scope(value)
        as_tensor = getattr(value, "_as_tensor", None)
        return value if as_tensor is None else as_tensor()

    def _match(self, op: Op, tensors: list[Any], group: tuple[int, ...]) -> None:
        """Give all inputs of one dtype group the dtype of the first tensor among them."""
        first = next((tensors[i] for i in group if isinstance(tensors[i], EagerTensor)), None)
        wanted = None if first is None else first.dtype
        for i in group:
            if not isinstance(tensors[i], EagerTensor):
                tensors[i] = self._adapted(op, tensors[i], i, wanted)
                wanted = wanted or tensors[i].dtype
            tensors[i] = self._of_dtype(op, tensors[i], i, wanted)
        if group[0] in op.index and wanted is not None and wanted.name not in INDEX:
            raise self.refuse_index(op, op.input(group[0]).name, wanted)
        if op.allow and wanted is not None and wanted.name not in op.allow:
            raise self.refuse_kind(op, op.input(group[0]).name, wanted)

    def _adapted(self, op: Op, value: Any, index: int, wanted: DType | None) -> Any:
        """Return a Python value as a tensor of the wanted dtype; operators let it keep its own, and refuse it later."""
        if wanted is None:
            none_given = index in op.index and isinstance(value, (list, tuple)) and not value
            return self.convert(value, dtypes.int32 if none_given else None)
        if index and op.name in _OPERATORS:
            return self.convert(value, hint=wanted)
        return self.convert(value, wanted)

    def _of_dtype(self, op: Op, value: Any, index: int, wanted: DType | None) -> Any:
        if not isinstance(value, EagerTensor):
            return self.convert(value, wanted)
        if value.dtype is not wanted:
            raise InvalidArgumentError(
                None,
                None,
                f"cannot compute {op.name} as input #{index}(zero-based) was expected to be a {cpp_name(wanted)} "
                f"tensor but is a {cpp_name(value.dtype)} tensor [Op:{op.name}] name: ",
            )
        return value

    def refuse_kind(self, op: Op, parameter: str, found: DType) -> Exception:
        """Return the exception for a dtype that the op does not take."""
        if not self.is_eager():
            return super().refuse_kind(op, parameter, found)
        allowed = ", ".join([*["bfloat16"] * ("float16" in op.allow), *(cpp_name(dtypes.BY_NAME[n]) for n in op.allow)])
        text = f"Value for attr 'T' of {cpp_name(found)} is not in the list of allowed values: {allowed}"
        return InvalidArgumentError(None, None, f"{text}\n\t; NodeDef: {{{{node {op.name}}}}} [Op:{op.name}] name: ")

    def refuse_index(self, op: Op, parameter: str, found: DType) -> Exception:
        """Return the exception for positions or sizes that are not integers."""
        if not self.is_eager():
            return super().refuse_index(op, parameter, found)
        return InvalidArgumentError(
            None,
            None,
            f"Value for attr '{op.index_name(parameter)}' of {cpp_name(found)} is not in the list of allowed values: "
            f"{', '.join(INDEX)}\n\t; NodeDef: {{{{node {op.name}}}}} [Op:{op.name}] name: ",
        )

    def _eager_error(self, error: Exception, call: Call, values: Sequence[Any], name_part: str) -> Exception:
        if getattr(error, "_passes_through", False):
            return error
        kind, text = (type(error), error.message) if isinstance(error, OpError) else describe(error, call, values)
        count = len(values) - sum(not declared.variadic for declared in call.definition.inputs)
        wrapped = f"{call.type}_N_{count}" if call.definition.variadic else call.type
        return kind(
            None, None, f"{{{{function_node __wrapped__{wrapped}_device_{CPU}}}}} {text} [Op:{call.type}]{name_part}"
        )

    # --- values ---

    def constant_from(self, array: Any, name: str | None = None, dtype: DType | None = None) -> Any:
        if self.context.graph is None:
            return EagerTensor(array)
        return super().constant_from(array, name, dtype)

    def refuse_value(self, error: CannotConvert) -> Exception:
        value, wanted = error.value, error.dtype
        if error.reason == "type" and wanted is not None:
            if isinstance(value, (int, list)) and wanted is dtypes.int64:
                return ValueError("Can't convert Python sequence with out-of-range integer to Tensor.")
            return TypeError(f"Cannot convert {error.whole!r} to EagerTensor of dtype {cpp_name(wanted)}")
        if error.reason == "ragged":
            return ValueError("Can't convert non-rectangular Python sequence to Tensor.")
        if error.reason == "mixed" or isinstance(value, (list, tuple)):
            return ValueError("Can't convert Python sequence with mixed types to Tensor.")
        if isinstance(value, np.ndarray):
            return ValueError(
                f"Failed to convert a NumPy array to a Tensor (Unsupported object type {type(value.flat[0]).__name__})."
            )
        return ValueError(
            f"Attempt to convert a value ({value!r}) with an unsupported type ({type(value)}) to a Tensor."
        )


_PAIR: Final = ((0, 1),)


def _ready(op: Op, inputs: Sequence[Any]) -> tuple[Sequence[Any], list[Any]] | None:
    """Return the inputs as tensors, and their arrays, where that is plain; None where it takes the long way.

    Plain are eager tensors, variables, storages, and beside one of these a Python number.
    """
    if op.fixed:
        return None
    values: list[Any] = []
    number = None
    for position, value in enumerate(inputs):
        kind = type(value)
        if kind is not EagerTensor and kind is not Storage:
            if kind is float or kind is int:
                if number is not None or op.groups != _PAIR or position > 1:
                    return None
                number = position
                values.append(value)
                continue
            if not hasattr(kind, "_as_tensor"):
                return None
            value = value._as_tensor()
            inputs = [*inputs[:position], value, *inputs[position + 1 :]]
            if type(value) is not EagerTensor:
                return None
        values.append(value if kind is Storage else value._value)
    if number is not None:
        array = _like(values[number], values[1 - number].dtype)
        if array is None:
            return None
        values[number] = array
        inputs = [*inputs[:number], EagerTensor(array), *inputs[number + 1 :]]
    return (inputs, values) if _agree(op, values) else None


def _like(number: float, dtype: Any) -> Any:
    """Return a Python number as an array of the dtype; None where that takes more thought."""
    if dtype.kind == "f" or (dtype.kind in "iu" and type(number) is int and 0 <= number < 128):
        return np.array(number, dtype)
    return None


def _agree(op: Op, values: Sequence[Any]) -> bool:
    if op.variadic:  # of one dtype all together, or the long way
        first = values[0].dtype if values else None
        return all(value.dtype is first for value in values) and (op.takes is None or first in op.takes)
    for index in op.index:
        if values[index].dtype.kind != "i":
            return False
    for group in op.groups:
        dtype = values[group[0]].dtype
        for index in group:
            if values[index].dtype is not dtype:
                return False
        if op.takes is not None and dtype not in op.takes:
            return False
    return True


def out_of_scope(tensor: Any) -> TypeError:
    """Return the error for a symbol used outside the trace that it belongs to."""
    return TypeError(
        f"{tensor!r} is out of scope and cannot be used here. Use return values, explicit Python locals or "
        "TensorFlow collections to access it.\nPlease see "
        "https://www.tensorflow.org/guide/function#all_outputs_of_a_tffunction_must_be_return_values for more "
        "information."
    )


def cpp_name(dtype: DType | None) -> str:
    """Return the dtype as TensorFlow's C++ messages call it."""
    name = "" if dtype is None else dtype.name
    return {"float32": "float", "float64": "double", "float16": "half"}.get(name, name)


def _name_part(op: str, given: Sequence[Any], name: str | None) -> str:
    """Return how a message ends: TensorFlow leaves the name out where it was given a list or text to convert."""
    if op not in _CONVERTING and any(isinstance(value, (list, tuple, str, bytes)) for value in given):
        return ""
    return f" name: {name if name and op in _SHOWN_NAMES else ''}"
