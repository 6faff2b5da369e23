"""The gradient of one target by kernels alone where an op is common: while nothing listens but the tape that is asked.

It gives what `backprop` gives, number by number, and that stays the reference. Gradients of real numbers are bare
arrays on their way; ops without a straight rule, products of turned matrices and all else take the rules of the ops.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from lifetimes import nest
from lifetimes.graph.control.ordering import turns
from lifetimes.graph.gradients import apply_rule, reached, total
from lifetimes.graph.storage import Storage
from lifetimes.library import load
from lifetimes.numpy_calls import giving_arrays
from lifetimes.ops import Array, find
from lifetimes.ops.arithmetic import sum_to_sizes
from lifetimes.ops.math.reductions import spread
from lifetimes.tf2.context import HERE
from lifetimes.tf2.eager import trail_so_far
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.world import WORLD


def straight_gradient(records: Sequence[Any], followed: set[Any], target: Any, sources: Any) -> Any:
    """Return the gradients to the sources as these are packed; None where it takes the long way.

    That is where the target is no eager tensor of real numbers or a source too, and for sources that are neither
    eager tensors nor variables that hold their value.
    """
    flat = sources if type(sources) is list else nest.flatten(sources)
    places = [getattr(source, "_handle", source) for source in flat]
    if type(target) is not EagerTensor or target._value.dtype.kind != "f":
        return None
    if not {*map(type, places)} <= {EagerTensor, Storage}:
        return None
    trails = [*map(trail_so_far, places)]
    if target._id in trails:
        return None
    found = _walked(records, target, followed.intersection(trails))
    gradients = [_tensor(found.get(trail)) for trail in trails]
    return gradients if flat is sources else nest.packed(sources, iter(gradients))


def _walked(records: Sequence[Any], target: EagerTensor, wanted: set[Any]) -> dict[Any, Any]:
    """Return the gradients of a target by these trails, of those to which one comes."""
    path, touched = reached(records, wanted, set(), trail_so_far)
    found, coming, quietly = dict[Any, Any](), dict[Any, Any](), HERE.quietly
    if target._id in touched:
        coming[target._id] = np.ones(target._value.shape, target._value.dtype)
    for call, rule, inputs, outputs in turns(path, [target._id], backwards=True):
        dys, made = [coming.pop(output, None) for output in outputs], None
        if len(dys) > 1 or type(dys[0]) is not np.ndarray:
            if all(one is None for one in dys):
                continue
            dys = [*map(_summed, dys)]
        if type(dy := dys[0]) is np.ndarray and (straight := _RULES.get(call.definition.name)):
            made = quietly(straight, call, dy, *[trail in touched for trail in inputs])
        if made is None:
            made = _by_its_rule(call, rule, dys, [trail in touched for trail in inputs])
        for trail, dx in zip(inputs, made, strict=True):
            if dx is not None:
                coming[trail] = dx if trail not in coming else _joined(coming[trail], dx)
        if not wanted.isdisjoint(outputs):
            found.update(zip(outputs, dys, strict=True))
    found.update({trail: _summed(gradient) for trail, gradient in coming.items()})
    return found


def _by_its_rule(call: Any, rule: Any, dys: Sequence[Any], asked: Sequence[bool]) -> list[Any]:
    """Return what the rule of the op gives to the inputs that are asked for."""
    if rule is None:
        raise load("ops.debugging.refusals").no_gradient(call, True)
    made = zip(apply_rule(WORLD, call, rule, [*map(_tensor, dys)]), asked, strict=True)
    return [_bare(dx() if callable(dx) else dx) if is_asked and dx is not None else None for dx, is_asked in made]


class _Parts(list[Any]):
    """Several gradients that came to one tensor, which are added when all are there."""


def _joined(known: Any, dx: Any) -> Any:
    if type(known) is not _Parts:
        return _Parts([known, dx])
    known.append(dx)
    return known


def _summed(gradient: Any) -> Any:
    return _bare(total(WORLD, [*map(_tensor, gradient)])) if type(gradient) is _Parts else gradient


def _bare(gradient: Any) -> Any:
    is_real = type(gradient) is EagerTensor and gradient._value.dtype.kind == "f"
    return gradient._value if is_real else gradient


def _tensor(gradient: Any) -> Any:
    return EagerTensor(gradient) if type(gradient) is np.ndarray else gradient


# --- rules: of a call, the gradient to its output, and of each input whether one to it is asked for ---------------


def _matmul(call: Any, dy: Array, of_a: bool, of_b: bool) -> Any:
    if call.attrs["transpose_a"] or call.attrs["transpose_b"]:
        return None
    a, b = call.inputs
    return dy.dot(b._value.T) if of_a else None, a._value.T.dot(dy) if of_b else None


def _add(call: Any, dy: Array, of_x: bool, of_y: bool) -> Any:
    x, y = call.inputs
    return sum_to_sizes(dy, x.static_shape) if of_x else None, sum_to_sizes(dy, y.static_shape) if of_y else None


def _subtract(call: Any, dy: Array, of_x: bool, of_y: bool) -> Any:
    x, y = call.inputs
    to_y = -sum_to_sizes(dy, y.static_shape) if of_y else None
    return sum_to_sizes(dy, x.static_shape) if of_x else None, None if to_y is None else np.asarray(to_y)


def _multiply(call: Any, dy: Array, of_x: bool, of_y: bool) -> Any:
    x, y = call.inputs
    if x.static_shape != y.static_shape:
        return None
    return _MULTIPLY(dy, y._value, out=...) if of_x else None, _MULTIPLY(dy, x._value, out=...) if of_y else None


def _square(call: Any, dy: Array, of_x: bool) -> Any:
    x = call.inputs[0]._value
    return (_MULTIPLY(dy, x * x.dtype.type(2), out=...),)


def _fold(call: Any, dy: Array, of_whole: bool, of_axes: bool) -> Any:
    whole, axes = call.inputs
    return spread(dy, whole.static_shape, axes._value, call.definition.name == "Mean"), None


_MULTIPLY: Final = giving_arrays(np.multiply)
_GATE: Final = find("ReluGrad").kernel
_RULES: Final[dict[str, Callable[..., Any]]] = {
    "AddV2": _add, "MatMul": _matmul, "Mean": _fold, "Mul": _multiply, "Square": _square, "Sub": _subtract,
    "Sum": _fold, "Relu": lambda call, dy, of_x: (np.asarray(_GATE(dy, call.outputs[0]._value)),),
}  # fmt: skip
