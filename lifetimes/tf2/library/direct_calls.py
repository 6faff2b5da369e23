"""Calling a concrete function by hand: by the signature that it was traced for, or by its tensors alone."""

from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.errors import refuse
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.library.input_signatures import cast, check_fields
from lifetimes.tf2.library.signature_text import parameters_of, shown
from lifetimes.tf2.signature import refusal
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Literal, given, is_subtype, object_type, spec_of
from lifetimes.tf2.world import WORLD


def inputs_of(concrete: ConcreteFunction, args: Any, kwargs: Any) -> list[Any]:
    """Return what the arguments hand in. TypeError where they do not fit, InvalidArgumentError for another dtype."""
    try:
        inputs = _by_signature(concrete, args, kwargs)
    except TypeError as error:
        inputs = _by_tensors(concrete, args, kwargs, error)
    for position, (tensor, wanted) in enumerate(zip(inputs, concrete.graph.parameters, strict=True)):
        if tensor.dtype != wanted.dtype:  # another shape is let through
            kinds = f"{wanted.dtype.cpp_name} tensor but is a {tensor.dtype.cpp_name} tensor [Op:{concrete._name}]"
            place = f"cannot compute {concrete._name} as input #{position}(zero-based)"
            raise refuse(f"{place} was expected to be a {kinds}")
    return inputs


def _by_signature(concrete: ConcreteFunction, args: Any, kwargs: Any) -> list[Any]:
    inputs: list[Any] = []
    try:
        for name, value in parameters_of(concrete).bind(*args, **kwargs).arguments.items():
            inputs += _handed_in(concrete._trace.types[name], value)
    except TypeError as error:
        raise refusal(str(error), args, kwargs, concrete._type_text()) from None
    return inputs


def _handed_in(types: Any, value: Any) -> list[Any]:
    if isinstance(types, TensorSpec) and not WORLD.is_tensor(value):
        value = cast(value, types)
    check_fields(value, types)
    flat_types, leaves = nest.flatten(types), nest.flatten(value)
    if len(flat_types) != len(leaves):
        raise TypeError(f"Can not cast {value!r} to {shown(types)}")
    inputs: list[Any] = []
    for wanted, leaf in zip(flat_types, leaves, strict=True):
        if not _fits(leaf, wanted):
            raise TypeError(f"Can not cast {leaf!r} to {wanted!r}")
        inputs += given(leaf)
    return inputs


def _fits(leaf: Any, wanted: Any) -> bool:
    """Return whether an argument may be given where a type was traced."""
    if WORLD.is_tensor(leaf):
        return not isinstance(wanted, Literal) and (
            not isinstance(leaf, EagerTensor) or is_subtype(spec_of(leaf), wanted)
        )
    if isinstance(wanted, TensorSpec):
        return isinstance(leaf, (np.ndarray, np.generic))
    return hasattr(leaf, "_with_tensors") or bool(object_type(leaf) == wanted)


def _by_tensors(concrete: ConcreteFunction, args: Any, kwargs: Any, error: TypeError) -> list[Any]:
    """Return tensors that were given for the parameters of the graph, in order or by name."""
    names = [tensor.op.name for tensor in concrete.graph.parameters]
    text = f"{concrete.graph.name}({', '.join(names)})"
    if len(args) > len(names):
        raise _also(error, f"{text} takes {len(names)} positional arguments, got {len(args)}")
    missing = [name for name in names[len(args) :] if name not in kwargs]
    if missing:
        raise _also(error, f"{text} missing required arguments: {', '.join(missing)}")
    unexpected = [name for name in kwargs if name not in names[len(args) :]]
    if unexpected:
        raise _also(error, f"{text} got unexpected keyword arguments: {', '.join(unexpected)}")
    values = [*args, *(kwargs[name] for name in names[len(args) :])]
    for position, value in enumerate(values):
        if not WORLD.is_tensor(value):
            found = f"{type(value).__name__} ({value})"
            raise _also(error, f"{text}: expected argument #{position}(zero-based) to be a Tensor; got {found}")
    return [tensor for value in values for tensor in given(value)]


def _also(error: TypeError, text: str) -> TypeError:
    return TypeError(f"{error}\nFallback to flat signature also failed due to: {text}.")
