"""Gradient rules that call kernels straight: for what a tape recorded of common ops, while no other tape listens.

They give what the rules of the ops give, number by number; these stay the reference. Anything but real numbers, and
products of turned matrices, is left to them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import find
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tensor import EagerTensor


def _straight(rule: Callable[..., Any]) -> Callable[..., Any]:
    """Return the rule made of one that is given the array too, and gives nothing where it takes the long way."""

    def straight(world: Any, node: Any, dy: Any) -> Any:
        value = getattr(dy, "_value", None)
        found = rule(node, dy, value) if value is not None and value.dtype.kind == "f" else None
        return node.definition.gradient(world, node, dy) if found is None else found

    return straight


def _made(kernel: Callable[..., Any], *values: Any, **attrs: Any) -> EagerTensor:
    return EagerTensor(HERE.quietly(kernel, *values, **attrs))


def _matmul(node: Any, dy: Any, value: Array) -> Any:
    if node.attrs["transpose_a"] or node.attrs["transpose_b"]:
        return None
    product, (a, b) = partial(_made, node.definition.kernel), node.inputs
    return (partial(product, value, b._value, transpose_a=False, transpose_b=True),
            partial(product, a._value, value, transpose_a=True, transpose_b=False))  # fmt: skip


def _add(node: Any, dy: Any, value: Array) -> Any:
    shapes = [one.static_shape for one in node.inputs]
    summed = partial(_made, _SUM.kernel, value)
    return [dy if shape == value.shape else partial(summed, np.array(shape, np.int32)) for shape in shapes]


def _multiply(node: Any, dy: Any, value: Array) -> Any:
    x, y = node.inputs
    if x.static_shape != y.static_shape:
        return None
    return partial(_made, np.multiply, value, y._value), partial(_made, np.multiply, value, x._value)


def _square(node: Any, dy: Any, value: Array) -> Any:
    return [partial(_made, lambda x: value * (x * x.dtype.type(2)), node.inputs[0]._value)]


def _fold(node: Any, dy: Any, value: Array) -> Any:
    whole, axes = node.inputs
    kernel = partial(_SPREAD.kernel, keep_dims=node.attrs["keep_dims"], mean=node.definition.name == "Mean")
    return partial(_made, kernel, value, np.array(whole.static_shape, np.int32), axes._value), None


_SUM, _SPREAD, _GATE = map(find, ("SumToShape", "Spread", "ReluGrad"))
RULES: Final = {
    "AddV2": _add, "MatMul": _matmul, "Mean": _fold, "Mul": _multiply, "Square": _square,
    "Sum": _fold, "Relu": lambda node, dy, value: [partial(_made, _GATE.kernel, value, node.outputs[0]._value)],
}  # fmt: skip
RULES.update({name: _straight(rule) for name, rule in RULES.items()})
