"""Tensors made from nothing but a shape, a range or a few numbers."""

import time
from contextlib import nullcontext
from functools import partial
from math import ceil
from typing import Any, Final

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, DType, World, as_shape, broadcast, dtypes, is_full
from lifetimes.ops.arithmetic import as_floats, named_within, shape_of, sum_to
from lifetimes.ops.debugging.wrappers import dtype_among, function_of, integers
from lifetimes.ops.layout.arrays import check_scalars, reshape, shape_argument, size
from lifetimes.ops.layout.shape_rules import always, inserted, shaped
from lifetimes.ops.registry import COMPLEX, INDEX, REALS, Out, not_differentiable, op, public

_SMALL = 1000


@public("fill")
def fill(world: World, dims: Any, value: Any, name: str | None = None, layout: None = None) -> Any:
    """Return a tensor of shape `dims` in which every element is `value`."""
    return world.apply("Fill", shape_argument(dims), value, name=name)


def _known_sizes(world: World, shape: Any) -> Any:
    """Return the shape if a program gave it in numbers, None where some of it is in a tensor or unknown."""
    if world.is_tensor(shape) or (isinstance(shape, (list, tuple)) and any(map(world.is_tensor, shape))):
        return None
    try:
        found = as_shape(shape)
    except (TypeError, ValueError):
        return None
    return found if is_full(found) else None


def _filled(world: World, shape: Any, value: Any, dtype: Any, name: str | None, label: str) -> Any:
    """Return a tensor of one value: a constant where it is small, and computed where it is large or unknown."""
    kind = dtypes.as_dtype(dtype).base_dtype
    if kind.kind == "s" and value:
        world.convert(value, kind)  # says that text is no number
    one = np.array(b"" if kind.kind == "s" else value, kind.as_numpy_dtype)
    known = _known_sizes(world, shape)
    if known is not None and (world.is_eager() or np.prod(known) < _SMALL):
        return world.constant_from(np.full(known, one, one.dtype), name or label)
    with world.name_scope(name, label) as scope:
        if known is not None:
            dims = world.constant_from(np.array(known, np.int32), "shape_as_tensor")
        elif isinstance(shape, (list, tuple)) and world.holds_tensor(shape):
            dims = world.pack(shape, dtypes.int32, "packed")
        else:
            kind_of_sizes = None if world.is_tensor(shape) else dtypes.int32
            dims = world.convert(shape_argument(shape), kind_of_sizes, name="Const")
        dims = dims if dims.static_shape != () else world.apply("Reshape", dims, [-1])
        return world.apply("Fill", dims, world.constant_from(one, "Const"), name=scope)


@public("zeros")
def zeros(world: World, shape: Any, dtype: Any = dtypes.float32, name: str | None = None, layout: None = None) -> Any:
    """Return a tensor of zeros (False, or empty text)."""
    return _filled(world, shape, 0, dtype, name, "zeros")


@public("ones")
def ones(world: World, shape: Any, dtype: Any = dtypes.float32, name: str | None = None, layout: None = None) -> Any:
    """Return a tensor of ones (or True)."""
    return _filled(world, shape, 1, dtype, name, "ones")


@public("zeros_like")
def zeros_like(world: World, input: Any, dtype: Any = None, name: str | None = None, layout: None = None) -> Any:
    """Return zeros in the shape of the input, and in its dtype if none is given."""
    if world.is_eager() or not world.is_tensor(input):
        input, name = named_within(world, input, name, "zeros_like", "tensor")
    kind = dtypes.as_dtype(dtype or input.dtype).base_dtype
    if is_full(input.static_shape):
        with nullcontext(name) if world.is_eager() else world.name_scope(name, "zeros_like", (input,)) as scope:
            return _filled(world, input.static_shape, 0, kind, scope, "zeros_like")
    if kind == input.dtype.base_dtype:
        return world.apply("ZerosLike", input, name=name)
    with world.name_scope(name, "zeros_like") as scope:
        return zeros(world, shape_of(world, input), kind, scope)


def zeros_of(world: World, x: Any) -> Any:
    """Return zeros like x; of a variable that is a resource, in the shape of its value."""
    return zeros(world, x.static_shape, x.dtype) if hasattr(x, "handle") else zeros_like(world, x)


def sizes_of(world: World, x: Any) -> Any:
    """Return the shape of a tensor, a constant where it is known."""
    known = x.static_shape if is_full(x.static_shape) else None
    return shape_of(world, x) if known is None else world.constant(known, dtypes.int32, name="Shape/shape_as_tensor")


@public(v1=("ones_like",))
def ones_like(world: World, input: Any, dtype: Any = None, name: str | None = None, layout: None = None) -> Any:
    """Return ones in the shape of the input, and in its dtype if none is given."""
    with world.name_scope(name, "ones_like", (input,)) as scope:
        input = world.convert(input, name="tensor")
        kind = dtypes.as_dtype(dtype or input.dtype).base_dtype
        if world.is_eager():
            return _filled(world, input.static_shape, 1, kind, name, "ones_like")
        return ones(world, sizes_of(world, input), kind, scope)


@public(v2=("ones_like",))
def ones_like_v2(world: World, input: Any, dtype: Any = None, name: str | None = None, layout: None = None) -> Any:
    """Return ones in the shape of the input, and in its dtype if none is given; a constant where the shape is known."""
    if world.is_eager() or not world.is_tensor(input):
        input, name = named_within(world, input, name, "ones_like", "tensor")
    kind = dtypes.as_dtype(dtype or input.dtype).base_dtype
    if is_full(input.static_shape):
        return _filled(world, input.static_shape, 1, kind, name, "ones_like")
    if kind == input.dtype.base_dtype:
        return world.apply("OnesLike", input, name=name)
    return ones_like(world, input, kind, name)


ones_like_v2.__name__ = ones_like_v2.__qualname__ = "ones_like"


@public("eye", "linalg.eye", scope="eye")
def eye(
    world: World, num_rows: Any, num_columns: Any = None, batch_shape: Any = None, dtype: Any = dtypes.float32,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return an identity matrix, or a batch of them."""
    square = num_columns is None
    columns = num_rows if square else num_columns
    smaller = partial(world.apply, "Minimum") if world.is_tensor(num_rows) or world.is_tensor(columns) else min
    short = num_rows if square else smaller(num_rows, columns)
    batch = [] if batch_shape is None else batch_shape
    if world.is_tensor(batch):
        batch = world.convert(batch, dtypes.int32, name="shape")

    def sizes(*last: Any) -> Any:
        return world.apply("ConcatV2", batch, list(last), 0) if world.is_tensor(batch) else [*batch, *last]

    diagonal = ones(world, sizes(short), dtype)
    if square:
        return world.apply("MatrixDiagV3", diagonal, 0, -1, -1, np.zeros((), diagonal.dtype.as_numpy_dtype),
                           align="RIGHT_LEFT", name="diag")  # fmt: skip
    whole = zeros(world, sizes(num_rows, columns), dtype)
    return world.apply("MatrixSetDiagV3", whole, diagonal, 0, align="RIGHT_LEFT", name="set_diag")


# --- ranges ----------------------------------------------------------------------------------------------


_BOUNDS: Final = ("start", "limit", "delta")


def _scalars(**bounds: Array) -> list[Array]:
    """Return bounds as scalars; a vector of one number is as good."""
    several = {name: bound for name, bound in bounds.items() if bound.shape != (1,)}
    check_scalars("{} must be a scalar, not shape {}", **several)
    return [bound.reshape(()) for bound in bounds.values()]


def _range(start: Array, limit: Array, delta: Array) -> Array:
    start, limit, delta = _scalars(start=start, limit=limit, delta=delta)
    if delta == 0:
        raise refuse(f"Requires delta != 0: {delta}")
    if words := _wrong_way(start, limit, delta):
        raise refuse(words)
    numbers = np.arange(_range_size(start, limit, delta)).astype(start.dtype)
    return numbers + start if delta == 1 else numbers * delta + start


def _wrong_way(start: Any, limit: Any, delta: Any) -> str:
    if (limit < start) if delta > 0 else (limit > start):
        sign, relation = (">", "<=") if delta > 0 else ("<", ">=")
        return f"Requires start {relation} limit when delta {sign} 0: {start}/{limit}"
    return ""


def _range_size(start: Any, limit: Any, delta: Any) -> int:
    return ceil(abs((float(limit) - float(start)) / float(delta)))


def _range_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    for label, one in zip(_BOUNDS, inputs, strict=True):
        if one.static_shape:
            raise ShapeError(f"Shape must be rank 0 but is rank {len(one.static_shape)}\n\t for {label!r}")
    known = [one.static_value() for one in inputs]
    if any(one is None for one in known):
        return inputs[0].dtype.base_dtype, (None,)
    if words := _wrong_way(*known) if known[2] else "Requires delta != 0":
        raise ShapeError(words)
    return inputs[0].dtype.base_dtype, (_range_size(*known),)


op("Range", "start:T limit:T delta:T", _range, _range_shape, not_differentiable, label="range",
   allow=(*REALS, *INDEX), folds="values", wrapper="converts")  # fmt: skip

_RANGES = (dtypes.int32, dtypes.int64, dtypes.float16, dtypes.float32, dtypes.float64)


@public("range")
def range(
    world: World, start: Any, limit: Any = None, delta: Any = 1, dtype: Any = None, name: str | None = "range"
) -> Any:
    """Return the numbers from `start` up to `limit`, without it, in steps of `delta`."""
    bounds = (0, start, delta) if limit is None else (start, limit, delta)
    wanted = None if dtype is None else dtypes.as_dtype(dtype)
    if not any(map(world.is_tensor, bounds)):
        arrays = [np.asarray(getattr(bound, "value", bound)) for bound in bounds]
        kind = (wanted or _widest([_kind(one) for one in arrays])).as_numpy_dtype
        arrays = [one.astype(kind) for one in arrays]
        return world.apply("Range", *(map(world.constant_from, arrays) if world.is_eager() else arrays), name=name)
    with world.name_scope(name, "range", [start, limit]) as scope:
        tensors = [world.convert(bound, None if world.is_tensor(bound) else wanted, name=label)
                   for bound, label in zip(bounds, _BOUNDS, strict=True)]  # fmt: skip
        return world.apply("Range", *of_widest(world, tensors, wanted), name=scope)


def counted(world: World, limit: Any) -> Any:
    """Return the numbers from 0 up to `limit`, a scalar integer tensor, of its dtype."""
    return world.apply("Range", world.constant(0, limit.dtype), limit, world.constant(1, limit.dtype))


def of_widest(world: World, tensors: list[Any], wanted: DType | None = None) -> list[Any]:
    """Return the tensors cast to the widest dtype among them, or to the one wanted."""
    kinds = [tensor.dtype.base_dtype for tensor in tensors]
    kind = wanted or _widest(kinds)
    return [t if t.dtype.base_dtype == kind else world.apply("Cast", t, to=kind) for t in tensors]


def _kind(array: Array) -> DType:
    if array.dtype == np.float64:
        return dtypes.float32
    return dtypes.int32 if array.dtype == np.int64 and (abs(array) < 2**31).all() else dtypes.of(array)


def _widest(kinds: list[DType]) -> DType:
    assert all(kind in _RANGES for kind in kinds)
    return max(kinds, key=_RANGES.index)


def _linspace(start: Array, stop: Array, num: Array, axis: int = 0) -> Array:
    count = int(*_scalars(limit=num))
    if count < 0:
        raise refuse(f"Requires start <= limit when delta > 0: 1/{count}")
    start, stop = np.broadcast_arrays(start, stop)
    if not -start.ndim - 1 <= axis <= start.ndim:
        raise refuse(f"Tried to expand dim index {axis} for tensor with {start.ndim} dimensions.")
    delta = (stop - start) / start.dtype.type(max(count - 1, 1))
    steps = np.arange(1, count - 1).astype(start.dtype).reshape((-1,) + (1,) * start.ndim)
    whole = np.concatenate([start[None], start + delta * steps, stop[None]])
    return np.moveaxis(whole[:count], 0, axis).astype(start.dtype)


def _linspace_gradient(world: World, node: Any, dy: Any) -> Any:
    """Return the gradients of both ends: of each number, as much as it is of that end."""
    (start, stop, num), axis = node.inputs, node.attrs["axis"]
    parts = world.apply("LinSpace", world.apply("ZerosLike", start), world.apply("OnesLike", stop), num, axis=axis)
    both = (world.apply("Sum", part, [axis], keep_dims=False) for part in (dy * (1 - parts), dy * parts))
    return *(sum_to(world, gradient, end) for gradient, end in zip(both, (start, stop), strict=True)), None


op("LinSpace", "start:T stop:T num", _linspace,
   shaped("shape shape size? .axis", lambda start, stop, num, axis: inserted(broadcast(start, stop) or (), num, axis)),
   _linspace_gradient, attrs={"axis": 0}, allow=(*REALS, *COMPLEX))  # fmt: skip


@public("linspace", v1=("lin_space",), scope="linspace +start")
def linspace(world: World, start: Any, stop: Any, num: Any, name: str | None = None, axis: int = 0) -> Any:
    """Return `num` numbers from `start` to `stop`, both included, at equal distances along `axis`."""
    stop = world.convert(stop, start.dtype.base_dtype, name="stop")
    start, stop = as_floats(world, start, stop)
    return world.apply("LinSpace", start, stop, integers(world, num, "num"), axis=axis, name="Slice")


# --- from a few numbers ----------------------------------------------------------------------------------


def _one_hot(indices: Array, depth: Array, on_value: Array, off_value: Array, axis: int) -> Array:
    if not -1 <= axis <= indices.ndim:
        raise refuse(f"Expected axis to be -1 or between [0, {indices.ndim + 1}).  But received: {axis}")
    check_scalars("{} must be a scalar, but got: {}", depth=depth, on_value=on_value, off_value=off_value)
    if depth < 0:
        raise refuse(f"depth must be non-negative, got: {depth}")
    at = axis % (indices.ndim + 1)
    places = np.arange(int(depth)).reshape((-1,) + (1,) * (indices.ndim - at))
    return np.where(np.expand_dims(indices, at) == places, on_value, off_value)


op("OneHot", "indices depth:int32 on_value:T off_value:T", _one_hot,
   shaped("shape count? .axis", inserted, dtype=2), not_differentiable, label="one_hot")  # fmt: skip


@public("one_hot")
def one_hot(
    world: World, indices: Any, depth: Any, on_value: Any = None, off_value: Any = None, axis: int | None = None,
    dtype: Any = None, name: str | None = None,
) -> Any:  # fmt: skip
    """Return vectors of length `depth` with `on_value` at each index and `off_value` elsewhere."""
    kind = None if dtype is None else dtypes.as_dtype(dtype)
    if kind is None and on_value is None and off_value is None:
        kind = dtypes.float32
    with world.name_scope(name, "one_hot", [indices]) as scope:
        on, off = _on_and_off(world, on_value, off_value, kind)
        indices = world.convert(indices, name="indices")
        attr = "TI" if world.is_eager() else "indices"
        dtype_among(world, attr, indices.dtype.base_dtype, ("uint8", "int8", "int32", "int64"))
        return world.apply("OneHot", indices, depth, on, off, axis=-1 if axis is None else axis, name=scope)


def _on_and_off(world: World, on: Any, off: Any, kind: DType | None) -> tuple[Any, Any]:
    given = [None if value is None else world.convert(value, hint=kind) for value in (on, off)]
    found = [value.dtype.base_dtype for value in given if value is not None]
    if len({*found, *([kind] if kind else [])}) > 1:
        other = f"{(kind or found[-1]).name} of {'dtype parameter' if kind else 'off_value'}"
        raise TypeError(f"dtype {found[0].name} of on_value does not match dtype {other}")
    own = zip((1, 0), ("on_value", "off_value"), given, strict=True)
    dtype = (kind or found[0]).as_numpy_dtype
    on, off = (world.convert(np.array(n, dtype), name=name) if one is None else one for n, name, one in own)
    return on, off


@public("meshgrid")
def meshgrid(world: World, *args: Any, **kwargs: Any) -> list[Any]:
    """Return one grid of coordinates per vector; `indexing` is "xy" or "ij". ValueError for anything else."""
    indexing, name = kwargs.pop("indexing", "xy"), kwargs.pop("name", "meshgrid")
    if kwargs:
        raise TypeError(f"'{next(iter(kwargs))}' is an invalid keyword argument for this function.")
    if indexing not in ("xy", "ij"):
        raise ValueError(f"Argument `indexing` parameter must be either 'xy' or 'ij', got '{indexing}'")
    count = len(args)
    with world.name_scope(name, "meshgrid"):
        axes = [(1,) * i + (-1,) + (1,) * (count - i - 1) for i, _ in enumerate(args)]
        grids = [reshape(world, world.convert(x, name="stack"), shape) for x, shape in zip(args, axes, strict=True)]
        lengths = [size(world, x) for x in args]
        if not args:
            return []
        kind = world.convert(args[0]).dtype.base_dtype
        if indexing == "xy" and count > 1:
            rest = (1,) * (count - 2)
            grids[:2] = reshape(world, grids[0], (1, -1, *rest)), reshape(world, grids[1], (-1, 1, *rest))
            lengths[:2] = lengths[1::-1]
        whole = ones(world, lengths, kind)
        return [grid * whole for grid in grids]


@public("sequence_mask", scope="SequenceMask lengths")
def sequence_mask(
    world: World, lengths: Any, maxlen: Any = None, dtype: Any = dtypes.bool_, name: str | None = None
) -> Any:
    """Return a mask that is true in the first `lengths[i]` of `maxlen` positions of row i."""
    lengths = world.convert(lengths)
    if maxlen is None:
        maxlen = world.apply("Max", world.apply("Reshape", lengths, [-1]), [0])
        maxlen = world.apply("Maximum", world.constant(0, maxlen.dtype), maxlen)
    limit = world.convert(maxlen)
    if limit.static_shape:
        shape = world.shape_class(limit.static_shape)
        received = f"received `maxlen` = {maxlen} with shape '{shape}' instead"
        raise ValueError(f"Argument `maxlen` must be scalar for sequence_mask, {received}")
    kind = limit.dtype.base_dtype.as_numpy_dtype
    positions = world.apply("Range", kind(0), limit, kind(1), name="Range")
    ends = world.apply("Cast", world.apply("ExpandDims", lengths, -1), to=limit.dtype.base_dtype)
    mask = world.apply("Less", positions, ends)
    wanted = dtypes.as_dtype(dtype)
    return mask if wanted == dtypes.bool_ else world.apply("Cast", mask, to=wanted)


op("Timestamp", "", lambda run, node: np.array(time.time()), always(dtypes.float64), not_differentiable, stateful=True)
function_of("Timestamp", "timestamp", "Return the seconds since 1970, anew each time it runs.")


# --- a Python value --------------------------------------------------------------------------------------


@public("convert_to_tensor")
def convert_to_tensor(
    world: World, value: Any, dtype: Any = None, dtype_hint: Any = None, name: str | None = None
) -> Any:
    """Return the value as a tensor: of `dtype` if given, of `dtype_hint` if it can be."""
    return world.convert(value, dtype, name, None if dtype_hint is None else dtypes.as_dtype(dtype_hint))
