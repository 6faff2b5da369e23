"""How large tensors are, and tensors brought below a size."""

from typing import Any

import numpy as np

from lifetimes.ops import World, dtypes, public
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.layout import arrays, creation
from lifetimes.ops.math.arithmetic import conjugate
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import kept_shape, reduce

# --- norms -----------------------------------------------------------------------------------------------


@public("norm", "linalg.norm")
def norm(
    world: World, tensor: Any, ord: Any = "euclidean", axis: Any = None, keepdims: Any = None, name: str | None = None
) -> Any:
    """Return the norm of vectors, or of matrices where `axis` has two entries. ValueError for an order it lacks."""
    matrix = isinstance(axis, (list, tuple)) and len(axis) == 2
    if matrix and ord not in ("euclidean", "fro", 1, 2, np.inf):
        raise ValueError(f"'ord' must be a supported matrix norm in ['euclidean', 'fro', 1, 2, inf], got {ord}")
    if not matrix and ord != "euclidean" and (not isinstance(ord, (int, float)) or ord <= 0):
        raise ValueError(f"'ord' must be a supported vector norm, got {ord}")
    with world.name_scope(name, "norm", [tensor]):
        tensor = world.convert(tensor)
        found = _matrix_norm if matrix and ord in (1, 2, np.inf) else _vector_norm
        result = found(world, tensor, ord, axis)
        if keepdims:
            return result
        gone = () if axis is None else tuple(axis) if isinstance(axis, (list, tuple)) else (int(axis),)
        return world.apply("Squeeze", result, axis=gone)


def _vector_norm(world: World, tensor: Any, ord: Any, axis: Any) -> Any:
    if ord in ("euclidean", "fro", 2):
        squares = world.apply("Mul", tensor, conjugate(world, tensor), name="mul")
        return world.apply("Sqrt", reduce(world, "Sum", squares, axis, True))
    sizes = abs(tensor)
    if ord in (1, np.inf):
        return reduce(world, "Sum" if ord == 1 else "Max", sizes, axis, True)
    powers = world.apply("Pow", sizes, np.array(ord, sizes.dtype.as_numpy_dtype))
    total = reduce(world, "Sum", powers, axis, True)
    return world.apply("Pow", total, np.array(1 / ord, sizes.dtype.as_numpy_dtype))


def _matrix_norm(world: World, tensor: Any, ord: Any, axis: Any) -> Any:
    if ord == 2:
        rank = len(tensor.static_shape)
        rest = [i for i in range(rank) if i not in {one % rank for one in axis}]
        order = np.array([*rest, *(one % rank for one in axis)], np.int32)
        values = world.apply("Svd", world.apply("Transpose", tensor, order), compute_uv=False, full_matrices=False)[0]
        top = reduce(world, "Max", values, -1, True)
        return world.apply("Reshape", top, kept_shape(world, shape_of(world, tensor), world.convert(list(axis))))
    first, second = (axis[0], axis[1]) if ord == 1 else (axis[1], axis[0])
    sums = reduce(world, "Sum", abs(tensor), first, True)
    return reduce(world, "Max", sums, second, True)


@public("linalg.normalize", scope="normalize tensor")
def normalize(world: World, tensor: Any, ord: Any = "euclidean", axis: Any = None, name: str | None = None) -> Any:
    """Return the tensor divided by its norm, and the norm."""
    tensor = world.convert(tensor)
    length = norm(world, tensor, ord, axis, True)
    return world.apply("RealDiv", tensor, length, name="truediv"), length


def _check_list(t_list: Any) -> None:
    if not isinstance(t_list, (list, tuple)):
        raise TypeError(f"`t_list` should be a sequence of tensors. Received {type(t_list)}.")


@public("linalg.global_norm", v1=("global_norm",))
def global_norm(world: World, t_list: Any, name: str | None = None) -> Any:
    """Return the Euclidean norm of all tensors of a list together; None among them counts as nothing."""
    _check_list(t_list)
    with world.name_scope(name, "global_norm", t_list):
        tensors = [world.convert(one.values if hasattr(type(one), "with_values") else one)
                   for one in t_list if one is not None]  # fmt: skip
        halves = [world.apply("L2Loss", one) for one in tensors]
        packed = world.apply("Pack", *halves) if halves else world.constant([], dtypes.float32)
        total = reduce(world, "Sum", packed, None, False)
        two = world.constant_from(np.array(2, total.dtype.as_numpy_dtype))
        return world.apply("Sqrt", world.apply("Mul", total, two, name="mul"), name="global_norm")


# --- limits ----------------------------------------------------------------------------------------------


@public("clip_by_value")
def clip_by_value(world: World, t: Any, clip_value_min: Any, clip_value_max: Any, name: str | None = None) -> Any:
    """Return the tensor with every element brought between the two values; of IndexedSlices their rows."""
    if hasattr(type(t), "with_values"):
        return t.with_values(clip_by_value(world, t.values, clip_value_min, clip_value_max, name))
    with world.name_scope(name, "clip_by_value", [t]) as scope:
        values = world.convert(t, name="t")
        below = world.apply("Minimum", values, clip_value_max)
        values.shape.assert_is_compatible_with(below.shape)
        within = world.apply("Maximum", below, clip_value_min, name=scope)
        values.shape.assert_is_compatible_with(within.shape)
        return within


@public("clip_by_norm")
def clip_by_norm(world: World, t: Any, clip_norm: Any, axes: Any = None, name: str | None = None) -> Any:
    """Return the tensor, scaled down where its Euclidean norm over `axes` is more than `clip_norm`.

    Of IndexedSlices that is the norm of the rows, of which some may belong at the same index.
    """
    if hasattr(type(t), "with_values"):
        return t.with_values(clip_by_norm(world, t.values, clip_norm, axes, name))
    with world.name_scope(name, "clip_by_norm", [t, clip_norm]) as scope:
        values = world.convert(t, name="t")
        given = np.isscalar(clip_norm)
        limit = max(clip_norm, 0) if given else cast(world, world.apply("Maximum", clip_norm, 0), values.dtype)
        total = reduce(world, "Sum", values * values, axes, True)
        some = total > 0
        safe = world.apply("Select", some, total, creation.ones_like(world, total))
        length = world.apply("Select", some, world.apply("Sqrt", safe), total)
        return world.apply("Identity", values * limit / world.apply("Maximum", length, limit), name=scope)


@public(v1=("clip_by_average_norm",), scope="clip_by_average_norm t clip_norm")
def clip_by_average_norm(world: World, t: Any, clip_norm: Any, name: str | None = None) -> Any:
    """Return the tensor, scaled down where its norm per element is more than `clip_norm`."""
    values = world.convert(t, name="t")
    kind = values.dtype.base_dtype
    count = world.apply("Cast", arrays.size(world, values), to=kind)
    squares, axes = values * values, creation.range(world, 0, arrays.rank(world, values))
    inverse = world.apply("Rsqrt", reduce(world, "Sum", squares, axes, False))
    clipped, inverse = values * clip_norm, inverse * count
    least = world.apply("Minimum", inverse, world.constant(1.0, kind) / clip_norm)
    return world.apply("Identity", clipped * least, name=name)


@public("clip_by_global_norm")
def clip_by_global_norm(
    world: World, t_list: Any, clip_norm: Any, use_norm: Any = None, name: str | None = None
) -> tuple[list[Any], Any]:
    """Return the tensors scaled down together where their common norm is more than `clip_norm`, and that norm."""
    _check_list(t_list)
    length = global_norm(world, t_list) if use_norm is None else use_norm
    with world.name_scope(name, "clip_by_global_norm", [*t_list, clip_norm]) as scope:
        whole = 1.0 / length
        least = world.apply("Minimum", whole, world.constant(1.0, length.dtype.base_dtype) / clip_norm)
        scale = clip_norm * least + (length - length)  # nothing is added to what is finite, and all else is no number
        return [_scaled(world, one, scale, f"{scope}_{i}") for i, one in enumerate(t_list)], length


def _scaled(world: World, tensor: Any, scale: Any, name: str) -> Any:
    if tensor is None:
        return None
    rows = hasattr(type(tensor), "with_values")
    scaled = world.apply("Identity", world.convert(tensor.values if rows else tensor) * scale, name=name)
    return tensor.with_values(scaled) if rows else scaled
