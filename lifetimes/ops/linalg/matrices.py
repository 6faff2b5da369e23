"""Diagonals and triangles of matrices: made, read and replaced."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, Shape, World, brackets, dtypes, merge
from lifetimes.ops.debugging.wrappers import checked, functions_of
from lifetimes.ops.layout.arrays import sizes
from lifetimes.ops.layout.shape_rules import at_least, equal, shaped
from lifetimes.ops.math.reductions import reduce
from lifetimes.ops.registry import FLOATS, INDEX, NUMBERS, op, public, same

_ALIGN = "RIGHT_LEFT"


def _bounds(k: Any) -> tuple[int, int]:
    """Return the lowest and the highest diagonal that k names: a number, or a pair."""
    both = sizes(k)
    return both[0], both[-1]


def _strips(rows: int, columns: int, k: Any, align: str) -> Iterator[tuple[int, Any, Any, Any]]:
    """Yield for each diagonal, the highest first: its row in the packed form, where it starts there, and its places."""
    low, high = _bounds(k)
    longest = _longest(rows, columns, low, high)
    upper, lower = align.split("_")
    for i, d in enumerate(range(high, low - 1, -1)):
        length = min(rows + min(d, 0), columns - max(d, 0))
        start = longest - length if (upper if d >= 0 else lower) == "RIGHT" else 0
        along = np.arange(max(length, 0))
        yield i, slice(start, start + length), along - min(d, 0), along + max(d, 0)


def _longest(rows: int, columns: int, low: int, high: int) -> int:
    return min(rows + min(high, 0), columns - max(low, 0))


def _packed(diagonal: Array, k: Any) -> Array:
    """Return the diagonals with the axis that counts them, also where there is only one."""
    low, high = _bounds(k)
    return diagonal[..., None, :] if low == high else diagonal


def _whole_size(longest: int, k: Any, rows: int, columns: int) -> tuple[int, int]:
    low, high = _bounds(k)
    least_rows, least_columns = longest - min(high, 0), longest + max(low, 0)
    for what, given, least in (("rows", rows, least_rows), ("columns", columns, least_columns)):
        if given != -1 and given < least:
            raise refuse(f"The number of {what} is too small.")
    if rows == -1 and columns == -1:
        return (max(least_rows, least_columns),) * 2
    if rows not in (-1, least_rows) and columns not in (-1, least_columns):
        words = "is not consistent with the specified d_lower, d_upper, and diagonal."
        raise refuse(f"The number of rows or columns {words}")
    return (least_rows if rows == -1 else rows), (least_columns if columns == -1 else columns)


def _set_strips(matrix: Array, diagonal: Array, k: Any, align: str) -> Array:
    result, packed = matrix.copy(), _packed(diagonal, k)
    for i, span, down, across in _strips(matrix.shape[-2], matrix.shape[-1], k, align):
        result[..., down, across] = packed[..., i, span]
    return result


def _diag(diagonal: Array, k: Array, num_rows: Array, num_cols: Array, padding_value: Array, align: str) -> Array:
    if not diagonal.ndim:
        raise refuse("diagonal must be at least 1-dim, received shape: []")
    if padding_value.ndim:
        raise refuse("padding_value must be a scalar")
    rows, columns = _whole_size(diagonal.shape[-1], k, int(num_rows), int(num_cols))
    batch = _packed(diagonal, k).shape[:-2]
    return _set_strips(np.full((*batch, rows, columns), padding_value, diagonal.dtype), diagonal, k, align)


def _matrix_sizes(input: Array) -> tuple[int, int]:
    if input.ndim < 2:
        raise refuse(f"input must be at least 2-dim, received shape: {brackets(input.shape)}")
    return input.shape[-2], input.shape[-1]


def _diag_part(input: Array, k: Array, padding_value: Array, align: str) -> Array:
    low, high = _bounds(k)
    rows, columns = _matrix_sizes(input)
    if not -rows < low <= high < columns and input.size:
        raise refuse(f"Invalid lower bound k: {low}" if low <= -rows else f"Invalid upper bound k: {high}")
    shape = (*input.shape[:-2], high - low + 1, _longest(rows, columns, low, high))
    result = np.full(shape, padding_value, input.dtype)
    for i, span, down, across in _strips(rows, columns, k, align):
        result[..., i, span] = input[..., down, across]
    return result[..., 0, :] if low == high else result


def _set_diag(input: Array, diagonal: Array, k: Array, align: str) -> Array:
    rows, columns = _matrix_sizes(input)
    low, high = _bounds(k)
    wanted = (*input.shape[:-2], high - low + 1, _longest(rows, columns, low, high))
    if _packed(diagonal, k).shape != wanted:
        raise refuse("Either first dimensions of diagonal don't match input.shape[:-2], or diagonal.shape[:-1] is not "
                     "equal to the longests diagonal in range [lower_diag_index:upper_diag_index].\n"
                     f"Input shape: {brackets(input.shape)}\nDiagonal shape: {brackets(diagonal.shape)}\n"
                     f"Expected diagonal shape: {brackets(wanted)}")  # fmt: skip
    return _set_strips(input, diagonal, k, align)


# --- shapes ----------------------------------------------------------------------------------------------


def _diag_shape(shape: Shape, k: Any, rows: int | None, columns: int | None) -> Shape:
    at_least(shape, 1)
    if shape is None or k is None or rows is None or columns is None:
        return None
    low, high = _bounds(k)
    batch = shape[:-1] if low == high else shape[:-2]
    if shape[-1] is None:
        return *batch, *(None if size == -1 else size for size in (rows, columns))
    return *batch, *_whole_size(shape[-1], k, rows, columns)


def _diag_part_shape(shape: Any, k: Any) -> Shape:
    at_least(shape, 2)
    if shape is None or k is None:
        return None
    low, high = _bounds(k)
    longest = None if None in shape[-2:] else _longest(shape[-2], shape[-1], low, high)
    return *shape[:-2], *([] if low == high else [high - low + 1]), longest


# --- gradients -------------------------------------------------------------------------------------------


def _zero(tensor: Any) -> Array:
    return np.zeros((), tensor.dtype.base_dtype.as_numpy_dtype)


def _set_diag_gradient(world: World, node: Any, dy: Any) -> Any:
    _, diagonal, k = node.inputs
    rest = world.apply("MatrixSetDiagV3", dy, world.apply("ZerosLike", diagonal), k, **node.attrs)
    return rest, world.apply("MatrixDiagPartV3", dy, k, _zero(dy), **node.attrs), None


_ANY = (*NUMBERS, "bool")
op("MatrixDiagV3", "diagonal:T k:int32 num_rows:int32 num_cols:int32 padding_value:T", _diag,
   shaped("shape? value? size? size?", _diag_shape),
   lambda w, n, dy: (w.apply("MatrixDiagPartV3", dy, n.inputs[1], _zero(dy), **n.attrs), *[None] * 4),
   label="diag", allow=_ANY, reads="k")  # fmt: skip
op("MatrixDiagPartV3", "input:T k:int32 padding_value:T", _diag_part, shaped("shape? value?", _diag_part_shape),
   lambda w, n, dy: (w.apply("MatrixSetDiagV3", w.apply("ZerosLike", n.inputs[0]), dy, n.inputs[1], **n.attrs),
                     None, None), label="diag_part", allow=_ANY, reads="k", wrapper="names")  # fmt: skip
op("MatrixSetDiagV3", "input:T diagonal:T k:int32", _set_diag, same, _set_diag_gradient, label="set_diag", allow=_ANY)


def _padding(world: World, value: Any, tensor: Any) -> Any:
    return value if world.is_tensor(value) else np.array(value, tensor.dtype.as_numpy_dtype)


@public("linalg.diag", v1=("matrix_diag",))
def matrix_diag(
    world: World, diagonal: Any, name: str = "diag", k: Any = 0, num_rows: Any = -1, num_cols: Any = -1,
    padding_value: Any = 0, align: str = _ALIGN,
) -> Any:  # fmt: skip
    """Return matrices with the given diagonal, or several where k is a pair, and `padding_value` elsewhere."""
    with world.name_scope(name) as scope:
        diagonal = world.convert(diagonal, name="diagonal")
        padding = _padding(world, padding_value, diagonal)
        align = checked("align", align, str)
        rows, columns = (world.convert(count, dtypes.int32) if world.is_tensor(count) else count
                         for count in (num_rows, num_cols))  # fmt: skip
        return world.apply("MatrixDiagV3", diagonal, k, rows, columns, padding, align=align, name=scope)


@public("linalg.diag_part", v1=("matrix_diag_part",))
def matrix_diag_part(
    world: World, input: Any, name: str = "diag_part", k: Any = 0, padding_value: Any = 0, align: str = _ALIGN
) -> Any:
    """Return the diagonal of matrices, or several where k is a pair."""
    with world.name_scope(name) as scope:
        input = world.convert(input, name="input")
        padding = _padding(world, padding_value, input)
        label = name if world.is_eager() else scope
        return world.apply("MatrixDiagPartV3", input, k, padding, align=checked("align", align, str), name=label)


@public("linalg.set_diag", v1=("matrix_set_diag",))
def matrix_set_diag(
    world: World, input: Any, diagonal: Any, name: str = "set_diag", k: Any = 0, align: str = _ALIGN
) -> Any:
    """Return the matrices with their diagonal replaced, or several where k is a pair."""
    return world.apply("MatrixSetDiagV3", input, diagonal, k, align=checked("align", align, str), name=name)


@public("linalg.trace", v1=("trace",), scope="Trace +x")
def trace(world: World, x: Any, name: str | None = None) -> Any:
    """Return the sum of the diagonal of each matrix."""
    return reduce(world, "Sum", matrix_diag_part(world, x), [-1], False, name)


# --- diagonals of tensors of any rank --------------------------------------------------------------------


def _tensor_diag(diagonal: Array) -> Array:
    if not diagonal.ndim:
        raise refuse("Input must be at least rank 1, got 0")
    result = np.zeros((diagonal.size, diagonal.size), diagonal.dtype)
    np.fill_diagonal(result, diagonal.ravel())
    return result.reshape(diagonal.shape * 2)


def _half(shape: Any) -> Shape:
    """Shape rule of `DiagPart`: the first half of the sizes. ShapeError where the second differs, or there are none."""
    count, odd = divmod(len(shape), 2)
    if odd or not count:
        raise ShapeError(f"Input must have even and non-zero rank, input rank is {len(shape)}")
    for size, other in zip(shape[:count], shape[count:], strict=True):
        equal(size, other)
    return merge(shape[:count], shape[count:])


def _tensor_diag_part(input: Array) -> Array:
    half = input.shape[: input.ndim // 2]
    if half * 2 != input.shape:
        first = next((i for i, size in enumerate(half) if size != input.shape[i + len(half)]), 0)
        words = f"dimensions {first} and {first + len(half)} do not match."
        raise refuse(f"Invalid shape {brackets(input.shape)}: {words}")
    size = int(np.prod(half))
    return input.reshape(size, size).diagonal().reshape(half)


op("Diag", "diagonal:T", _tensor_diag, shaped("shape", lambda shape: shape * 2),
   lambda world, node, dy: world.apply("DiagPart", dy), reads="shapes", allow=(*FLOATS, *INDEX))  # fmt: skip
op("DiagPart", "input:T", _tensor_diag_part,
   shaped("shape", _half),
   lambda world, node, dy: world.apply("Diag", dy), reads="shapes", allow=(*FLOATS, *INDEX))  # fmt: skip


# --- triangles and bands ---------------------------------------------------------------------------------


def _band(input: Array, num_lower: Array, num_upper: Array) -> Array:
    if input.ndim < 2:
        raise refuse(f"input must be at least 2-dim, received shape: {brackets(input.shape)}")
    rows, columns = input.shape[-2:]
    away = np.arange(columns) - np.arange(rows)[:, None]
    low, high = int(num_lower), int(num_upper)
    for name, size, of, number in (("num_lower", rows, "rows", low), ("num_upper", columns, "columns", high)):
        if number > size:
            raise refuse(f"{name} must be negative or less or equal to number of {of} ({size}) got: {number}")
    inside = ((away >= -low) | (low < 0)) & ((away <= high) | (high < 0))
    return np.where(inside, input, np.zeros((), input.dtype))


op("MatrixBandPart", "input:T num_lower:I=Tindex num_upper:I=Tindex", _band, same,
   lambda world, node, dy: (world.apply("MatrixBandPart", dy, *node.inputs[1:]), None, None),
   allow=_ANY)  # fmt: skip


_FUNCTIONS = functions_of("""
Diag: linalg.tensor_diag v1:diag
    Return a tensor of twice the rank with the elements on its diagonal.
DiagPart: linalg.tensor_diag_part v1:diag_part
    Return the diagonal of a tensor of even rank.
MatrixBandPart: v1:matrix_band_part linalg.band_part
    Return the matrices with zeros outside a band around the diagonal; a negative width keeps that whole side.
""")
matrix_band_part = _FUNCTIONS["matrix_band_part"]
