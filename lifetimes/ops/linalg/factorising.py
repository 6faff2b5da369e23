"""Matrices taken apart: triangular and orthogonal factors, singular values, eigenvalues. Batches of them too."""

from typing import Any, Final

import numpy as np

from lifetimes.ops import Array, Shape, World, dtypes
from lifetimes.ops.arithmetic import conj
from lifetimes.ops.debugging.wrappers import functions_of, matrices
from lifetimes.ops.layout.arrays import adjoint
from lifetimes.ops.layout.joining import zeros_for_none
from lifetimes.ops.layout.shape_rules import at_least, shaped
from lifetimes.ops.linalg import rounding
from lifetimes.ops.linalg.matmul import adjoint_of, matmul, product
from lifetimes.ops.linalg.matrices import matrix_band_part, matrix_diag, matrix_diag_part, matrix_set_diag
from lifetimes.ops.linalg.solving import EXACT, cholesky_solve, column, of_matrix, of_square, row, square, square_shape
from lifetimes.ops.linalg.tridiagonal import eigenvectors
from lifetimes.ops.math.reductions import reduce
from lifetimes.ops.registry import Out, op, public

# --- factors ---------------------------------------------------------------------------------------------


@of_square
def _cholesky(input: Array) -> Any:
    try:
        return np.linalg.cholesky(input)
    except np.linalg.LinAlgError:
        if input.ndim > 2:
            return np.stack([*map(_cholesky, input)])
        filler = np.nan if input.dtype.kind == "f" else 0
        return np.tril(np.full_like(input, filler))  # as TensorFlow does since 2.16, whatever its documentation says


def _cholesky_gradient(world: World, node: Any, dy: Any) -> Any:
    """Return the gradient by Murray's formula (2016), as TensorFlow computes it."""
    factor = node.outputs[0]
    inverse = world.apply("MatrixInverse", factor, adjoint=False)
    middle = product(world, factor, dy, adjoint_a=True)
    middle = matrix_set_diag(world, middle, matrix_diag_part(world, middle) * 0.5)
    middle = matrix_band_part(world, middle, -1, 0)
    whole = product(world, product(world, inverse, middle, adjoint_a=True), inverse)
    return (whole + adjoint(world, whole)) * 0.5


@of_matrix
def _qr(input: Array, full_matrices: bool) -> Any:
    if rounding.can_factor(input):
        return rounding.orthogonal(input, full_matrices)
    return np.linalg.qr(input, "complete" if full_matrices else "reduced")


def _qr_shapes(shape: Any, full_matrices: bool) -> list[Shape]:
    if shape is None:
        return [None, None]
    at_least(shape, 2)
    *batch, rows, columns = shape
    inner = rows if full_matrices else None if None in (rows, columns) else min(rows, columns)
    return [(*batch, rows, inner), (*batch, inner, columns)]


def _qr_gradient(world: World, node: Any, dq: Any, dr: Any) -> Any:
    (q, r), (dq, dr) = node.outputs, zeros_for_none(world, node, (dq, dr))
    rows, columns = node.inputs[0].static_shape[-2:]
    if rows >= columns:
        return _qr_gradient_of_tall(world, q, r, dq, dr)
    first, rest = [rows, columns - rows], -1
    _, beyond = world.apply("SplitV", node.inputs[0], first, rest, num_split=2)
    square, _ = world.apply("SplitV", r, first, rest, num_split=2)
    of_square, of_beyond = world.apply("SplitV", dr, first, rest, num_split=2)
    dq = dq + product(world, beyond, of_beyond, adjoint_b=True)
    left = _qr_gradient_of_tall(world, q, square, dq, of_square)
    return world.apply("ConcatV2", left, product(world, q, of_beyond), rest)


def _qr_gradient_of_tall(world: World, q: Any, r: Any, dq: Any, dr: Any) -> Any:
    inner = product(world, q, dq, adjoint_a=True)
    outer = product(world, r, dr, adjoint_b=True)
    twist, turn = inner - adjoint(world, inner), outer - adjoint(world, outer)
    lower = matrix_band_part(world, twist + turn, -1, 0)
    middle = product(world, q, dr + _over(world, lower, r))
    return middle + _over(world, dq - product(world, q, inner), r)


def _over(world: World, x: Any, r: Any) -> Any:
    """Return x times the conjugate transpose of the inverse of the upper triangular r."""
    return adjoint(world, world.apply("MatrixTriangularSolve", r, adjoint(world, x), lower=False, adjoint=False))


op("Cholesky", "input:T", _cholesky, square, _cholesky_gradient, allow=EXACT, reads="outputs")
op("Qr", "input:T", _qr,
   shaped("shape? .full_matrices", _qr_shapes), _qr_gradient, allow=EXACT, outputs=2)  # fmt: skip
qr = functions_of("""
Qr: linalg.qr v1:qr (input, full_matrices=False) -> Qr of q, r
    Return the orthogonal and the upper triangular factor of each matrix.
""")["qr"]


@of_matrix
def _svd(input: Array, compute_uv: bool, full_matrices: bool) -> Any:
    if not compute_uv:
        empty = np.zeros(0, input.dtype)
        return np.linalg.svd(input, compute_uv=False), empty, empty
    u, s, vh = np.linalg.svd(input, full_matrices=full_matrices)
    return s, u, adjoint_of(vh)


def _svd_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    shape, dtype = inputs[0].static_shape, inputs[0].dtype.base_dtype
    if shape is None:
        return [(dtype.real_dtype, None), (dtype, None), (dtype, None)]
    at_least(shape, 2)
    *batch, rows, columns = shape
    inner = None if None in (rows, columns) else min(rows, columns)
    values = (dtype.real_dtype, (*batch, inner))
    if not attrs["compute_uv"]:
        return [values, (dtype, (0,)), (dtype, (0,))]
    left, right = (rows, columns) if attrs["full_matrices"] else (inner, inner)
    return [values, (dtype, (*batch, rows, left)), (dtype, (*batch, columns, right))]


def _apart(world: World, values: Any) -> Any:
    """Return for each two values 1 over how far the second is above the first, and 0 for a value and itself."""
    gaps = row(world, values) - column(world, values)
    return world.apply("DivNoNan", world.apply("OnesLike", gaps), gaps)


def _svd_gradient(world: World, node: Any, ds: Any, du: Any, dv: Any) -> Any:
    if not node.attrs["compute_uv"]:
        s, u, v = world.apply("Svd", node.inputs[0], compute_uv=True, full_matrices=False)
        return product(world, product(world, u, matrix_diag(world, ds)), v, adjoint_b=True)
    (s, u, v), (ds, du, dv) = node.outputs, zeros_for_none(world, node, (ds, du, dv))
    apart = _apart(world, world.apply("Square", s))
    sigma, inverse = matrix_diag(world, s), matrix_diag(world, world.apply("Reciprocal", s))
    left, right = product(world, u, du, adjoint_a=True), product(world, v, dv, adjoint_a=True)
    core = product(world, apart * (left - adjoint(world, left)), sigma)
    core = core + product(world, sigma, apart * (right - adjoint(world, right))) + matrix_diag(world, ds)
    whole = product(world, product(world, u, core), v, adjoint_b=True)
    outside_u = product(world, du - product(world, u, left), inverse)
    outside_v = product(world, dv - product(world, v, right), inverse)
    return whole + product(world, outside_u, v, adjoint_b=True) + product(world, u, outside_v, adjoint_b=True)


op("Svd", "input:T", _svd, _svd_shape, _svd_gradient, allow=EXACT, outputs=3)


@public("linalg.svd", v1=("svd",))
def svd(
    world: World, tensor: Any, full_matrices: bool = False, compute_uv: bool = True, name: str | None = None
) -> Any:
    """Return singular values, left and right singular vectors; the values alone where `compute_uv` is False."""
    found = world.apply("Svd", tensor, compute_uv=compute_uv, full_matrices=full_matrices, name=name)
    return found if compute_uv else found[0]


@public("linalg.pinv", scope="pinv a")
def pinv(world: World, a: Any, rcond: Any = None, validate_args: bool = False, name: str | None = None) -> Any:
    """Return the pseudo-inverse: singular values below `rcond` times the greatest count as zero."""
    a = _of_floats(world, a)
    kind = a.dtype.as_numpy_dtype
    s, u, v = world.apply("Svd", a, compute_uv=True, full_matrices=False)
    rcond = 10 * _longer_side(world, a) * np.finfo(kind).eps if rcond is None else np.array(rcond, kind)
    s = world.apply("SelectV2", s > rcond * reduce(world, "Max", s, -1, True), s, np.array(np.inf, kind))
    found = product(world, v / row(world, s), u, adjoint_b=True)
    if a.static_shape is not None:
        found.set_shape((*a.static_shape[:-2], a.static_shape[-1], a.static_shape[-2]))
    return found


def _of_floats(world: World, a: Any) -> Any:
    a = matrices(world, world.convert(a, name="a"))
    if not a.dtype.is_floating:
        raise TypeError(f"Input `a` must have `float`-like `dtype` (saw {a.dtype.name}).")
    return a


def _longer_side(world: World, a: Any) -> Any:
    """Return the greater of the last two sizes, a tensor where they are known only later."""
    sides = (None,) if a.static_shape is None else a.static_shape[-2:]
    if None in sides:
        return world.apply("Cast", reduce(world, "Max", world.apply("Shape", a)[-2:], 0, False), to=a.dtype.base_dtype)
    return np.array(max(sides), a.dtype.as_numpy_dtype)


@public("linalg.matrix_rank", scope="matrix_rank a")
def matrix_rank(world: World, a: Any, tol: Any = None, validate_args: bool = False, name: str | None = None) -> Any:
    """Return how many singular values are greater than `tol`."""
    a = _of_floats(world, a)
    s = svd(world, a, compute_uv=False)
    if tol is None:
        tol = np.finfo(a.dtype.as_numpy_dtype).eps * _longer_side(world, a) * reduce(world, "Max", s, -1, True)
    return reduce(world, "Sum", world.apply("Cast", s > tol, to=dtypes.int32), -1, False)


# --- eigenvalues -----------------------------------------------------------------------------------------


_SIGNED: Final = 128  # beyond this, LAPACK: the signs of its eigenvectors are its own


@of_square
def _eigh(input: Array, compute_v: bool) -> Any:
    if not compute_v:
        return np.linalg.eigvalsh(input).astype(input.dtype), np.zeros(0, input.dtype)
    size = input.shape[-1]
    if np.iscomplexobj(input) or size > _SIGNED or not input.size:
        values, vectors = np.linalg.eigh(input)
        return values.astype(input.dtype), vectors
    pairs = [eigenvectors(matrix) for matrix in input.reshape(-1, size, size)]
    values, vectors = (np.stack(parts) for parts in zip(*pairs, strict=True))
    return values.reshape(input.shape[:-1]), vectors.reshape(input.shape)


def _eigen_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    dtype, whole = attrs.get("Tout", inputs[0].dtype.base_dtype), square_shape(inputs)
    values = (dtype, None if whole is None else whole[:-1])
    return [values, (dtype, whole if attrs["compute_v"] else (0,))]


def _eigen(world: World, node: Any, dw: Any) -> tuple[Any, Any, Any]:
    """Return eigenvalues and eigenvectors of an op, computed anew where it gave no vectors, and a diagonal of dw."""
    attrs = node.attrs | {"compute_v": True}
    w, v = node.outputs if node.attrs["compute_v"] else world.apply(node.definition.name, node.inputs[0], **attrs)
    return w, v, matrix_diag(world, world.apply("ZerosLike", w) if dw is None else dw)


def _eigh_gradient(world: World, node: Any, dw: Any, dv: Any) -> Any:
    w, v, core = _eigen(world, node, dw)
    if dv is not None and node.attrs["compute_v"]:
        core = core + _apart(world, w) * product(world, v, dv, adjoint_a=True)
    whole = product(world, v, product(world, core, v, adjoint_b=True))
    whole = matrix_band_part(world, whole + adjoint(world, whole), -1, 0)
    return matrix_set_diag(world, whole, matrix_diag_part(world, whole) * 0.5)


@of_square
def _eig(input: Array, compute_v: bool, Tout: Any) -> Any:
    kind = Tout.as_numpy_dtype
    if not compute_v:
        return np.linalg.eigvals(input).astype(kind), np.zeros(0, kind)
    return [part.astype(kind) for part in np.linalg.eig(input)]


def _eig_gradient(world: World, node: Any, dw: Any, dv: Any) -> Any:
    w, v, core = _eigen(world, node, dw)
    turned = adjoint(world, v)
    if dv is not None and node.attrs["compute_v"]:
        apart = conj(world, _apart(world, w))
        inner = product(world, turned, dv)
        real = world.apply("Cast", world.apply("Real", inner), to=inner.dtype.base_dtype)
        kept = matrix_diag(world, matrix_diag_part(world, real))
        core = core + apart * (inner - product(world, product(world, turned, v), kept))
    found = world.apply("MatrixSolve", turned, product(world, core, turned), adjoint=False)
    return world.apply("Cast", found, to=node.inputs[0].dtype.base_dtype)


op("SelfAdjointEigV2", "input:T", _eigh, _eigen_shape, _eigh_gradient, allow=EXACT, outputs=2)
op("Eig", "input:T", _eig, _eigen_shape, _eig_gradient, allow=EXACT, outputs=2)


def _complex_of(tensor: Any) -> Any:
    return dtypes.complex64 if tensor.dtype.base_dtype in (dtypes.float32, dtypes.complex64) else dtypes.complex128


# --- least squares ---------------------------------------------------------------------------------------


@public("linalg.lstsq", v1=("matrix_solve_ls",), scope="matrix_solve_ls +matrix +rhs")
def lstsq(
    world: World, matrix: Any, rhs: Any, l2_regularizer: float = 0.0, fast: bool = True, name: str | None = None
) -> Any:
    """Return x for which `matrix @ x` is nearest to `rhs`; of several the shortest."""
    rows, columns = (None, None) if matrix.static_shape is None else matrix.static_shape[-2:]
    if not fast or (None in (rows, columns) and not l2_regularizer):
        return matmul(world, pinv(world, matrix), rhs)
    tall = rows is None or columns is None or rows >= columns  # with a regularizer either way gives the same
    gram = matmul(world, matrix, matrix, adjoint_a=tall, adjoint_b=not tall)
    if l2_regularizer:
        diagonal = matrix_diag_part(world, gram)
        gram = matrix_set_diag(world, gram, diagonal + np.array(l2_regularizer, gram.dtype.as_numpy_dtype))
    chol = world.apply("Cholesky", gram)
    if tall:
        return cholesky_solve(world, chol, matmul(world, matrix, rhs, adjoint_a=True))
    return matmul(world, matrix, cholesky_solve(world, chol, rhs), adjoint_a=True)


functions_of("""
Cholesky: linalg.cholesky v1:cholesky
    Return the lower triangular factor of positive definite matrices. Raises where one is not.
SelfAdjointEigV2: linalg.eigh v1:self_adjoint_eig (tensor; compute_v=True)
    Return eigenvalues, the least first, and eigenvectors of self-adjoint matrices.
SelfAdjointEigV2: linalg.eigvalsh v1:self_adjoint_eigvals (tensor; compute_v=False) -> first
    Return the eigenvalues of self-adjoint matrices, the least first.
Eig: v2:eig v2:linalg.eig (tensor; compute_v=True, Tout=complex_of(tensor))
    Return complex eigenvalues and eigenvectors of square matrices.
Eig: v2:eigvals v2:linalg.eigvals (tensor; compute_v=False, Tout=complex_of(tensor)) -> first
    Return the complex eigenvalues of square matrices.
""", complex_of=_complex_of)  # fmt: skip
