"""Updates of parts of a variable: by rows, by index tuples, by slices. Each puts a new array into the storage.

The same line serves a reference (`ScatterAdd`) and a resource (`ResourceScatterAdd`).
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.errors import OutOfRangeError, refuse
from lifetimes.library import load
from lifetimes.ops import Array, World, brackets, dtypes, merge
from lifetimes.ops.layout.gathering import assign_at, check_rows, placed, places_of, slices_of
from lifetimes.ops.layout.indexing import BOUNDS, bounds_of, chosen, index_of_masks
from lifetimes.ops.layout.shape_rules import always, at_least, of_rank, shaped
from lifetimes.ops.registry import INDEX, Out, find, not_differentiable, nothing, op, operator
from lifetimes.ops.state import writing

Update = Callable[[Array, Any, Array], None]


_COMBINE: Final[dict[str, Update]] = {
    "Update": assign_at, "Add": np.add.at, "Sub": np.subtract.at, "Mul": np.multiply.at, "Div": np.divide.at,
    "Max": np.maximum.at, "Min": np.minimum.at,
}  # fmt: skip


def _the_reference(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype, inputs[0].static_shape


def _rows_fit(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule: one row of updates for each index, or one value for all."""
    ref, indices, updates = (tensor.static_shape for tensor in inputs)
    if ref is not None and indices is not None and updates != ():
        merge(updates, (*indices, *ref[1:]))
    return _the_reference(inputs, attrs)


def _rows_updated(combine: Update, node: Any, storage: Any, indices: Array, updates: Array) -> Array:
    result = storage.read().copy()
    wanted = (*indices.shape, *result.shape[1:])
    if not (node.definition.refs or indices.size) and updates.ndim in (0, len(wanted)):
        return result  # type: ignore[no-any-return]  # TensorFlow looks at no sizes here
    if updates.shape not in ((), wanted) or not result.ndim:
        prefix = not result.ndim or updates.ndim != len(wanted) or updates.shape[: indices.ndim] == indices.shape
        words = "The shape of indices ({1}) must be a prefix of the shape of updates ({0})"
        if node.definition.refs or prefix:
            words = ("Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got "
                     "updates.shape {}, indices.shape {}, params.shape {}")  # fmt: skip
        raise refuse(words.format(*map(brackets, (updates.shape, indices.shape, result.shape))))
    check_rows(indices, result.shape[0])
    combine(result, indices, np.broadcast_to(updates, wanted))
    return result  # type: ignore[no-any-return]


def _places_fit(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule: one part of the reference for each index tuple."""
    ref, indices, updates = (tensor.static_shape for tensor in inputs)
    placed(ref, indices, at_least(updates, 1))
    return _the_reference(inputs, attrs)


def _check_parts(indices: Array, shape: Any, updates: Any, depth: int, outer: int) -> None:
    """Raise InvalidArgumentError where the updates are not one part for each index tuple."""
    given = f"updates[shape={brackets(updates)}]"
    if indices.shape[:outer] != updates[:outer]:
        sizes = [" ".join(map(str, one[:outer])) for one in (indices.shape, updates)]
        raise refuse(f"Dimensions [0,{outer}) of indices[shape={brackets(indices.shape)}] = {sizes[0]} must match "
                     f"dimensions [0,{outer}) of {given} = {sizes[1]}")  # fmt: skip
    if shape[depth:] != updates[outer:] or depth > len(shape):
        raise refuse(f"Dimensions [{depth},{len(shape)}) of input[shape={brackets(shape)}] must match dimensions "
                     f"[{depth},{len(updates)}) of {given}")  # fmt: skip


def _places_updated(combine: Update, node: Any, storage: Any, indices: Array, updates: Array) -> Array:
    result = storage.read().copy()
    if not result.ndim:
        raise refuse("Output must be at least 1-D, got shape: []")
    indices = indices[:, None] if indices.ndim == 1 else indices
    depth, outer = indices.shape[-1], indices.ndim - 1
    _check_parts(indices, result.shape, updates.shape, depth, outer)
    combine(result, places_of(indices, result.shape, f"shape {brackets(result.shape)}"), updates)
    return result  # type: ignore[no-any-return]


def _part_set(node: Any, storage: Any, begin: Array, end: Array, strides: Array, value: Array) -> Any:
    masks = {name: mask for name, mask in node.attrs.items() if name.endswith("_mask")}
    result = storage.read().copy()
    part = index_of_masks(begin, end, strides, masks)
    if not chosen(result, part).size:
        return result
    try:
        result[part] = value.reshape(()) if not result[part].ndim and value.size == 1 else value
    except ValueError:
        sizes = f"{brackets(value.shape)} into final shape {brackets(result[part].shape)}"
        raise refuse(f"Cannot broadcast input shape {sizes}") from None
    return result


for _name, _combine in _COMBINE.items():
    _rule = None if _name in ("Max", "Min") else not_differentiable
    writing(f"Scatter{_name}", f"ResourceScatter{_name}", "indices:I updates:T", partial(_rows_updated, _combine),
            _rows_fit, None if _name == "Update" else _rule, shown={"use_locking": False})  # fmt: skip
    writing(f"ScatterNd{_name}", f"ResourceScatterNd{_name}", "indices:I updates:T", partial(_places_updated, _combine),
            _places_fit, _rule, shown={"use_locking": False, "bad_indices_policy": ""})  # fmt: skip
    find(f"ResourceScatterNd{_name}").shown = {"use_locking": True, "bad_indices_policy": ""}
writing("StridedSliceAssign", "ResourceStridedSliceAssign", f"{BOUNDS} value:T", _part_set, _the_reference, None)
operator("ResourceStridedSliceAssign")(bounds_of)


def _batch_update(run: Any, node: Any, storage: Any, indices: Array, updates: Array) -> Any:
    result = storage.read().copy()
    batches = np.indices(indices.shape)[:-1]
    result[(*batches, indices)] = updates
    storage.value = result
    return ()


op("ResourceScatterBatchUpdate", "resource indices updates", _batch_update, nothing, stateful=True, effect=True)


def _count_up_to(run: Any, node: Any, storage: Any) -> Any:
    value, limit = storage.read(), node.attrs["limit"]
    if value >= limit:
        raise OutOfRangeError(None, None, f"Reached limit of {limit}")
    storage.value = np.asarray(value + 1, value.dtype)
    return value


op("CountUpTo", "ref:T", _count_up_to, shaped("shape", lambda shape: of_rank(shape, 0)), not_differentiable,
   stateful=True, effect=True, refs=1, allow=INDEX)  # fmt: skip
op("ResourceCountUpTo", "resource", _count_up_to, always("T"), not_differentiable, stateful=True, effect=True)


# --- reading rows without reading the whole ---------------------------------------------------------------


def _found(storage: Any, run: Any) -> Array:
    """Return the value of a resource. NotFoundError where it has none yet."""
    if storage.value is None:
        raise load("ops.debugging.refusals").not_found(storage, run)
    return storage.value  # type: ignore[no-any-return]


def _gather_rows(run: Any, node: Any, storage: Any, indices: Array) -> Array:
    array = _found(storage, run)
    if not array.ndim:
        raise refuse("params must be at least 1 dimensional")
    check_rows(indices, array.shape[0])
    return np.asarray(array[indices])


def _gather_parts(run: Any, node: Any, storage: Any, indices: Array) -> Array:
    if not _found(storage, run).ndim:
        raise refuse("params must be at least a vector")
    return find("GatherNd").kernel(storage.value, indices)  # type: ignore[no-any-return]


def _gather_rows_gradient(world: World, node: Any, dy: Any) -> Any:
    indices, shape = node.inputs[1], world.constant(np.array(node.attrs["shape"], np.int32))
    in_a_row = not world.parts_in_graph and indices.static_shape is not None and len(indices.static_shape) == 1
    return (world.slices if in_a_row else partial(slices_of, world))(dy, indices, shape), None


op("ResourceGather", "resource indices:I=Tindices", _gather_rows,
   shaped("- shape .shape", lambda indices, shape: at_least(shape, 1) and indices + shape[1:], "dtype"),
   _gather_rows_gradient, stateful=True)  # fmt: skip
op("ResourceGatherNd", "resource indices", _gather_parts,
   shaped("- shape .shape", lambda places, shape: None if shape is None or places[-1] is None else
          (*places[:-1], *shape[places[-1] :]), "dtype"),
   lambda w, n, dy: (w.apply("ScatterNd", n.inputs[1], dy, w.constant(np.array(n.attrs["shape"], np.int64))), None),
   stateful=True)  # fmt: skip
op("VariableShape", "input", lambda run, node, storage: np.array(storage.read().shape, np.int32),
   always(dtypes.int32, None), not_differentiable, stateful=True)  # fmt: skip
