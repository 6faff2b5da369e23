"""Updates of parts of a variable: by rows, by index tuples, by slices. Each puts a new array into the storage.

The same line serves a reference (`ScatterAdd`) and a resource (`ResourceScatterAdd`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from lifetimes.errors import InvalidArgumentError, OutOfRangeError, ShapeError
from lifetimes.ops.dtypes import Array
from lifetimes.ops.layout.gathering import check_rows
from lifetimes.ops.layout.indexing import BOUNDS, bounds_of, index_of_masks
from lifetimes.ops.registry import Out, not_differentiable, nothing, op, operator, same
from lifetimes.ops.shapes import Shape, brackets, compatible, merge
from lifetimes.ops.state import writing
from lifetimes.ops.world import World

Update = Callable[[Array, Any, Array], None]


def _set(array: Array, index: Any, values: Array) -> None:
    array[index] = values


_COMBINE: Final[dict[str, Update]] = {
    "Update": _set,
    "Add": np.add.at,
    "Sub": np.subtract.at,
    "Mul": np.multiply.at,
    "Div": np.divide.at,
    "Max": np.maximum.at,
    "Min": np.minimum.at,
}


def _the_reference(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype, inputs[0].static_shape


def _misfit(ref: Shape, indices: Shape, updates: Shape) -> str | None:
    """Return what to say of updates that are not one row for each index, nor one value for all."""
    if ref is None or indices is None or updates == () or compatible(updates, (*indices, *ref[1:])):
        return None
    return (
        "Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got updates.shape "
        f"{brackets(updates)}, indices.shape {brackets(indices)}, params.shape {brackets(ref)}"
    )


def _rows_fit(inputs: Any, attrs: dict[str, Any]) -> Out:
    words = _misfit(*(tensor.static_shape for tensor in inputs))
    if words is not None:
        raise ShapeError(words)
    return _the_reference(inputs, attrs)


def _rows_of_a_resource_fit(inputs: Any, attrs: dict[str, Any]) -> Out:
    held, indices, updates = (tensor.static_shape for tensor in inputs)
    if held is not None and indices is not None and updates != ():
        merge(updates, (*indices, *held[1:]))
    return _the_reference(inputs, attrs)


def _places_fit(inputs: Any, attrs: dict[str, Any]) -> Out:
    held, indices, updates = (tensor.static_shape for tensor in inputs)
    if held is None or not indices or updates is None or indices[-1] is None:
        return _the_reference(inputs, attrs)
    outer, depth = len(indices) - 1, indices[-1]
    for mine, theirs, words in (
        (indices[:-1], updates[:outer], f"Dimensions [0,{outer}) of indices[shape={brackets(indices)}] = "
         f"{brackets(indices[:-1])} must match dimensions [0,{outer}) of updates[shape={brackets(updates)}] = "
         f"{brackets(updates[:outer])}"),
        (held[depth:], updates[outer:], f"Dimensions [{depth},{len(held)}) of input[shape={brackets(held)}] = "
         f"{brackets(held[depth:])} must match dimensions [{outer},{len(updates)}) of updates[shape="
         f"{brackets(updates)}] = {brackets(updates[outer:])}"),
    ):  # fmt: skip
        try:
            merge(mine, theirs)
        except ShapeError as error:
            raise ShapeError(f"{words}: {error}") from None
    return _the_reference(inputs, attrs)


def _rows_updated(combine: Update) -> Callable[..., Array]:
    def changed(node: Any, storage: Any, indices: Array, updates: Array) -> Array:
        result = storage.read().copy()
        words = _misfit(result.shape, indices.shape, updates.shape)
        if words is not None:
            raise InvalidArgumentError(None, None, words)
        check_rows(indices, result.shape[0])
        combine(result, indices, np.broadcast_to(updates, indices.shape + result.shape[1:]))
        return result  # type: ignore[no-any-return]

    return changed


def _places_updated(combine: Update) -> Callable[..., Array]:
    def changed(node: Any, storage: Any, indices: Array, updates: Array) -> Array:
        result = storage.read().copy()
        for axis in range(indices.shape[-1]):
            bad = (indices[..., axis] < 0) | (indices[..., axis] >= result.shape[axis])
            if np.any(bad):
                place = tuple(int(i) for i in np.argwhere(bad)[0])
                found = ", ".join(str(i) for i in indices[place])
                words = f"indices{brackets(place)} = [{found}] does not index into shape {brackets(result.shape)}"
                raise InvalidArgumentError(None, None, words)
        combine(result, tuple(np.moveaxis(indices, -1, 0)), updates)
        return result  # type: ignore[no-any-return]

    return changed


def _part_set(node: Any, storage: Any, begin: Array, end: Array, strides: Array, value: Array) -> Any:
    masks = {name: mask for name, mask in node.attrs.items() if name.endswith("_mask")}
    result = storage.read().copy()
    result[index_of_masks(begin, end, strides, masks)] = value
    return result


for _name, _combine in _COMBINE.items():
    writing(f"Scatter{_name}", f"ResourceScatter{_name}", "indices:I updates:T", _rows_updated(_combine), _rows_fit,
            _rows_of_a_resource_fit)  # fmt: skip
    writing(f"ScatterNd{_name}", f"ResourceScatterNd{_name}", "indices:I updates:T", _places_updated(_combine),
            _the_reference, _places_fit)  # fmt: skip
writing("StridedSliceAssign", "ResourceStridedSliceAssign", f"{BOUNDS} value:T", _part_set, _the_reference)
operator("ResourceStridedSliceAssign")(bounds_of)


def _batch_update(run: Any, node: Any, storage: Any, indices: Array, updates: Array) -> Any:
    result = storage.read().copy()
    batches = np.indices(indices.shape)[:-1]
    result[(*batches, indices)] = updates
    storage.value = result
    return ()


op("ResourceScatterBatchUpdate", "resource indices updates", _batch_update, nothing,
   stateful=True, effect=True, outputs=0)  # fmt: skip


def _count_up_to(run: Any, node: Any, storage: Any) -> Any:
    value, limit = storage.read(), node.attrs["limit"]
    if value >= limit:
        raise OutOfRangeError(None, None, f"Reached limit of {limit}")
    storage.value = np.asarray(value + 1, value.dtype)
    return value


op("CountUpTo", "ref:T", _count_up_to, same, not_differentiable, stateful=True, effect=True, refs=1,
   allow=("int32", "int64"))  # fmt: skip


# --- reading rows without reading the whole ---------------------------------------------------------------


def _gather_rows(run: Any, node: Any, storage: Any, indices: Array) -> Array:
    array = storage.read()
    check_rows(indices, array.shape[0])
    return np.asarray(array[indices])


def _gathered(inputs: Any, attrs: dict[str, Any]) -> Out:
    indices, shape = inputs[1].static_shape, attrs["shape"]
    return attrs["dtype"], None if indices is None or shape is None else indices + shape[1:]


def _gather_gradient(world: World, node: Any, dy: Any) -> Any:
    shape = world.constant(np.array(node.attrs["shape"], np.int64))
    return world.slices(dy, node.inputs[1], shape), None


op("ResourceGather", "resource indices", _gather_rows, _gathered, _gather_gradient, stateful=True)
