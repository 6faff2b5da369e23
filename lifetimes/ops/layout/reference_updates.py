"""Updates of parts of a variable of the old world, `scatter_add` and its relatives, and `count_up_to`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.errors import OutOfRangeError, ShapeError
from lifetimes.ops.dtypes import Array
from lifetimes.ops.layout.indexing import BOUNDS, index_of_masks
from lifetimes.ops.layout.resource_updates import COMBINE, Update, places_updated, rows_updated
from lifetimes.ops.registry import Out, not_differentiable, op
from lifetimes.ops.shapes import brackets, compatible


def _rows_fit(inputs: Any, attrs: dict[str, Any]) -> Out:
    ref, indices, updates = (tensor.static_shape for tensor in inputs)
    if ref is not None and indices is not None and updates != () and not compatible(updates, (*indices, *ref[1:])):
        raise ShapeError(
            "Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got updates.shape "
            f"{brackets(updates)}, indices.shape {brackets(indices)}, params.shape {brackets(ref)}"
        )
    return inputs[0].dtype, ref


def _the_reference(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype, inputs[0].static_shape


def _kernel(updated: Callable[[Array, Array, Array, Update], Array], combine: Update) -> Callable[..., Any]:
    def kernel(run: Any, node: Any, storage: Any, indices: Array, updates: Array) -> Any:
        storage.value = updated(storage.read(), indices, updates, combine)
        return storage

    return kernel


for _name, _combine in COMBINE.items():
    op(f"Scatter{_name}", "ref:T indices:I updates:T", _kernel(rows_updated, _combine), _rows_fit, not_differentiable,
       stateful=True, effect=True, refs=1)  # fmt: skip
    op(f"ScatterNd{_name}", "ref:T indices:I updates:T", _kernel(places_updated, _combine), _the_reference,
       not_differentiable, stateful=True, effect=True, refs=1)  # fmt: skip


def _assign_part(run: Any, node: Any, storage: Any, begin: Array, end: Array, strides: Array, value: Array) -> Any:
    masks = {name: mask for name, mask in node.attrs.items() if name.endswith("_mask")}
    result = storage.read().copy()
    result[index_of_masks(begin, end, strides, masks)] = value
    storage.value = result
    return storage


op("StridedSliceAssign", f"ref:T {BOUNDS} value:T", _assign_part, _the_reference, not_differentiable,
   stateful=True, effect=True, refs=1)  # fmt: skip


def _count_up_to(run: Any, node: Any, storage: Any) -> Any:
    value, limit = storage.read(), node.attrs["limit"]
    if value >= limit:
        raise OutOfRangeError(None, None, f"Reached limit of {limit}")
    storage.value = np.asarray(value + 1, value.dtype)
    return value


def _counted(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype.base_dtype, inputs[0].static_shape


op("CountUpTo", "ref:T", _count_up_to, _counted, not_differentiable, stateful=True, effect=True, refs=1,
   allow=("int32", "int64"))  # fmt: skip
