"""Determinants, inverses and solutions of linear equations. Every op takes batches of matrices too."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, World, brackets
from lifetimes.ops.debugging.wrappers import checked, functions_of
from lifetimes.ops.layout.shape_rules import at_least, equal, several
from lifetimes.ops.linalg import rounding
from lifetimes.ops.linalg.matmul import adjoint_of, product
from lifetimes.ops.linalg.matrices import matrix_band_part, matrix_diag_part
from lifetimes.ops.math.reductions import reduce
from lifetimes.ops.registry import FLOATS, Out, op, public
from lifetimes.ops.shapes import merge

EXACT = tuple(name for name in FLOATS if name != "float16")


def column(world: World, tensor: Any) -> Any:
    """Return vectors as matrices of one column."""
    return world.apply("ExpandDims", tensor, -1)


def row(world: World, tensor: Any) -> Any:
    """Return vectors as matrices of one row."""
    return world.apply("ExpandDims", tensor, -2)


def square_shape(inputs: Any, drop: int = 0) -> Any:
    """Return the shape of a square input without its last `drop` axes. ShapeError where it is not square."""
    shape = inputs[0].static_shape
    if shape is None:
        return None
    at_least(shape, 2)
    equal(*(reversed(shape[-2:]) if drop else shape[-2:]))  # in the order of TensorFlow's words
    side = next((size for size in shape[-2:] if size is not None), None)
    return (*shape[:-2], *[side] * (2 - drop))


def of_square(kernel: Callable[..., Any], words: str = "Input matrix must be square.") -> Callable[..., Any]:
    """Return the kernel; it refuses a first input that is no matrix, and, in these words, one that is not square."""

    def checked(matrix: Array, *others: Array, **attrs: Any) -> Any:
        if matrix.ndim < 2:
            raise refuse(f"Input tensor 0 must have rank >= 2, got {matrix.ndim}")
        if words and matrix.shape[-1] != matrix.shape[-2]:
            raise refuse(words)
        return kernel(matrix, *others, **attrs)

    return checked


of_matrix = partial(of_square, words="")


# --- determinants ----------------------------------------------------------------------------------------


def _by_determinant(world: World, node: Any, dy: Any) -> Any:
    return column(world, column(world, dy)) * world.apply("MatrixInverse", node.inputs[0], adjoint=True)


@of_square
def _slogdet(input: Array) -> Any:
    sign, logarithm = np.linalg.slogdet(input)
    sign = np.where(np.isnan(logarithm), np.nan, sign)  # of what is no number
    return [np.asarray(part).astype(input.dtype) for part in (sign, logarithm)]


def square(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule: the shape of a square input."""
    return inputs[0].dtype.base_dtype, square_shape(inputs)


def _scalars(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype.base_dtype, square_shape(inputs, 2)


op("MatrixDeterminant", "input:T", of_square(lambda input: np.linalg.det(input).astype(input.dtype)), _scalars,
   lambda world, node, dy: _by_determinant(world, node, dy * node.outputs[0]), allow=EXACT)  # fmt: skip
op("LogMatrixDeterminant", "input:T", _slogdet, several(_scalars, _scalars),
   lambda world, node, sign, dy: _by_determinant(world, node, dy), allow=EXACT, outputs=2)  # fmt: skip


@public("linalg.logdet", scope="logdet matrix")
def logdet(world: World, matrix: Any, name: str | None = None) -> Any:
    """Return the logarithm of the determinant of Hermitian positive definite matrices."""
    diagonal = matrix_diag_part(world, world.apply("Cholesky", matrix))
    logs = world.apply("Log", world.apply("Real", diagonal) if diagonal.dtype.is_complex else diagonal)
    return 2.0 * reduce(world, "Sum", logs, [-1], False)


# --- inverting and solving -------------------------------------------------------------------------------


@of_square
def _inverse(input: Array, adjoint: bool) -> Any:
    one = np.broadcast_to(np.eye(input.shape[-1], dtype=input.dtype), input.shape)
    return _solved_by_factors(adjoint_of(input) if adjoint else input, one, "Input is not invertible.")


def _inverse_gradient(world: World, node: Any, dy: Any) -> Any:
    inverse, turned = node.outputs[0], node.attrs["adjoint"]
    inner = product(world, dy, inverse, adjoint_a=turned, adjoint_b=not turned)
    return -product(world, inverse, inner, adjoint_a=not turned)


@partial(of_square, words="First input (lhs) must be a square matrix.")
def _solve_each(matrix: Array, rhs: Array, adjoint: bool) -> Any:
    if matrix.ndim != rhs.ndim:
        raise refuse("All input tensors must have the same rank.")
    if matrix.shape[:-2] != rhs.shape[:-2]:
        raise refuse("All input tensors must have the same outer dimensions.")
    if matrix.shape[-1] != rhs.shape[-2]:
        raise refuse("Input matrix and rhs are incompatible.")
    return _solved_by_factors(adjoint_of(matrix) if adjoint else matrix, rhs, "Input matrix is not invertible.")


def _solved_by_factors(matrix: Array, rhs: Array, words: str) -> Any:
    if rounding.can_solve(matrix, rhs):
        found = rounding.solution(matrix, rhs)
        if found is None:
            raise refuse(words)
        return found
    try:
        return np.linalg.solve(matrix, rhs)
    except np.linalg.LinAlgError:
        raise refuse(words) from None


def _solve_gradient(world: World, node: Any, dy: Any) -> Any:
    """The gradient rule of solving, also where only one triangle of the matrix is read."""
    adjoint, found = node.attrs["adjoint"], node.outputs[0]
    rhs = world.apply(node.definition.name, node.inputs[0], dy, **node.attrs | {"adjoint": not adjoint})
    whole = -product(world, *((found, rhs) if adjoint else (rhs, found)), adjoint_b=True)
    if "lower" in node.attrs:
        whole = matrix_band_part(world, whole, *((-1, 0) if node.attrs["lower"] else (0, -1)))
    return whole, rhs


def _solved(inputs: Any, attrs: dict[str, Any], batch: Callable[..., Any] = merge) -> Out:
    left, right = square_shape(inputs), at_least(inputs[1].static_shape, 2)
    if left is not None and right is not None:
        outer = batch(left[:-2], right[:-2])
        equal(left[-1], right[-2])
        right = (*outer, right[-2] if left[-1] is None else left[-1], right[-1])
    return inputs[0].dtype.base_dtype, (*left[:-1], None) if left is not None and right is None else right


def _solved_triangle(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule: as of what is solved, but that matrices are broadcast to each other."""
    dtype, shape = _solved(inputs, attrs, lambda left, right: right)
    return dtype, None if None in (inputs[0].static_shape, inputs[1].static_shape) else shape


def _triangular(matrix: Array, rhs: Array, lower: bool, adjoint: bool) -> Any:
    for index, array in enumerate((matrix, rhs)):
        if array.ndim < 2:
            raise refuse(f"In[{index}] ndims must be >= 2: {array.ndim}")
    (height, width), rows = matrix.shape[-2:], rhs.shape[-2]
    if height != width:
        raise refuse(f"In[0] matrices in the last dimensions must be square ({width} =/= {height})")
    if rows != width:
        shapes = f"{brackets(matrix.shape)} {brackets(rhs.shape)} {int(lower)} {int(adjoint)}"
        raise refuse(f"In[0] mismatch In[1] shape: {width} vs. {rows}: {shapes}")
    if adjoint:
        matrix, lower = adjoint_of(matrix), not lower
    if rounding.can_solve(matrix, rhs):
        return rounding.through_triangle(matrix, rhs, lower)
    try:
        return np.linalg.solve(np.tril(matrix) if lower else np.triu(matrix), rhs)
    except np.linalg.LinAlgError:
        raise refuse("Input matrix is not invertible.") from None


op("MatrixInverse", "input:T", _inverse, square, _inverse_gradient, allow=EXACT, reads="outputs")
op("MatrixSolve", "matrix:T rhs:T", _solve_each, _solved, _solve_gradient, allow=EXACT)
op("MatrixTriangularSolve", "matrix:T rhs:T", _triangular, _solved_triangle, _solve_gradient, allow=EXACT)


@public("linalg.triangular_solve", v1=("matrix_triangular_solve",), scope="triangular_solve matrix rhs")
def triangular_solve(
    world: World, matrix: Any, rhs: Any, lower: bool = True, adjoint: bool = False, name: str | None = None
) -> Any:
    """Return x with `matrix @ x = rhs`, where only one triangle of the matrix is read."""
    return world.apply("MatrixTriangularSolve", matrix, rhs, lower=checked("lower", lower, bool),
                       adjoint=checked("adjoint", adjoint, bool))  # fmt: skip


@public("linalg.cholesky_solve", v1=("cholesky_solve",), scope="cholesky_solve chol rhs")
def cholesky_solve(world: World, chol: Any, rhs: Any, name: str | None = None) -> Any:
    """Return x with `A @ x = rhs`, given the Cholesky factor of A."""
    half = world.apply("MatrixTriangularSolve", chol, rhs, lower=True, adjoint=False)
    return world.apply("MatrixTriangularSolve", chol, half, lower=True, adjoint=True)


functions_of("""
MatrixDeterminant: linalg.det v1:matrix_determinant
    Return the determinant of each matrix. Raises where one is not square.
MatrixInverse: linalg.inv v1:matrix_inverse (input, adjoint=False)
    Return the inverse of each matrix. Raises where there is none.
MatrixSolve: linalg.solve v1:matrix_solve (matrix, rhs, adjoint=False)
    Return x with `matrix @ x = rhs`. Raises where the matrix cannot be inverted.
LogMatrixDeterminant: linalg.slogdet -> LogMatrixDeterminant of sign, log_abs_determinant
    Return the sign and the logarithm of the absolute determinant of each matrix.
""")
