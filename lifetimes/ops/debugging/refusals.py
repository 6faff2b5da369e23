"""What TensorFlow says where an input of a node, or a result of a traced function, does not fit, in both worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lifetimes.errors import InaccessibleTensorError
from lifetimes.ops.dtypes import DType
from lifetimes.ops.registry import Input, Op


def other_dtype(
    op: Op, index: int, found: DType, wanted: DType, groups: Mapping[str, DType], listed: Sequence[DType]
) -> Exception:
    """Return the error for an input whose dtype does not match the others', or for a list whose dtypes differ."""
    declared = op.input(index)
    if declared.variadic:
        kinds = ", ".join(dtype.name for dtype in listed)
        return TypeError(
            f"Tensors in list passed to '{declared.name}' of '{op.name}' Op have types [{kinds}] that don't all match."
        )
    rest = f"expected type of {wanted.name}."
    if declared.group in groups:
        first = next(d.name for d in op.inputs if d.group == declared.group)
        rest = f"type {wanted.name} of argument '{first}'."
    return TypeError(f"Input '{declared.name}' of '{op.name}' Op has type {found.name} that does not match {rest}")


def not_allowed(declared: Input, found: DType, allowed: Sequence[str]) -> Exception:
    """Return the error for a dtype that the op does not take there."""
    return TypeError(
        f"Value passed to parameter '{declared.name}' has DataType {found.name} not in list of allowed values: "
        f"{', '.join(allowed)}"
    )


def other_value(op: Op, declared: Input, wanted: DType, value: Any, error: Exception) -> Exception:
    """Return the error for a Python value that cannot have the dtype that is wanted."""
    given = f"{value!r} of type '{type(value).__name__}'"
    place = f"parameter '{declared.name}' of op '{op.name}'"
    return TypeError(f"Expected {wanted.name} passed to {place}, got {given} instead. Error: {error}")


def out_of_scope(value: Any) -> Exception:
    """Return the error for a symbol out of a branch or body that is not around its user."""
    return InaccessibleTensorError(
        f"{value!r} is out of scope and cannot be used here. Use return values, explicit Python locals or TensorFlow "
        "collections to access it.\nPlease see https://www.tensorflow.org/guide/function"
        "#all_outputs_of_a_tffunction_must_be_return_values for more information."
    )


def no_result(value: Any, function: Any) -> Exception:
    """Return the error for what a traced function, branch or body returned and no tensor can be made of."""
    return TypeError(
        "To be compatible with tf.function, Python functions must return zero or more Tensors or ExtensionTypes or "
        f"None values; in compilation of {function}, found return value of type {type(value).__name__}, which is not "
        "a Tensor or ExtensionType."
    )


def symbol(use: str) -> str:
    """Return the message for a symbol used where Python needs a value."""
    return (
        f"{use} is not allowed. You can attempt the following resolutions to the problem: If you are running in Graph "
        "mode, use Eager execution mode or decorate this function with @tf.function. If you are using AutoGraph, you "
        "can try decorating this function with @tf.function. If that does not work, then you may be using an "
        "unsupported feature or your source code may not be visible to AutoGraph."
    )
