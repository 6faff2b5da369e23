"""Linear algebra: products, factorisations, and what is built from matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.errors import ShapeError
from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import NUMBERS, Out, gradient, op, public
from lifetimes.ops.shapes import brackets


def _matmul(a: Array, b: Array, transpose_a: bool, transpose_b: bool) -> Any:
    return np.matmul(a.T if transpose_a else a, b.T if transpose_b else b)


def _matmul_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    a, b = inputs[0].static_shape, inputs[1].static_shape
    for shape in (a, b):
        if shape is not None and len(shape) != 2:
            raise ShapeError(f"Shape must be rank 2 but is rank {len(shape)}")
    rows, inner = (None, None) if a is None else (a[::-1] if attrs["transpose_a"] else a)
    other, columns = (None, None) if b is None else (b[::-1] if attrs["transpose_b"] else b)
    if inner is not None and other is not None and inner != other:
        raise ShapeError(f"Dimensions must be equal, but are {inner} and {other}")
    return inputs[0].dtype.base_dtype, (rows, columns)


def _matmul_words(a: Array, b: Array) -> str:
    if a.ndim != 2 or b.ndim != 2:
        return f"In[0] and In[1] has different ndims: {brackets(a.shape)} vs. {brackets(b.shape)}"
    return f"Matrix size-incompatible: In[0]: {brackets(a.shape)}, In[1]: {brackets(b.shape)}"


op("MatMul", "a:T b:T", _matmul, _matmul_shape, allow=NUMBERS, explain=_matmul_words)


@gradient("MatMul")
def _matmul_gradient(world: Any, node: Any, dy: Any) -> Any:
    a, b = node.inputs
    ta, tb = node.attrs["transpose_a"], node.attrs["transpose_b"]

    def product(x: Any, y: Any, transpose_a: bool, transpose_b: bool) -> Any:
        return world.apply("MatMul", x, y, transpose_a=transpose_a, transpose_b=transpose_b)

    if ta and tb:
        return product(b, dy, True, True), product(dy, a, True, True)
    if ta:
        return product(b, dy, False, True), product(a, dy, False, False)
    if tb:
        return product(dy, b, False, False), product(dy, a, True, False)
    return product(dy, b, False, True), product(a, dy, True, False)


@public("matmul", "linalg.matmul")
def matmul(
    world: Any, a: Any, b: Any, transpose_a: bool = False, transpose_b: bool = False, name: str | None = None
) -> Any:
    """Return the matrix product of a `[..., n, k]` and b `[..., k, m]`. Raises where the inner sizes differ."""
    return world.apply("MatMul", a, b, transpose_a=transpose_a, transpose_b=transpose_b, name=name)
