"""Updates of parts of a variable: by rows, by index tuples, and by slices. Each puts a new array into the storage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from lifetimes.errors import InvalidArgumentError
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array
from lifetimes.ops.layout.indexing import BOUNDS, bounds_of, index_of_masks
from lifetimes.ops.registry import Out, nothing, op, operator
from lifetimes.ops.shapes import brackets

Update = Callable[[Array, Any, Array], None]


def _set(array: Array, index: Any, values: Array) -> None:
    array[index] = values


COMBINE: Final[dict[str, Update]] = {
    "Update": _set,
    "Add": np.add.at,
    "Sub": np.subtract.at,
    "Mul": np.multiply.at,
    "Div": np.divide.at,
    "Max": np.maximum.at,
    "Min": np.minimum.at,
}


def check_rows(indices: Array, size: int) -> None:
    """Raise InvalidArgumentError where an index is outside of [0, size)."""
    bad = (indices < 0) | (indices >= size)
    if np.any(bad):
        place = tuple(int(i) for i in np.argwhere(bad)[0])
        where = "" if not place else f"[{','.join(map(str, place))}]"
        raise InvalidArgumentError(None, None, f"indices{where} = {indices[place]} is not in [0, {size})")


def rows_updated(array: Array, indices: Array, updates: Array, combine: Update) -> Array:
    """Return a copy of the array in which the rows at `indices` are combined with `updates`."""
    check_rows(indices, array.shape[0])
    result = array.copy()
    combine(result, indices, np.broadcast_to(updates, indices.shape + array.shape[1:]))
    return result


def places_updated(array: Array, indices: Array, updates: Array, combine: Update) -> Array:
    """Return a copy of the array with the parts at the index tuples of the last axis combined with `updates`."""
    for axis in range(indices.shape[-1]):
        bad = (indices[..., axis] < 0) | (indices[..., axis] >= array.shape[axis])
        if np.any(bad):
            place = tuple(int(i) for i in np.argwhere(bad)[0])
            found = ", ".join(str(i) for i in indices[place])
            raise InvalidArgumentError(
                None,
                None,
                f"indices[{','.join(map(str, place))}] = [{found}] does not index into shape {brackets(array.shape)}",
            )
    result = array.copy()
    combine(result, tuple(np.moveaxis(indices, -1, 0)), updates)
    return result


def _row_kernel(combine: Update) -> Callable[..., Any]:
    def kernel(run: Any, node: Any, storage: Any, indices: Array, updates: Array) -> Any:
        storage.value = rows_updated(storage.read(), indices, updates, combine)
        return ()

    return kernel


def _place_kernel(combine: Update) -> Callable[..., Any]:
    def kernel(run: Any, node: Any, storage: Any, indices: Array, updates: Array) -> Any:
        storage.value = places_updated(storage.read(), indices, updates, combine)
        return ()

    return kernel


def _batch_update(run: Any, node: Any, storage: Any, indices: Array, updates: Array) -> Any:
    result = storage.read().copy()
    batches = np.indices(indices.shape)[:-1]
    result[(*batches, indices)] = updates
    storage.value = result
    return ()


def _slice_assign(run: Any, node: Any, storage: Any, begin: Array, end: Array, strides: Array, value: Array) -> Any:
    result = storage.read().copy()
    masks = {name: mask for name, mask in node.attrs.items() if name.endswith("_mask")}
    result[index_of_masks(begin, end, strides, masks)] = value
    storage.value = result
    return ()


for _name, _combine in COMBINE.items():
    op(f"ResourceScatter{_name}", "resource indices updates", _row_kernel(_combine), nothing,
       stateful=True, effect=True, outputs=0)  # fmt: skip
    op(f"ResourceScatterNd{_name}", "resource indices updates", _place_kernel(_combine), nothing,
       stateful=True, effect=True, outputs=0)  # fmt: skip
op("ResourceScatterBatchUpdate", "resource indices updates", _batch_update, nothing,
   stateful=True, effect=True, outputs=0)  # fmt: skip
op(
    "ResourceStridedSliceAssign",
    f"ref {BOUNDS} value",
    _slice_assign,
    nothing,
    stateful=True,
    effect=True,
    outputs=0,
)
operator("ResourceStridedSliceAssign")(bounds_of)


# --- reading rows without reading the whole ---------------------------------------------------------------


def _gather_rows(run: Any, node: Any, storage: Any, indices: Array) -> Array:
    array = storage.read()
    check_rows(indices, array.shape[0])
    return np.asarray(array[indices])


def _gathered(inputs: Any, attrs: dict[str, Any]) -> Out:
    indices, shape = inputs[1].static_shape, attrs["shape"]
    return attrs["dtype"], None if indices is None or shape is None else indices + shape[1:]


def _gather_gradient(world: Any, node: Any, dy: Any) -> Any:
    shape = world.constant(np.array(node.attrs["shape"], np.int64))
    return world.slices(dy, node.inputs[1], shape), None


op("ResourceGather", "resource indices", _gather_rows, _gathered, _gather_gradient, stateful=True)

__all__ = ["COMBINE", "check_rows", "dtypes", "places_updated", "rows_updated"]
