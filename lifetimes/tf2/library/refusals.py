"""What TensorFlow 2 says where an op, a value or a device is refused."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, Final

import numpy as np

from lifetimes import nest
from lifetimes.errors import NotFoundError, OpError, refuse
from lifetimes.graph.failures import describe
from lifetimes.ops import DType, dtypes
from lifetimes.ops.debugging.machine import DeviceSpec, spec_of
from lifetimes.ops.debugging.refusals import allowed_by, no_array, out_of_scope
from lifetimes.ops.registry import INDEX, Input, Op
from lifetimes.ops.values import CannotConvert
from lifetimes.tf2.tensor import CPU, EagerTensor


def other_dtype(op: Op, index: int, wanted: DType | None, found: DType, name: str | None) -> Exception:
    """Return the error for an input whose dtype is not that of the others, or not what the op takes."""
    if op.allow and wanted is not None and wanted.name not in op.allow and op.input(index).group == "T":
        return no_such_kind(op, wanted)
    kernel = _kernel_of(op.name, wanted is dtypes.float32)
    return _invalid(
        f"cannot compute {kernel} as input #{index}(zero-based) was expected to be a "
        f"{wanted.cpp_name if wanted else ''} tensor but is a {found.cpp_name} tensor [Op:{op.name}] name: "
        f"{name if name and 'names' in op.wrapper else ''}"
    )


def _kernel_of(name: str, single: bool) -> str:
    """Return the name of the kernel that computes an op: products of float32 have one of their own."""
    return f"_Mkl{name}" if single and name in ("MatMul", "BatchMatMulV2", "Einsum") else name


_NO_KERNEL: Final = {
    "float16": "Cholesky Erfinv Igamma Igammac LogMatrixDeterminant MatrixDeterminant MatrixSolve Ndtri Rint "
    "MatrixTriangularSolve SelfAdjointEigV2 Svd TruncateMod",
    "complex": "FloorDiv ListDiff Round TensorScatterMax TensorScatterMin TruncateDiv Unique UniqueWithCounts",
    "int": "Multinomial RealDiv",
    "uint": "BatchMatMulV2 MatMul Einsum RealDiv Multinomial",
    "bool": "Einsum ListDiff MirrorPadGrad TensorScatterAdd TensorScatterMax TensorScatterMin TensorScatterSub",
    "string": "Einsum MatrixBandPart MatrixDiagPartV3 MatrixDiagV3 MatrixSetDiagV3 MirrorPadGrad TensorScatterAdd "
    "TensorScatterMax TensorScatterMin TensorScatterSub",
}
_NO_KERNEL_OF: Final = {
    "Reciprocal": ("int8", "int16", "int32", "int64"), "Einsum": ("int8", "int16"), "Round": ("int8", "int16"),
}  # fmt: skip


def _lacks_kernel(op: Op, found: DType) -> bool:
    """Return whether TensorFlow's op may have that dtype, but nothing on a CPU computes it."""
    kinds = (found.name, found.name.rstrip("0123456789"))
    return found.name in _NO_KERNEL_OF.get(op.name, ()) or any(
        op.name in _NO_KERNEL.get(kind, "").split() for kind in kinds
    )


def no_such_kind(op: Op, found: DType) -> Exception:
    """Return the error for a dtype that the op does not take."""
    if _lacks_kernel(op, found):
        node = f"{{{{node {op.name}}}}} = {op.name}[T={found.enum_name}]"
        return NotFoundError(None, None, f"Could not find device for node: {node}")
    return _not_allowed(op, "T", found, op.allow)


def no_index(op: Op, given: Input, found: DType) -> Exception:
    """Return the error for positions or sizes that are not integers."""
    return _not_allowed(op, given.attr, found, INDEX)


_CPP_NAMES: Final = {"float16": "half", "float32": "float", "float64": "double"}


def _not_allowed(op: Op, attr: str, found: DType, ours: Sequence[str]) -> Exception:
    allowed = ", ".join(_CPP_NAMES.get(name, name) for name in allowed_by(op, attr, ours))
    return _invalid(
        f"Value for attr '{attr}' of {found.cpp_name} is not in the list of allowed values: {allowed}"
        f"\n\t; NodeDef: {{{{node {op.name}}}}} [Op:{op.name}] name: "
    )


def failed(error: Exception, call: Any, values: Sequence[Any], inputs: Sequence[Any], name: str | None) -> Exception:
    """Return the error for a kernel that failed; one that Python code raised inside an op stays as it is."""
    if getattr(error, "_passes_through", False):
        return error
    kind, text = (type(error), error.message) if isinstance(error, OpError) else describe(error, call, values)
    count = len(values) - sum(not declared.variadic for declared in call.definition.inputs)
    kernel = _kernel_of(call.type, any(getattr(value, "dtype", None) == np.float32 for value in values))
    kernel = f"_{kernel}" if kernel[0] == "_" else kernel
    wrapped = f"{kernel}_N_{count}" if call.definition.variadic else kernel
    numbers = (key for key in ("num_split", "num", "num_partitions") if key in call.attrs)
    wrapped += "".join(f"_{key}_{call.attrs[key]}" for key in numbers)
    place = f"{{{{function_node __wrapped__{wrapped}_device_{CPU}}}}}"
    return kind(None, None, f"{place} {text} [Op:{call.type}]{_name_part(call.definition, inputs, name)}")


def name_function(error: OpError, function: str) -> None:
    """Say which function failed; TensorFlow's search for the place misses a name such as a lambda's."""
    first, _, words = [*error.message.split("\n\n", 2), "", ""][:3]
    if words and first.startswith("Graph execution"):
        told = error.message if function.isidentifier() else f"{{{{function_node {function}}}}} {words}"
        error._message = f"{told} [Op:{function}]"


def _name_part(op: Op, given: Sequence[Any], name: str | None) -> str:
    """Return how a message ends: TensorFlow leaves the name out where it was given a list or text to convert."""
    if "converts" not in op.wrapper and any(isinstance(value, (list, tuple, str, bytes)) for value in given):
        return ""
    return f" name: {name if name and 'names' in op.wrapper else ''}"


def check_modes(name: Any, **modes: Any) -> None:
    """Raise ValueError for a mode of a variable that is none; of another class it may be."""
    for kind, given in modes.items():
        if not isinstance(given, Enum | None):
            raise ValueError(f"Invalid variable {kind} mode: {given} for variable: {name}")


_BEYOND: Final = 2.0**128 - 2.0**103  # from here on float32 rounds to infinity


def check_range(value: Any) -> None:
    """Raise ValueError for a Python float that no float32 can hold; NumPy's numbers may become infinite."""
    numbers = [one for one in nest.flatten(value) if isinstance(one, float) and np.isfinite(one)]
    if max(map(abs, numbers), default=0.0) >= _BEYOND:
        raise ValueError("Can't convert Python sequence with a value out of range for a double-precision float.")


def symbol_at_start(symbol: Any, given: bool, name: str | None) -> Exception:
    """Return the error for a variable that would begin with a symbol, which was given as it is or found inside."""
    if not given:
        return out_of_scope(symbol)
    return ValueError(
        f"Argument `initial_value` ({symbol}) could not be lifted out of a `tf.function`. (Tried to create variable "
        f"with name='{name}'). To avoid this error, when constructing `tf.Variable`s inside of `tf.function` you can "
        "create the `initial_value` tensor in a `tf.init_scope` or pass a callable `initial_value` (e.g., "
        "`tf.Variable(lambda : tf.truncated_normal([10, 40]))`). Please file a feature request if this restriction "
        "inconveniences you."
    )


def check_device(name: Any) -> None:
    """Raise InvalidArgumentError for another machine; on this one, the CPU does what a missing device would."""
    if not isinstance(name, (str, DeviceSpec)):
        raise ValueError(f"Expecting a string device name. Got {type(name)}({name})")
    here = DeviceSpec("localhost", 0, 0, "CPU", 0)
    asked = here.make_merged_spec(spec_of(name))
    if (asked.job, asked.replica, asked.task) != (here.job, here.replica, here.task):
        raise _invalid(f"{asked.to_string()} unknown device.")


def _invalid(text: str) -> Exception:
    return refuse(text)


def attribute_elsewhere(tensor: Any, name: str) -> Exception:
    """Return the error for an attribute that symbols have, or NumPy's arrays, and eager tensors have not."""
    if name in ("graph", "name", "op", "value_index"):
        return AttributeError(f"Tensor.{name} is undefined when eager execution is enabled.")
    return no_array(type(tensor).__name__, name)


def _no_length(value: Any) -> str:
    return f"object of type {type(value).__name__!r} has no len()"


def no_tensor(error: CannotConvert) -> Exception:
    """Return the error for a Python value that has no form as a tensor."""
    value, wanted = error.value, error.dtype
    deciding = error.whole  # the kind of its first value is that of a list
    while isinstance(deciding, (list, tuple)) and deciding:
        deciding = deciding[0]
    if error.reason in ("none", "unsupported") and isinstance(error.whole, (list, tuple)) and deciding is not value:
        apart = any(item is value for item in error.whole)
        return no_tensor(CannotConvert("ragged" if apart else "mixed", error.whole))
    first = nest.flatten(value)[0] if error.reason == "tensor" else None
    if first is not None and hasattr(first, "dtype"):
        eager = "Scalar tensor has no `len()`"
        return ValueError(f"TypeError: {eager if isinstance(first, EagerTensor) else _no_length(first)}")
    if error.reason == "type" and wanted is not None:
        if isinstance(value, (int, list)) and wanted is dtypes.int64:
            return ValueError("Can't convert Python sequence with out-of-range integer to Tensor.")
        return TypeError(f"Cannot convert {error.whole!r} to EagerTensor of dtype {wanted.cpp_name}")
    if error.reason == "text":
        module = type(value).__module__
        kind = f"{module}.{type(value).__name__}".removeprefix("builtins.")
        return ValueError(f"Failed to convert a NumPy array to a Tensor (Unsupported object type {kind}).")
    if error.reason == "ragged" and isinstance(value[0], (list, tuple, np.ndarray)):
        return ValueError("Can't convert non-rectangular Python sequence to Tensor.")
    if error.reason in ("mixed", "ragged") or isinstance(value, (list, tuple)):
        return ValueError("Can't convert Python sequence with mixed types to Tensor.")
    if isinstance(value, np.ndarray):
        kind = {"M": "DATETIME", "m": "TIMEDELTA", "V": "VOID"}.get(value.dtype.kind, "LONGDOUBLE")
        return ValueError(f"Failed to convert a NumPy array to a Tensor (Unsupported numpy type: NPY_{kind}).")
    if hasattr(value, "row_splits"):
        return ValueError(f"TypeError: {_no_length(value)}")
    return ValueError(f"Attempt to convert a value ({value!r}) with an unsupported type ({type(value)}) to a Tensor.")
