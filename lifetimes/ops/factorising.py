"""Solving, inverting and taking matrices apart. Every op takes batches of matrices too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lifetimes.errors import ShapeError
from lifetimes.ops import dtypes
from lifetimes.ops.arrays import adjoint, refuse
from lifetimes.ops.dtypes import Array
from lifetimes.ops.linear import adjoint_of, matmul
from lifetimes.ops.matrices import matrix_band_part, matrix_diag, matrix_diag_part, matrix_set_diag
from lifetimes.ops.reductions import reduce
from lifetimes.ops.registry import FLOATS, Out, op, public, same

_EXACT = tuple(name for name in FLOATS if name != "float16")


def _column(world: Any, tensor: Any) -> Any:
    return world.apply("ExpandDims", tensor, -1)


def _row(world: Any, tensor: Any) -> Any:
    return world.apply("ExpandDims", tensor, -2)


def _square(inputs: Any, drop: int = 0) -> Any:
    """Return the shape of a square input without its last `drop` axes. ShapeError where it is not square."""
    shape = inputs[0].static_shape
    if shape is None:
        return None
    if len(shape) < 2:
        raise ShapeError(f"Shape must be at least rank 2 but is rank {len(shape)}")
    if None not in shape[-2:] and shape[-1] != shape[-2]:
        raise ShapeError(f"Dimensions must be equal, but are {shape[-2]} and {shape[-1]}")
    return shape[: len(shape) - drop]


def _must_be_square(matrix: Array) -> None:
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise refuse("Input matrix must be square.")


def _invertible(compute: Callable[[], Any], words: str) -> Any:
    try:
        result = compute()
    except np.linalg.LinAlgError:
        raise refuse(words) from None
    return result


# --- determinants ----------------------------------------------------------------------------------------


class LogMatrixDeterminant(NamedTuple):
    """Sign and logarithm of the absolute value of a determinant."""

    sign: Any
    log_abs_determinant: Any


def _det(input: Array) -> Any:
    _must_be_square(input)
    return np.linalg.det(input).astype(input.dtype)


def _det_gradient(world: Any, node: Any, dy: Any) -> Any:
    scale = _column(world, _column(world, dy * node.outputs[0]))
    return scale * world.apply("MatrixInverse", node.inputs[0], adjoint=True)


def _slogdet(input: Array) -> Any:
    _must_be_square(input)
    return [np.asarray(part).astype(input.dtype) for part in np.linalg.slogdet(input)]


def _slogdet_gradient(world: Any, node: Any, sign: Any, dy: Any) -> Any:
    return _column(world, _column(world, dy)) * world.apply("MatrixInverse", node.inputs[0], adjoint=True)


def _scalars(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype.base_dtype, _square(inputs, 2)


op("MatrixDeterminant", "input:T", _det, _scalars, _det_gradient, allow=FLOATS)
op("LogMatrixDeterminant", "input:T", _slogdet, lambda i, a: [_scalars(i, a)] * 2, _slogdet_gradient, allow=FLOATS,
   outputs=2)  # fmt: skip


@public("linalg.det", v1=("matrix_determinant",))
def det(world: Any, input: Any, name: str | None = None) -> Any:
    """Return the determinant of each matrix. Raises where one is not square."""
    return world.apply("MatrixDeterminant", input, name=name)


@public("linalg.slogdet")
def slogdet(world: Any, input: Any, name: str | None = None) -> LogMatrixDeterminant:
    """Return the sign and the logarithm of the absolute determinant of each matrix."""
    return LogMatrixDeterminant(*world.apply("LogMatrixDeterminant", input, name=name))


@public("linalg.logdet")
def logdet(world: Any, matrix: Any, name: str | None = None) -> Any:
    """Return the logarithm of the determinant of Hermitian positive definite matrices."""
    with world.name_scope(name, "logdet"):
        diagonal = matrix_diag_part(world, world.apply("Cholesky", matrix))
        logs = world.apply("Log", world.apply("Real", diagonal) if diagonal.dtype.is_complex else diagonal)
        return world.apply("Mul", 2, reduce(world, "Sum", logs, [-1], False), name="mul")


# --- inverting and solving -------------------------------------------------------------------------------


def _inverse(input: Array, adjoint: bool) -> Any:
    _must_be_square(input)
    found = _invertible(lambda: np.linalg.inv(input), "Input is not invertible.")
    return adjoint_of(found) if adjoint else found


def _inverse_gradient(world: Any, node: Any, dy: Any) -> Any:
    inverse = node.outputs[0]
    if node.attrs["adjoint"]:
        return -matmul(world, inverse, matmul(world, dy, inverse, adjoint_a=True), adjoint_a=False)
    return -matmul(world, inverse, matmul(world, dy, inverse, adjoint_b=True), adjoint_a=True)


def _solve(matrix: Array, rhs: Array, adjoint: bool) -> Any:
    _must_be_square(matrix)
    return _invertible(
        lambda: np.linalg.solve(adjoint_of(matrix) if adjoint else matrix, rhs), "Input matrix is not invertible."
    )


def _solve_gradient(world: Any, node: Any, dy: Any) -> Any:
    matrix, _ = node.inputs
    adjoint, found = node.attrs["adjoint"], node.outputs[0]
    rhs = world.apply("MatrixSolve", matrix, dy, adjoint=not adjoint)
    if adjoint:
        return -matmul(world, found, rhs, adjoint_b=True), rhs
    return -matmul(world, rhs, found, adjoint_b=True), rhs


def _solved(inputs: Any, attrs: dict[str, Any]) -> Out:
    batch, right = _square(inputs), inputs[1].static_shape
    if batch is None or right is None:
        return inputs[0].dtype.base_dtype, None
    if None not in (batch[-1], right[-2]) and batch[-1] != right[-2]:
        raise ShapeError(f"Dimensions must be equal, but are {batch[-1]} and {right[-2]}")
    return inputs[0].dtype.base_dtype, right


def _triangular(matrix: Array, rhs: Array, lower: bool, adjoint: bool) -> Any:
    part = np.tril(matrix) if lower else np.triu(matrix)
    return _solve(part, rhs, adjoint) + 0  # no negative zeros


def _triangular_gradient(world: Any, node: Any, dy: Any) -> Any:
    lower, adjoint, found = node.attrs["lower"], node.attrs["adjoint"], node.outputs[0]
    rhs = world.apply("MatrixTriangularSolve", node.inputs[0], dy, lower=lower, adjoint=not adjoint)
    pair = (found, rhs) if adjoint else (rhs, found)
    whole = -matmul(world, *pair, adjoint_b=True)
    return matrix_band_part(world, whole, -1, 0) if lower else matrix_band_part(world, whole, 0, -1), rhs


op("MatrixInverse", "input:T", _inverse, lambda inputs, attrs: (inputs[0].dtype.base_dtype, _square(inputs)),
   _inverse_gradient, allow=_EXACT)  # fmt: skip
op("MatrixSolve", "matrix:T rhs:T", _solve, _solved, _solve_gradient, allow=_EXACT)
op("MatrixTriangularSolve", "matrix:T rhs:T", _triangular, _solved, _triangular_gradient, allow=_EXACT)


@public("linalg.inv", v1=("matrix_inverse",))
def inv(world: Any, input: Any, adjoint: bool = False, name: str | None = None) -> Any:
    """Return the inverse of each matrix. Raises where there is none."""
    return world.apply("MatrixInverse", input, adjoint=adjoint, name=name)


@public("linalg.solve", v1=("matrix_solve",))
def solve(world: Any, matrix: Any, rhs: Any, adjoint: bool = False, name: str | None = None) -> Any:
    """Return x with `matrix @ x = rhs`. Raises where the matrix cannot be inverted."""
    return world.apply("MatrixSolve", matrix, rhs, adjoint=adjoint, name=name)


@public("linalg.triangular_solve", v1=("matrix_triangular_solve",))
def triangular_solve(
    world: Any, matrix: Any, rhs: Any, lower: bool = True, adjoint: bool = False, name: str | None = None
) -> Any:
    """Return x with `matrix @ x = rhs`, where only one triangle of the matrix is read."""
    with world.name_scope(name, "triangular_solve"):
        return world.apply("MatrixTriangularSolve", matrix, rhs, lower=lower, adjoint=adjoint)


@public("linalg.cholesky_solve", v1=("cholesky_solve",))
def cholesky_solve(world: Any, chol: Any, rhs: Any, name: str | None = None) -> Any:
    """Return x with `A @ x = rhs`, given the Cholesky factor of A."""
    with world.name_scope(name, "cholesky_solve"):
        half = world.apply("MatrixTriangularSolve", chol, rhs, lower=True, adjoint=False)
        return world.apply("MatrixTriangularSolve", chol, half, lower=True, adjoint=True)


@public("linalg.lstsq", v1=("matrix_solve_ls",))
def lstsq(
    world: Any, matrix: Any, rhs: Any, l2_regularizer: float = 0.0, fast: bool = True, name: str | None = None
) -> Any:
    """Return x for which `matrix @ x` is nearest to `rhs`; of several the shortest."""
    with world.name_scope(name, "matrix_solve_ls"):
        matrix, rhs = world.convert(matrix, name="matrix"), world.convert(rhs, name="rhs")
        if not fast:
            return matmul(world, pinv(world, matrix), rhs)
        tall = matrix.static_shape[-2] >= matrix.static_shape[-1]
        gram = matmul(world, matrix, matrix, adjoint_a=tall, adjoint_b=not tall)
        if l2_regularizer:
            diagonal = matrix_diag_part(world, gram)
            gram = matrix_set_diag(world, gram, diagonal + np.array(l2_regularizer, gram.dtype.as_numpy_dtype))
        chol = world.apply("Cholesky", gram)
        if tall:
            return cholesky_solve(world, chol, matmul(world, matrix, rhs, adjoint_a=True))
        return matmul(world, matrix, cholesky_solve(world, chol, rhs), adjoint_a=True)


# --- factors ---------------------------------------------------------------------------------------------


def _cholesky(input: Array) -> Any:
    _must_be_square(input)
    try:
        return np.linalg.cholesky(input)
    except np.linalg.LinAlgError:
        return np.full_like(input, np.nan)  # as TensorFlow does since 2.16, whatever its documentation says


def _cholesky_gradient(world: Any, node: Any, dy: Any) -> Any:
    """Return the gradient by Murray's formula (2016), as TensorFlow computes it."""
    factor = node.outputs[0]
    inverse = world.apply("MatrixInverse", factor, adjoint=False)
    middle = matmul(world, factor, dy, adjoint_a=True)
    middle = matrix_set_diag(world, middle, matrix_diag_part(world, middle) * 0.5)
    middle = matrix_band_part(world, middle, -1, 0)
    whole = matmul(world, matmul(world, inverse, middle, adjoint_a=True), inverse)
    return (whole + adjoint(world, whole)) * 0.5


class Qr(NamedTuple):
    """An orthogonal and an upper triangular factor."""

    q: Any
    r: Any


def _qr(input: Array, full_matrices: bool) -> Any:
    return np.linalg.qr(input, "complete" if full_matrices else "reduced")


def _qr_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    shape, dtype = inputs[0].static_shape, inputs[0].dtype.base_dtype
    if shape is None:
        return [(dtype, None)] * 2
    *batch, rows, columns = shape
    inner = rows if attrs["full_matrices"] else None if None in (rows, columns) else min(rows, columns)
    return [(dtype, (*batch, rows, inner)), (dtype, (*batch, inner, columns))]


def _qr_gradient(world: Any, node: Any, dq: Any, dr: Any) -> Any:
    q, r = node.outputs
    dq = world.apply("ZerosLike", q) if dq is None else dq
    dr = world.apply("ZerosLike", r) if dr is None else dr
    inner = matmul(world, q, dq, adjoint_a=True)
    outer = matmul(world, r, dr, adjoint_b=True)
    twist, turn = inner - adjoint(world, inner), outer - adjoint(world, outer)
    lower = matrix_band_part(world, twist + turn, -1, 0)
    middle = matmul(world, q, dr + _over(world, lower, r))
    return middle + _over(world, dq - matmul(world, q, inner), r)


def _over(world: Any, x: Any, r: Any) -> Any:
    """Return x times the conjugate transpose of the inverse of the upper triangular r."""
    return adjoint(world, world.apply("MatrixTriangularSolve", r, adjoint(world, x), lower=False, adjoint=False))


op("Cholesky", "input:T", _cholesky, lambda inputs, attrs: (inputs[0].dtype.base_dtype, _square(inputs)),
   _cholesky_gradient, allow=_EXACT)  # fmt: skip
op("Qr", "input:T", _qr, _qr_shape, _qr_gradient, allow=_EXACT, outputs=2)


@public("linalg.cholesky", v1=("cholesky",))
def cholesky(world: Any, input: Any, name: str | None = None) -> Any:
    """Return the lower triangular factor of positive definite matrices. Raises where one is not."""
    return world.apply("Cholesky", input, name=name)


@public("linalg.qr", v1=("qr",))
def qr(world: Any, input: Any, full_matrices: bool = False, name: str | None = None) -> Qr:
    """Return the orthogonal and the upper triangular factor of each matrix."""
    return Qr(*world.apply("Qr", input, full_matrices=full_matrices, name=name))


def _svd(input: Array, compute_uv: bool, full_matrices: bool) -> Any:
    if not compute_uv:
        empty = np.zeros(0, input.dtype)
        return np.linalg.svd(input, compute_uv=False).astype(_real(input.dtype)), empty, empty
    u, s, vh = np.linalg.svd(input, full_matrices=full_matrices)
    return s, u, adjoint_of(vh)


def _real(dtype: Any) -> Any:
    return {np.dtype(np.complex64): np.float32, np.dtype(np.complex128): np.float64}.get(dtype, dtype)


def _svd_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    shape, dtype = inputs[0].static_shape, inputs[0].dtype.base_dtype
    if shape is None:
        return [(dtype.real_dtype, None), (dtype, None), (dtype, None)]
    *batch, rows, columns = shape
    inner = None if None in (rows, columns) else min(rows, columns)
    values = (dtype.real_dtype, (*batch, inner))
    if not attrs["compute_uv"]:
        return [values, (dtype, (0,)), (dtype, (0,))]
    left, right = (rows, columns) if attrs["full_matrices"] else (inner, inner)
    return [values, (dtype, (*batch, rows, left)), (dtype, (*batch, columns, right))]


def _svd_gradient(world: Any, node: Any, ds: Any, du: Any, dv: Any) -> Any:
    if not node.attrs["compute_uv"]:
        s, u, v = world.apply("Svd", node.inputs[0], compute_uv=True, full_matrices=False)
        return matmul(world, matmul(world, u, matrix_diag(world, ds)), v, adjoint_b=True)
    s, u, v = node.outputs
    ds, du, dv = (world.apply("ZerosLike", o) if d is None else d for o, d in zip((s, u, v), (ds, du, dv), strict=True))
    squares = world.apply("Square", s)
    gaps = _row(world, squares) - _column(world, squares)
    apart = world.apply("DivNoNan", world.apply("OnesLike", gaps), gaps)
    sigma, inverse = matrix_diag(world, s), matrix_diag(world, world.apply("Reciprocal", s))
    left, right = matmul(world, u, du, adjoint_a=True), matmul(world, v, dv, adjoint_a=True)
    core = matmul(world, apart * (left - adjoint(world, left)), sigma)
    core = core + matmul(world, sigma, apart * (right - adjoint(world, right))) + matrix_diag(world, ds)
    whole = matmul(world, matmul(world, u, core), v, adjoint_b=True)
    outside_u = matmul(world, du - matmul(world, u, left), inverse)
    outside_v = matmul(world, dv - matmul(world, v, right), inverse)
    return whole + matmul(world, outside_u, v, adjoint_b=True) + matmul(world, u, outside_v, adjoint_b=True)


op("Svd", "input:T", _svd, _svd_shape, _svd_gradient, allow=_EXACT, outputs=3)


@public("linalg.svd", v1=("svd",))
def svd(world: Any, tensor: Any, full_matrices: bool = False, compute_uv: bool = True, name: str | None = None) -> Any:
    """Return singular values, left and right singular vectors; the values alone where `compute_uv` is False."""
    found = world.apply("Svd", tensor, compute_uv=compute_uv, full_matrices=full_matrices, name=name)
    return found if compute_uv else found[0]


@public("linalg.pinv")
def pinv(world: Any, a: Any, rcond: Any = None, validate_args: bool = False, name: str | None = None) -> Any:
    """Return the pseudo-inverse: singular values below `rcond` times the greatest count as zero."""
    with world.name_scope(name, "pinv"):
        a = world.convert(a, name="a")
        kind = a.dtype.real_dtype.as_numpy_dtype
        if rcond is None:
            rcond = 10 * max(a.static_shape[-2:]) * np.finfo(kind).eps
        s, u, v = world.apply("Svd", a, compute_uv=True, full_matrices=False)
        least = np.array(rcond, kind) * reduce(world, "Max", s, -1, True)
        s = world.apply("SelectV2", s > least, s, np.array(np.inf, kind))
        return matmul(world, v / world.apply("Cast", _row(world, s), to=a.dtype), u, adjoint_b=True)


@public("linalg.matrix_rank")
def matrix_rank(world: Any, a: Any, tol: Any = None, validate_args: bool = False, name: str | None = None) -> Any:
    """Return how many singular values are greater than `tol`."""
    with world.name_scope(name, "matrix_rank"):
        a = world.convert(a, name="a")
        s = svd(world, a, compute_uv=False)
        if tol is None:
            kind = a.dtype.real_dtype.as_numpy_dtype
            tol = np.array(np.finfo(kind).eps * max(a.static_shape[-2:]), kind) * reduce(world, "Max", s, -1, True)
        return reduce(world, "Sum", world.apply("Cast", s > tol, to=dtypes.int32), -1, False)


# --- eigenvalues -----------------------------------------------------------------------------------------


def _eigh(input: Array, compute_v: bool) -> Any:
    _must_be_square(input)
    if not compute_v:
        return np.linalg.eigvalsh(input).astype(input.dtype), np.zeros(0, input.dtype)
    values, vectors = np.linalg.eigh(input)
    return values.astype(input.dtype), vectors


def _eigen_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    dtype, whole = attrs.get("Tout", inputs[0].dtype.base_dtype), _square(inputs)
    values = (dtype, None if whole is None else whole[:-1])
    return [values, (dtype, whole if attrs["compute_v"] else (0,))]


def _eigh_gradient(world: Any, node: Any, dw: Any, dv: Any) -> Any:
    if not node.attrs["compute_v"]:
        w, v = world.apply("SelfAdjointEigV2", node.inputs[0], compute_v=True)
    else:
        w, v = node.outputs
    core = matrix_diag(world, world.apply("ZerosLike", w) if dw is None else dw)
    if dv is not None and node.attrs["compute_v"]:
        gaps = _row(world, w) - _column(world, w)
        apart = world.apply("DivNoNan", world.apply("OnesLike", gaps), gaps)
        core = core + apart * matmul(world, v, dv, adjoint_a=True)
    whole = matmul(world, v, matmul(world, core, v, adjoint_b=True))
    whole = matrix_band_part(world, whole + adjoint(world, whole), -1, 0)
    return matrix_set_diag(world, whole, matrix_diag_part(world, whole) * 0.5)


def _eig(input: Array, compute_v: bool, Tout: Any) -> Any:
    _must_be_square(input)
    kind = Tout.as_numpy_dtype
    if not compute_v:
        return np.linalg.eigvals(input).astype(kind), np.zeros(0, kind)
    return [part.astype(kind) for part in np.linalg.eig(input)]


op("SelfAdjointEigV2", "input:T", _eigh, _eigen_shape, _eigh_gradient, allow=_EXACT, outputs=2)
op("Eig", "input:T", _eig, _eigen_shape, allow=_EXACT, outputs=2)


@public("linalg.eigh", v1=("self_adjoint_eig",))
def eigh(world: Any, tensor: Any, name: str | None = None) -> Any:
    """Return eigenvalues, the least first, and eigenvectors of self-adjoint matrices."""
    return world.apply("SelfAdjointEigV2", tensor, compute_v=True, name=name)


@public("linalg.eigvalsh", v1=("self_adjoint_eigvals",))
def eigvalsh(world: Any, tensor: Any, name: str | None = None) -> Any:
    """Return the eigenvalues of self-adjoint matrices, the least first."""
    return world.apply("SelfAdjointEigV2", tensor, compute_v=False, name=name)[0]


def _complex_of(tensor: Any) -> Any:
    return dtypes.complex64 if tensor.dtype.base_dtype in (dtypes.float32, dtypes.complex64) else dtypes.complex128


@public(v2=("linalg.eig", "eig"))
def eig(world: Any, tensor: Any, name: str | None = None) -> Any:
    """Return complex eigenvalues and eigenvectors of square matrices."""
    return world.apply("Eig", tensor, compute_v=True, Tout=_complex_of(tensor), name=name)


@public(v2=("linalg.eigvals", "eigvals"))
def eigvals(world: Any, tensor: Any, name: str | None = None) -> Any:
    """Return the complex eigenvalues of square matrices."""
    return world.apply("Eig", tensor, compute_v=False, Tout=_complex_of(tensor), name=name)[0]


# --- functions of matrices -------------------------------------------------------------------------------


def _expm(input: Array) -> Any:
    """Return the exponential by scaling, a Pade approximant of degree 13, and squaring (Higham, 2005)."""
    _must_be_square(input)
    norm = np.abs(input).sum(-2).max() if input.size else 0.0
    squarings = max(0, int(np.ceil(np.log2(norm / 5.4)))) if norm > 5.4 else 0
    a = input.astype(np.result_type(input.dtype, np.float64)) / 2.0**squarings
    b = [64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
         670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1]  # fmt: skip
    one = np.broadcast_to(np.eye(a.shape[-1]), a.shape)
    powers = [one, a @ a]
    for _ in range(5):
        powers.append(powers[-1] @ powers[1])
    even = sum((b[2 * i] * powers[i] for i in range(7)), np.zeros_like(a))
    odd = a @ sum((b[2 * i + 1] * powers[i] for i in range(7)), np.zeros_like(a))
    result = np.linalg.solve(even - odd, even + odd)
    for _ in range(squarings):
        result = result @ result
    return result.astype(input.dtype)


op("MatrixExponential", "input:T", _expm, same, allow=_EXACT)


@public("linalg.expm")
def expm(world: Any, input: Any, name: str | None = None) -> Any:
    """Return the exponential of each matrix."""
    with world.name_scope(name, "matrix_exponential"):
        return world.apply("MatrixExponential", input, name="Reshape_1")
