"""Ops that a plan written as a function calls without their kernel: what a kernel asks of values is known of these.

    hidden = x.dot(w)            loss = divide(total(square), square.size, out=...)

A kernel that is reached by another way, and the loop over a plan's table, give the same values. What an expression
needs of an op's room is asked of it when one is written: the op is there, so the room is loaded.
"""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.graph.tensor import Operation
from lifetimes.library import load
from lifetimes.numpy_calls import GIVES_ARRAYS, giving_arrays
from lifetimes.ops import Array
from lifetimes.ops.shapes import is_full
from lifetimes.ops.state import update_alike, value_shape

Named = Callable[[Any, str], str]
"""Gives the name by which the function finds an object; wanted is a name like that."""
_TOTAL: Final = np.add.reduce


def _matmul(operation: Operation, named: Named, a: str, b: str) -> str | None:
    if any(len(tensor.static_shape or ()) != 2 for tensor in operation.inputs):
        return None
    turned = [".T" * operation.attrs[f"transpose_{side}"] for side in "ab"]
    return f"{a}{turned[0]}.dot({b}{turned[1]})"


def _relu(operation: Operation, named: Named, features: str) -> str | None:
    if not operation.outputs[0].static_shape:
        return None  # NumPy would give a number
    dtype = np.dtype(operation.outputs[0].dtype.as_numpy_dtype)
    zero = named(load("ops.layout.arrays").zero_of(dtype), "zero")
    return f"{named(np.maximum, 'maximum')}({features}, {zero})"


def _sum(operation: Operation, named: Named, value: str, _: str) -> str | None:
    axes = _axes(operation)
    if axes is None or not operation.outputs[0].static_shape:
        return None
    return _total(operation, named, value, axes)


def _mean(operation: Operation, named: Named, value: str, _: str) -> str | None:
    axes, dtype = _axes(operation), operation.outputs[0].dtype.as_numpy_dtype
    if axes is None or len(axes) < len(operation.inputs[0].static_shape or ()) or not axes or not GIVES_ARRAYS:
        return None
    if np.dtype(dtype).char not in "fd":
        return None
    shape, count = operation.inputs[0].static_shape, f"{value}.size"
    if is_full(shape):
        count = named(np.array(math.prod(shape), dtype), "count")
    return f"{named(np.divide, 'divide')}({_total(operation, named, value, axes)}, {count}, out=...)"


def _sum_to_shape(operation: Operation, named: Named, dy: str, _: str) -> str | None:
    shape, target = operation.inputs[0].static_shape, operation.inputs[1].static_value()
    if not shape or target is None or not target.size:
        return None
    new = len(shape) - target.size
    if not new or shape[new:] != tuple(target.tolist()):
        return None
    return _total(operation, named, dy, tuple(range(new)))


def _reshape(operation: Operation, named: Named, tensor: str, _: str) -> str | None:
    shapes = operation.inputs[0].static_shape, operation.outputs[0].static_shape
    return f"{tensor}.reshape({shapes[1]})" if all(map(is_full, shapes)) else None  # they were seen to fit


def _strided_slice(operation: Operation, named: Named, value: str, *_: str) -> str | None:
    (whole, *bounds), known = operation.inputs, operation.outputs[0].static_shape
    begin, end, strides = (tensor.static_value() for tensor in bounds)
    if begin is None or end is None or strides is None or whole.static_shape is None or not known:
        return None
    index = load("ops.layout.indexing").index_of_masks(begin, end, strides, operation.attrs)
    chosen = zip((item for item in index if item is not None), whole.static_shape, strict=False)
    if ... in index or any(size is None and type(item) is int for item, size in chosen):
        return None  # an element of unknown sizes may lie outside, which the kernel says in words of its own
    return f"{value}[{named(index, 'index')}]"


def _gradient_descent(operation: Operation, named: Named, var: str, alpha: str, delta: str) -> str | None:
    whole, _, change = operation.inputs
    shape, resource = change.static_shape, operation.type.startswith("Resource")
    if not shape or not is_full(shape) or shape != (value_shape(whole) if resource else whole.static_shape):
        return None  # of other shapes the kernel tells
    value_of = named(load("ops.neural.optimizer_steps").value_of, "value_of")
    return f"{named(_put, 'put')}({var}, {value_of}({var}, {resource}) - {delta} * {alpha})"


def _put(storage: Any, value: Array) -> Any:
    storage.value = value
    return storage


def _update(combine: Any, wanted: str, operation: Operation, named: Named, var: str, value: str) -> str:
    return f"{named(update_alike, 'update')}({var}, {named(combine, wanted)}, {value})"


def _axes(operation: Operation) -> tuple[int, ...] | None:
    value, axes = operation.inputs[0].static_shape, operation.inputs[1].static_value()
    return None if value is None or axes is None else load("ops.math.reductions").folded_axes(axes, len(value))


def _total(operation: Operation, named: Named, value: str, axes: tuple[int, ...]) -> str:
    dtype = named(np.dtype(operation.outputs[0].dtype.as_numpy_dtype), operation.outputs[0].dtype.name)
    keep = ", None, True" if operation.attrs.get("keep_dims") else ""
    return f"{named(_TOTAL, 'total')}({value}, {axes[0] if len(axes) == 1 else axes}, {dtype}{keep})"


_TEXTS: Final[dict[str, Callable[..., str | None]]] = {
    "ApplyGradientDescent": _gradient_descent, "AssignAddVariableOp": partial(_update, giving_arrays(np.add), "add"),
    "AssignSubVariableOp": partial(_update, giving_arrays(np.subtract), "subtract"), "MatMul": _matmul, "Mean": _mean,
    "Relu": _relu, "Reshape": _reshape, "StridedSlice": _strided_slice, "Sum": _sum, "SumToShape": _sum_to_shape,
}  # fmt: skip


def inline(operation: Operation, named: Named, given: Sequence[str]) -> str | None:
    """Return the expression that stands in place of the call of an op's own kernel; None where there is none."""
    write = _TEXTS.get(operation.type)
    return None if write is None else write(operation, named, *given)
