"""Eigenvectors with the signs that TensorFlow gives them.

An eigenvector is determined up to its sign, so the sign is whatever the algorithm leaves. These are the steps of
Eigen's `SelfAdjointEigenSolver`: Householder reflections to tridiagonal form, then implicit QR with Wilkinson's shift.
"""

import math

import numpy as np

from lifetimes.ops import Array

_TURNS = 30


def eigenvectors(matrix: Array) -> tuple[Array, Array]:
    """Return eigenvalues, the least first, and eigenvectors of one real symmetric matrix; its lower half is read."""
    lower = np.tril(matrix) + np.tril(matrix, -1).T
    scale = np.abs(lower).max(initial=0) or lower.dtype.type(1)
    diagonal, beside, vectors = _tridiagonal(lower / scale)
    _diagonalise(diagonal, beside, vectors)
    for i in range(len(diagonal) - 1):
        least = i + int(np.argmin(diagonal[i:]))
        diagonal[[i, least]] = diagonal[[least, i]]
        vectors[:, [i, least]] = vectors[:, [least, i]]
    return diagonal * scale, vectors


def _tridiagonal(a: Array) -> tuple[Array, Array, Array]:
    """Return the diagonal, what stands beside it, and the orthogonal matrix that brings `a` to that form."""
    size, kind = len(a), a.dtype.type
    whole, beside = np.eye(size, dtype=a.dtype), np.zeros(max(size - 1, 0), a.dtype)
    for i in range(size - 1):
        v, tau, beside[i] = _reflection(a[i + 1 :, i])
        rest = a[i + 1 :, i + 1 :]
        w = rest @ (tau * v)
        w += tau * kind(-0.5) * (w @ v) * v
        rest -= np.outer(v, w) + np.outer(w, v)
        whole[:, i + 1 :] -= np.outer(whole[:, i + 1 :] @ (tau * v), v)
    return a.diagonal().copy(), beside, whole


def _reflection(column: Array) -> tuple[Array, Array, Array]:
    """Return v, tau and beta such that `column - tau * v * (v @ column)` is beta and then zeros."""
    first, tail = column[0], column[1:]
    square = tail @ tail
    v = np.zeros_like(column)
    v[0] = 1
    if square <= np.finfo(column.dtype).tiny:
        return v, column.dtype.type(0), first
    beta = np.sqrt(first * first + square)
    beta = -beta if first >= 0 else beta
    v[1:] = tail / (first - beta)
    return v, (beta - first) / beta, beta


def _diagonalise(d: Array, e: Array, vectors: Array) -> None:
    """Turn the diagonal `d` with `e` beside it into eigenvalues, in place, and the vectors with it."""
    start, end, finest = 0, len(d) - 1, np.finfo(d.dtype)
    for _ in range(_TURNS * len(d)):
        for i in range(start, end):
            if abs(e[i]) < finest.tiny or (e[i] / finest.eps) ** 2 <= abs(d[i]) + abs(d[i + 1]):
                e[i] = 0
        while end > 0 and e[end - 1] == 0:
            end -= 1
        if end <= 0:
            return
        start = end - 1
        while start > 0 and e[start - 1] != 0:
            start -= 1
        _sweep(d, e, start, end, vectors)


def _sweep(d: Array, e: Array, start: int, end: int, vectors: Array) -> None:
    """Do one implicit QR step on the unreduced block from `start` to `end`."""
    x, z = d[start] - _shift(d, e, end), e[start]
    for k in range(start, end):
        if z == 0:
            return
        c, s = _givens(x, z)
        upper, lower = s * d[k] + c * e[k], s * e[k] + c * d[k + 1]
        d[k] = c * (c * d[k] - s * e[k]) - s * (c * e[k] - s * d[k + 1])
        d[k + 1] = s * upper + c * lower
        e[k] = c * upper - s * lower
        if k > start:
            e[k - 1] = c * e[k - 1] - s * z
        x = e[k]
        if k < end - 1:
            z, e[k + 1] = -s * e[k + 1], c * e[k + 1]
        left, right = vectors[:, k].copy(), vectors[:, k + 1].copy()
        vectors[:, k], vectors[:, k + 1] = c * left - s * right, s * left + c * right


def _shift(d: Array, e: Array, end: int) -> Array:
    """Return Wilkinson's shift: the eigenvalue of the last two rows that is nearer to the last."""
    half, beside = (d[end - 1] - d[end]) * d.dtype.type(0.5), e[end - 1]
    if half == 0:
        return d[end] - abs(beside)  # type: ignore[no-any-return]
    return d[end] - beside * beside / (half + math.copysign(np.hypot(half, beside), half))  # type: ignore[no-any-return]


def _givens(p: Array, q: Array) -> tuple[Array, Array]:
    """Return cosine and sine of the rotation that turns (p, q) into (r, 0)."""
    one = p.dtype.type(1)
    if p == 0:
        return one * 0, -one if q > 0 else one
    if abs(p) > abs(q):
        t = q / p
        c = one / math.copysign(np.sqrt(one + t * t), p)
        return c, -t * c
    t = p / q
    s = -one / math.copysign(np.sqrt(one + t * t), q)
    return -t * s, s
