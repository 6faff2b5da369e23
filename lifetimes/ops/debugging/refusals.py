"""What TensorFlow says where an input of a node, or a result of a traced function, does not fit, in both worlds."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.errors import FailedPreconditionError, InaccessibleTensorError, NotFoundError, advise, refuse
from lifetimes.ops import brackets
from lifetimes.ops.debugging.wrappers import not_listed
from lifetimes.ops.dtypes import DType, as_dtype, of
from lifetimes.ops.registry import Input, Op
from lifetimes.ops.values import CannotConvert, to_array


def other_dtype(
    op: Op, index: int, found: DType, wanted: DType, groups: Mapping[str, DType], inputs: Sequence[Any]
) -> Exception:
    """Return the error for an input whose dtype does not match the others', or for a list whose dtypes differ."""
    declared = op.input(index)
    if declared.variadic:
        return _other_list(op, declared, wanted, inputs)
    rest = f"expected type of {wanted.name}."
    if declared.group in groups:
        first = next(d.name for d in op.inputs if d.group == declared.group)
        rest = f"type {wanted.name} of argument '{first}'."
    return TypeError(f"Input '{declared.name}' of '{op.name}' Op has type {found.name} that does not match {rest}")


def _other_list(op: Op, declared: Input, wanted: DType, inputs: Sequence[Any]) -> TypeError:
    """Return the error for a list whose dtypes differ from each other, or from the one that the op takes."""
    several = [value for d, value in zip(op.declared(len(inputs)), inputs, strict=True) if d.group == declared.group]
    kinds = [value.dtype if hasattr(value, "dtype") else of(to_array(value)) for value in several]
    listed = ", ".join(as_dtype(kind).base_dtype.name for kind in kinds)
    rest = "don't all match" if declared.shares else f"do not match expected type {wanted.name}"
    name = _own_name(op, declared)
    return TypeError(f"Tensors in list passed to '{name}' of '{op.name}' Op have types [{listed}] that {rest}.")


def _own_name(op: Op, declared: Input) -> str:
    """Return how the op calls an input; one of several has a number behind that."""
    return declared.name if not declared.variadic or declared in op.inputs else declared.name.rpartition("_")[0]


def not_allowed(op: Op, declared: Input, found: DType, allowed: Sequence[str]) -> Exception:
    """Return the error for a dtype that the op does not take there, or takes and has no kernel for."""
    listed = allowed_by(op, declared.attr, allowed)
    if found.name in listed:
        attrs = f"[{declared.attr}={found.enum_name}]"
        return refuse(f"No OpKernel was registered to support Op '{op.name}' used by {{{{node {op.label}}}}} with "
                      f"these attrs: {attrs}")  # fmt: skip
    return not_listed(_own_name(op, declared), found, listed)


def allowed_by(op: Op, attr: str, ours: Sequence[str]) -> Sequence[str]:
    """Return the dtypes that TensorFlow's op takes there, in its own order; ours for what TensorFlow does not have.

    A line of `allowed_dtypes.txt` has dtypes and the ops that take them, `Op.attr` where the attribute is not T.
    Source: `tensorflow/core/ops/*.cc`.
    """
    return _lists().get(op.name if attr == "T" else f"{op.name}.{attr}", ours)


@cache
def _lists() -> dict[str, list[str]]:
    with open(os.path.join(os.path.dirname(__file__), "allowed_dtypes.txt"), encoding="utf-8") as file:
        pairs = [line.split(":") for line in file]
    return {op: dtypes.split() for dtypes, ops in pairs for op in ops.split()}


def other_value(
    op: Op, declared: Input, wanted: DType | None, value: Any, error: Exception, inputs: Sequence[Any] = ()
) -> Exception:
    """Return the error for a Python value of which no tensor can be made, or none of the dtype that is wanted."""
    if op.name == "AddV2" and value is None:
        return error
    if wanted is None or isinstance(error, ValueError):
        return ValueError(f"Tried to convert '{declared.name}' to a tensor and failed. Error: {error}")
    if declared.variadic and inputs:
        return _other_list(op, declared, wanted, inputs)
    given = f"{value!r} of type '{type(value).__name__}'"
    place = f"parameter '{declared.name}' of op '{op.name}'"
    return TypeError(f"Expected {wanted.name} passed to {place}, got {given} instead. Error: {error}")


def other_conversion(given: Any, tensor: Any, wanted: DType, name: str | None) -> Exception:
    """Return the error for a tensor, or a variable that was given for it, of another dtype than is asked for."""
    if given.dtype.is_ref and given is not tensor:
        words = f"Incompatible type conversion requested to type {wanted.name!r} for variable of type"
        return ValueError(f"{words} {given.dtype.name!r}")
    if given is not tensor and hasattr(given, "handle"):
        words = f"Incompatible type conversion requested to type {wanted.name} for `tf.Variable of type"
        return ValueError(f"{words} {given.dtype.name}. (Variable: {given})")
    words = f"Tensor conversion requested dtype {wanted.name} for Tensor with dtype {tensor.dtype.name}: {tensor!r}"
    return ValueError(f"{name}: {words}" if name else words)


def no_tensor(error: CannotConvert) -> Exception:
    """Return the exception for a Python value that has no form as a tensor, where it would be a node of a graph."""
    value, wanted = error.value, error.dtype
    if error.reason == "tensor" and wanted is None:
        return TypeError("Expected any non-tensor type, but got a tensor instead.")
    if error.reason == "none" and error.whole is None:
        return ValueError("None values not supported.")
    if error.reason == "text":
        return TypeError(f"Expected binary or unicode string, got {value!r}")
    if error.reason == "ragged":
        try:
            np.array(value)  # NumPy says it, for a list whose rows differ in length; a graph hands that on
        except ValueError as found:
            return found
        return ValueError("setting an array element with a sequence.")
    if error.reason == "tensor":
        value = next(leaf for leaf in nest.flatten(value) if hasattr(leaf, "static_shape"))
    if error.reason in ("type", "tensor") and wanted is not None:
        return TypeError(f"Expected {wanted.name}, but got {value} of type '{type(value).__name__}'.")
    return TypeError(
        f"Failed to convert elements of {error.whole!r} to Tensor. Consider casting elements to a supported type. See "
        "https://www.tensorflow.org/api_docs/python/tf/dtypes for supported TF dtypes."
    )


def no_sizes(value: Any) -> TypeError:
    """Return the error for what can be iterated over and is no shape."""
    first = next(iter(value))
    advice = "should either be single dimension (e.g. 10), or an iterable of dimensions (e.g. [1, 10, None])"
    words = f"Failed to convert '{value!r}' to a shape: '{first!r}'could not be converted to a dimension"
    return TypeError(f"{words}. A shape {advice}.")


def no_array(kind: str, name: str) -> AttributeError:
    """Return the error for what NumPy's arrays have, asked of a tensor of that kind."""
    return AttributeError(
        f"{kind} object has no attribute '{name}'. \n        If you are looking for numpy-related "
        "methods, please run the following:\n        tf.experimental.numpy.experimental_enable_numpy_behavior()\n      "
    )


def no_name(name: str) -> ValueError:
    """Return the error for what is no name of a node."""
    regular = r"re.compile('^[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*$')"
    return ValueError(f"`{name}` is not a valid node name. Accepted names conform to Regex /{regular}/")


def not_found(storage: Any, run: Any = None) -> NotFoundError:
    """Return the error for a resource without a value: where no other has one in this run, there is no container."""
    held = getattr(run, "storages", None)
    if held is not None and all(other.value is None for other in held.values()):
        missing = f"Container localhost does not exist. (Could not find resource: localhost/{storage.name})"
        return NotFoundError(None, None, missing)
    return NotFoundError(None, None, f"Resource localhost/{storage.name}/N10tensorflow3VarE does not exist.")


def other_update(old: Any, value: Any) -> Exception:
    """Return the error for what is to be added to a resource, or taken off it, and has another shape."""
    shapes = f"shape {brackets(old.shape)} using a Tensor with shape {brackets(value.shape)}"
    return refuse(f"Cannot update variable with {shapes}, shapes must be equal.")


def not_read(storage: Any, run: Any) -> FailedPreconditionError:
    """Return the error for a reading of a resource that has no value."""
    words = (
        f"Could not find variable {storage.name}. This could mean that the variable has been deleted. In TF1, it can "
        "also mean the variable is uninitialized. Debug info: container=localhost, status error message="
        f"{not_found(storage, run).message}"
    )
    advice = "Run its initializer in this session first: sess.run(tf.global_variables_initializer())."
    return FailedPreconditionError(None, None, advise(words, advice))


def other_graph(value: Any, first: Any) -> Exception:
    """Return the error for a value of another graph than the first of those that it is used with."""
    one, other = (getattr(item, "_as_graph_element", lambda item=item: item)() for item in (value, first))
    return ValueError(f"{one} must be from the same graph as {other} (graphs are {one.graph} and {other.graph}).")


def check_aggregation(method: Any) -> None:
    """Raise ValueError for what is no way to add gradients up."""
    if method not in (None, 0, 1, 2):
        raise ValueError(f"Invalid `aggregation_method` specified {method}. Accepted values are [0, 1, 2].")


def ends(ys: list[Any], xs: list[Any], weights: list[Any]) -> list[Any]:
    """Return where a walk back begins. Raises for another number of weights, and where either end would be None."""
    if len(weights) != len(ys):
        raise ValueError(f"Length mismatch. Passed {len(weights)} grad_ys for {len(ys)} ys")
    if any(end is None for end in (*ys, *xs)):
        raise AttributeError("'NoneType' object has no attribute 'op'")
    return ys


def out_of_scope(value: Any, user: Any = None) -> Exception:
    """Return the error for a symbol used eagerly, or by a graph that the branch, body or trace of it is not around."""
    site = value.op.site
    line = f'    File "{site.file}", line {site.line}, in {site.function}\n' if site else ""
    return (TypeError if user is None else InaccessibleTensorError)(
        f"{value!r} is out of scope and cannot be used here. Use return values, explicit Python locals or TensorFlow "
        "collections to access it.\nPlease see https://www.tensorflow.org/guide/function"
        "#all_outputs_of_a_tffunction_must_be_return_values for more information.\n\n"
        f"{value!r} was defined here:\n{line}\nThe tensor {value!r} cannot be accessed from {user or 'here'}, because "
        f"it was defined in {value.graph}, which is out of scope."
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
        "unsupported feature or your source code may not be visible to AutoGraph. See https://github.com/tensorflow/"
        "tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md#access-to-source-code for "
        "more information."
    )


def check_takes_variables(parameters: Mapping[str, Any], variables: Sequence[Any]) -> None:
    """Raise TypeError where variables are read and a program's function for the gradients takes none."""
    takes = "variables" in parameters or any(one.kind is one.VAR_KEYWORD for one in parameters.values())
    if variables and not takes:
        raise TypeError("@tf.custom_gradient grad_fn must accept keyword argument 'variables', since function uses "
                        f"variables: {variables}")  # fmt: skip


def other_number(found: int, wanted: int) -> ValueError:
    """Return the error for a program's function that gives another number of gradients than there are arguments."""
    return ValueError(f"custom_gradient function expected to return {wanted} gradients, but returned {found} instead.")


def no_gradient(record: Any, on_tape: bool) -> LookupError:
    """Return the error for an op that a gradient has to pass and that has no gradient rule."""
    kind = record.definition.name
    if on_tape:
        return LookupError(f"gradient registry has no entry for: {kind}")
    return LookupError(
        f"No gradient defined for operation'{record.name}' (op type: {kind}). In general every operation must have an "
        "associated `@tf.RegisterGradient` for correct autodiff, which this op is lacking. If you want to pretend this "
        "operation is a constant in your program, you may insert `tf.stop_gradient`. This can be useful to silence the "
        "error in cases where you know gradients are not needed, e.g. the forward pass of tf.custom_gradient. Please "
        "see more details in https://www.tensorflow.org/api_docs/python/tf/custom_gradient."
    )


def check_shapes(record: Any, gradients: Sequence[Any]) -> None:
    """Let the gradients of an operation have the shapes of its inputs. ValueError where one does not fit."""
    for place, (tensor, gradient) in enumerate(zip(record.inputs, gradients, strict=True)):
        if tensor.dtype.kind != "r" and hasattr(gradient, "set_shape"):
            try:
                gradient.set_shape(tensor.static_shape)
            except ValueError:
                words = "Incompatible shapes between op input and calculated input gradient. Forward operation: "
                raise ValueError(f"{words}{record.name}. Input index: {place}. Original input shape: {tensor.shape}. "
                                 f"Calculated input gradient shape: {gradient.shape}") from None  # fmt: skip


def near(name: str, known: Iterable[str]) -> str:
    """Return a sentence with the names that come close to one that does not exist; an empty one where none does."""
    from difflib import get_close_matches  # gradients need this file too, and no name is wrong there

    found = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"Names that come close: {', '.join(map(repr, found))}." if found else ""
