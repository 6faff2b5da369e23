"""Gradient rules that call kernels straight: for what a tape recorded of common ops, while no other tape listens.

They give what the rules of the ops give, number by number; these stay the reference. Anything but real numbers, and
products of turned matrices, is left to them.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.ops import Array, find
from lifetimes.ops.arithmetic import sum_to_sizes
from lifetimes.ops.math.reductions import spread
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tensor import EagerTensor


def _straight(rule: Callable[..., Any]) -> Callable[..., Any]:
    """Return the rule made of one that is given the array too, and gives nothing where it takes the long way."""

    def straight(world: Any, node: Any, dy: Any) -> Any:
        value = getattr(dy, "_value", None)
        found = rule(node, dy, value) if value is not None and value.dtype.kind == "f" else None
        return node.definition.gradient(world, node, dy) if found is None else found

    return straight


def _made(kernel: Callable[..., Any], *values: Any) -> EagerTensor:
    return EagerTensor(HERE.quietly(kernel, *values))


def _matmul(node: Any, dy: Any, value: Array) -> Any:
    if node.attrs["transpose_a"] or node.attrs["transpose_b"]:
        return None
    a, b = node.inputs
    return partial(_made, value.dot, b._value.T), partial(_made, a._value.T.dot, value)


def _add(node: Any, dy: Any, value: Array) -> Any:
    shapes = [one.static_shape for one in node.inputs]
    return [dy if shape == value.shape else partial(_made, sum_to_sizes, value, shape) for shape in shapes]


def _multiply(node: Any, dy: Any, value: Array) -> Any:
    x, y = node.inputs
    if x.static_shape != y.static_shape:
        return None
    return partial(_made, np.multiply, value, y._value), partial(_made, np.multiply, value, x._value)


def _fold(node: Any, dy: Any, value: Array) -> Any:
    whole, axes = node.inputs
    return partial(_made, spread, value, whole.static_shape, axes._value, node.definition.name == "Mean"), None


_GATE = find("ReluGrad")
RULES: Final = {
    "AddV2": _add, "MatMul": _matmul, "Mean": _fold, "Mul": _multiply,
    "Square": lambda node, dy, value: [partial(_made, lambda x: value * (x * x.dtype.type(2)), node.inputs[0]._value)],
    "Sum": _fold, "Relu": lambda node, dy, value: [partial(_made, _GATE.kernel, value, node.outputs[0]._value)],
}  # fmt: skip
RULES.update({name: _straight(rule) for name, rule in RULES.items()})
