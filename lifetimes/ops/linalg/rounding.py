"""Products, solutions and factors of small matrices that round in each step as Eigen's do, the library of TensorFlow.

A sum of floats depends on the order of its parts, so here are Eigen's orders, as it was built for registers of 32
bytes: what it adds one by one, what side by side, and in which blocks. Arrays may be batches. What is larger than a
few rows is left to NumPy, which is a hundred times as fast: there nobody follows single digits.
Source: Eigen's `GeneralBlockPanelKernel.h`, `Triangular*.h`, `PartialPivLU.h`, `Householder*.h`.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from lifetimes.ops import Array

_SIDE: Final = 8  # rows and columns; to this size Eigen makes no blocks either
_PRODUCTS: Final = 16384  # more in one matrix are computed as for a single one
_WORK: Final = 100_000  # more products take too long in these steps
_NUMBERS: Final = 4_000_000  # more at once take too much room


def can_solve(matrix: Array, rhs: Array) -> bool:
    """Return whether what is solved with a square matrix is computed here."""
    side = matrix.shape[-1]
    return matrix.dtype.char in "fd" and 0 < side <= _SIDE and rhs.size * side <= _NUMBERS


def can_factor(matrix: Array) -> bool:
    """Return whether the orthogonal factors of a matrix are computed here."""
    short = min(matrix.shape[-2:])
    return matrix.dtype.char in "fd" and 0 < short <= _SIDE and matrix.size * short <= _NUMBERS


def turned(matrix: Array) -> Array:
    """Return the transposed matrix."""
    return np.swapaxes(matrix, -1, -2)


# --- products --------------------------------------------------------------------------------------------


def product(a: Array, b: Array, turned_a: bool = False, turned_b: bool = False) -> Array:
    """Return the product of matrices, each perhaps turned. In float32 a single one takes fused steps, as in oneDNN."""
    a, b = turned(a) if turned_a else a, turned(b) if turned_b else b
    rows, inner, columns = a.shape[-2], a.shape[-1], b.shape[-1]
    work = rows * inner * columns
    if a.dtype.char not in "fd" or inner != b.shape[-2] or not (work and a.size and b.size):
        return np.matmul(a, b)  # type: ignore[no-any-return]
    count = max(a.size // (rows * inner), b.size // (inner * columns))
    if work * count > _WORK:
        return np.matmul(a, b)  # type: ignore[no-any-return]
    if work <= _PRODUCTS and (count > 1 or 1 in (rows, inner, columns)):
        return _of_eigen(a, b, turned_a, turned_b)
    return _fused(a, b) if a.dtype == np.float32 else turned(_in_blocks(turned(b), turned(a)))


def _fused(a: Array, b: Array) -> Array:
    """Return the product in float32, each step rounding once: float64 has room for its product and sum."""
    parts = a.astype(np.float64)[..., None] * b[..., None, :, :]
    total = np.zeros(np.delete(parts.shape, -2), np.float32)
    for k in range(parts.shape[-2]):
        total = (total + parts[..., k, :]).astype(np.float32)
    return total


def _of_eigen(a: Array, b: Array, turned_a: bool = False, turned_b: bool = False) -> Array:
    """Return the product as Eigen computes it: small ones without blocks, in registers what lies side by side."""
    rows, inner, columns = a.shape[-2], a.shape[-1], b.shape[-1]
    if rows + inner + columns < 20:
        if turned_a or not turned_b:
            return _in_turn(a, b)
        parts = turned(a)[..., :, :, None] * b[..., :, None, :]
        return _in_registers(parts.reshape(*parts.shape[:-2], -1), pairs=True).reshape(*parts.shape[:-3], rows, columns)
    if columns == 1:
        return _in_turn(a, b) if turned_a else _of_vector(b[..., 0], turned(a))[..., None]
    if rows == 1:
        return _of_vector(a[..., 0, :], b)[..., None, :] if turned_b else _in_turn(a, b)
    return turned(_in_blocks(turned(b), turned(a)))


def _in_turn(a: Array, b: Array, places: slice = slice(None), start: Any = 0.0) -> Array:
    """Return the start and the products of these places of the inner axis, added one by one."""
    parts = a[..., places, None] * b[..., None, places, :]
    if not parts.shape[-2]:
        return parts.sum(-2) + start  # type: ignore[no-any-return]
    parts[..., 0, :] += start
    return np.add.accumulate(parts, -2)[..., -1, :]


def _in_blocks(a: Array, b: Array) -> Array:
    """Return the product where rows and columns that fill no block of registers are added side by side."""
    rows, inner, columns = a.shape[-2], a.shape[-1], b.shape[-1]
    lanes, fours = 32 // a.itemsize, columns // 4 * 4
    found = _in_turn(a, b)
    rest = rows % (2 * lanes)
    last = rest % (lanes // 2)
    if fours and rest > last and inner >= 8:
        some, whole = slice(rows - rest, rows - last), inner // 8 * 8
        x, y = a[..., some, :], b[..., :fours]
        both = _in_turn(x, y, slice(0, whole, 2)) + _in_turn(x, y, slice(1, whole, 2))
        found[..., some, :fours] = _in_turn(x, y, slice(whole, None), both)
    if fours and last and inner > 3:
        x, y, step = a[..., rows - last :, :], b[..., :fours], lanes // 4
        whole, even = inner // (4 * step) * 4 * step, inner // step * step
        sides: Any = 0.0
        for lane in range(step):
            quarters = [_in_turn(x, y, slice(lane + j * step, whole, 4 * step)) for j in range(4)]
            begun = (quarters[0] + quarters[1]) + (quarters[2] + quarters[3])
            sides = sides + _in_turn(x, y, slice(whole + lane, even, step), begun)
        found[..., rows - last :, :fours] = _in_turn(x, y, slice(even, None), sides)
    return found


def _of_vector(v: Array, a: Array) -> Array:
    """Return v times each column of `a` in registers; for the last of an odd number also in half a register."""
    parts = v[..., None] * a
    found = _in_registers(parts)
    if parts.shape[-1] % 2:
        found[..., -1:] = _in_registers(parts[..., -1:], half=True)
    return found


def _in_registers(parts: Array, pairs: bool = False, half: bool = False) -> Array:
    """Return the sums of columns, as many numbers at a time as a register holds; `pairs` of registers take turns."""
    lanes, total = 32 // parts.itemsize, np.zeros(1, parts.dtype)
    whole = parts.shape[-2] // lanes
    end, even = whole * lanes, whole // 2 * 2 if pairs else 0
    registers = parts[..., :end, :].reshape(*parts.shape[:-2], whole, lanes, parts.shape[-1])
    if whole:
        chains = [registers[..., i:even:2, :, :] for i in (0, 1) if even] or [registers]
        sums = [np.add.accumulate(chain, -3)[..., -1, :, :] for chain in chains]
        total = _folded(sum(sums[1:], sums[0]) + (registers[..., -1, :, :] if 0 < even < whole else 0.0))
    if half and parts.shape[-2] - end >= lanes // 2:
        total, end = total + _folded(parts[..., end : end + lanes // 2, :]), end + lanes // 2
    for k in range(end, parts.shape[-2]):
        total = total + parts[..., k, :]
    return np.broadcast_to(total, (*parts.shape[:-2], parts.shape[-1])).copy()


def _folded(parts: Array) -> Array:
    """Return the sum of the rows: their halves are added until one is left."""
    while parts.shape[-2] > 1:
        half = parts.shape[-2] // 2
        parts = parts[..., :half, :] + parts[..., half:, :]
    return parts[..., 0, :]


# --- solutions -------------------------------------------------------------------------------------------


def through_triangle(triangle: Array, rhs: Array, lower: bool, unit: bool = False) -> Array:
    """Return x with `triangle @ x = rhs`; only that side is read, and with `unit` its diagonal counts as ones."""
    size = triangle.shape[-1]
    batch = np.broadcast_shapes(triangle.shape[:-2], rhs.shape[:-2])
    x = np.broadcast_to(rhs, (*batch, *rhs.shape[-2:])).copy()
    for k in range(size) if lower else range(size)[::-1]:
        near = slice(0, k) if lower else slice(k + 1, size)
        parts = np.concatenate([x[..., k, None, :], x[..., near, :] * triangle[..., k, near, None]], -2)
        x[..., k, :] = np.subtract.reduce(parts, -2)
        if not unit:
            x[..., k, :] *= 1 / triangle[..., k, k, None]
    return x


def solution(matrix: Array, rhs: Array) -> Array | None:
    """Return x with `matrix @ x = rhs`, by factors with partial pivots; None where a matrix has no inverse."""
    factors, order = _factors(matrix)
    if not np.all(abs(np.diagonal(factors, axis1=-2, axis2=-1)) > 0):
        return None
    rhs = np.take_along_axis(rhs, order[..., None], -2)
    return through_triangle(factors, through_triangle(factors, rhs, lower=True, unit=True), lower=False)


def _factors(matrix: Array) -> tuple[Array, Array]:
    """Return both triangular factors in one matrix, and which row of the given one stands where."""
    size = matrix.shape[-1]
    a = matrix.reshape(-1, size, size).copy()
    order, each = np.tile(np.arange(size), (len(a), 1)), np.arange(len(a))
    for k in range(size):
        pick = k + np.argmax(abs(a[:, k:, k]), -1)
        for rows in (a, order):
            rows[each, k], rows[each, pick] = rows[each, pick], rows[each, k]
        pivot = a[:, k, k, None]
        a[:, k + 1 :, k] /= np.where(pivot == 0, 1.0, pivot)
        a[:, k + 1 :, k + 1 :] -= a[:, k + 1 :, k, None] * a[:, k, None, k + 1 :]
    return a.reshape(matrix.shape), order.reshape(matrix.shape[:-1])


# --- orthogonal factors ----------------------------------------------------------------------------------


def orthogonal(matrix: Array, full: bool) -> tuple[Array, Array]:
    """Return the orthogonal and the upper triangular factor, by reflections that clear column after column."""
    a, (rows, columns) = matrix.copy(), matrix.shape[-2:]
    size = min(rows, columns)
    scales = [_reflection(a[..., k:, k:size]) for k in range(size)]
    if columns > size:
        _reflect_all(a[..., size:], a[..., :size], scales)
    q = np.zeros((*a.shape[:-2], rows, rows if full else size), a.dtype)
    places = np.arange(q.shape[-1])
    q[..., places, places] = 1
    for k in range(size)[::-1]:
        part = q[..., k:, k:] if full else q[..., k:, :]
        _reflect(part, a[..., k + 1 :, k], scales[k], _added if full else _of_vector)
    return q, np.triu(a[..., : rows if full else size, :])


def _reflection(a: Array) -> Array:
    """Clear the first column below its first element, in place, and return the scale of the reflection that does so.

    The reflection stays where the zeros would be, without its first element, which is 1.
    """
    head, tail = a[..., 0, 0].copy(), a[..., 1:, 0]
    squares = _added(tail, tail[..., None])[..., 0]
    flat = squares <= np.finfo(a.dtype).tiny
    length = np.sqrt(head * head + squares)
    beta = np.where(head >= 0, -length, length)
    scale = np.where(flat, 0.0, (beta - head) / beta)
    a[..., 1:, 0] = np.where(flat[..., None], 0.0, tail / (head - beta)[..., None])
    a[..., 0, 0] = np.where(flat, head, beta)
    _reflect(a[..., 1:], a[..., 1:, 0], scale)
    return scale


def _reflect(a: Array, tail: Array, scale: Array, added: Callable[[Array, Array], Array] | None = None) -> None:
    """Reflect the columns of `a` in place."""
    scale = scale[..., None]
    if a.shape[-2] == 1:
        a *= (1 - scale)[..., None]
    elif a.shape[-1]:
        top = (added or _added)(tail, a[..., 1:, :]) + a[..., 0, :]
        a[..., 0, :] -= scale * top
        a[..., 1:, :] -= (scale * tail)[..., None] * top[..., None, :]


def _added(v: Array, a: Array) -> Array:
    """Return v times each column of `a`, added from top to bottom."""
    return _in_turn(v[..., None, :], a)[..., 0, :]


def _reflect_all(a: Array, tails: Array, scales: list[Array]) -> None:
    """Reflect the columns of `a` in place by all reflections at once."""
    size = tails.shape[-1]
    v = np.tril(tails, -1) + np.eye(size, dtype=a.dtype)
    joint = np.zeros_like(v)
    for i in range(size)[::-1]:
        joint[..., i, i + 1 :] = _row_of_triangle(v[..., i + 1 :, i + 1 :], tails[..., i + 1 :, i], -scales[i])
        for j in range(i + 1, size)[::-1]:
            part = joint[..., i, j, None].copy()
            joint[..., i, j] *= joint[..., j, j]
            joint[..., i, j + 1 :] += part * joint[..., j, j + 1 :]
        joint[..., i, i] = scales[i]
    steps = _in_blocks(turned(joint), _in_blocks(turned(v), a))
    a -= turned(_in_blocks(turned(steps), turned(v)))


def _row_of_triangle(v: Array, row: Array, scale: Array) -> Array:
    """Return a scaled row times a lower triangle with ones on its diagonal."""
    found = np.zeros_like(row)
    for k in range(row.shape[-1]):
        part = scale[..., None] * row[..., k, None]
        found[..., :k] += part * v[..., k, :k]
        found[..., k] += part[..., 0]
    return found
