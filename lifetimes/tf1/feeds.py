"""Feeds: a value given for a tensor for one run. Any tensor can be fed; what lies before it does not run then."""

from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.errors import InternalError
from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Tensor
from lifetimes.library import load
from lifetimes.ops import Array, DType, compatible, show
from lifetimes.tf1.fetches import IndexedSlicesValue


def fed_tensor(graph: Graph, key: Any) -> Tensor:
    """Return the tensor that a key of a feed dictionary names. TypeError where it names none of this graph."""
    try:
        return graph.as_graph_element(key, allow_operation=False)  # type: ignore[no-any-return]
    except Exception as error:
        refusal = TypeError(f"Cannot interpret feed_dict key as Tensor: {error.args[0]}")
        refusal.add_note("A key is a tensor of the session's graph, or its name as 'x:0'.")
        raise refusal from None


def pairs(key: Any, value: Any) -> list[tuple[Any, Any]]:
    """Return the (tensor, value) pairs that one entry of a feed dictionary stands for."""
    if isinstance(key, tuple):
        keys, values = nest.flatten(key), nest.flatten(value)
        if len(keys) != len(values):
            raise load("tf1.library.refusals").other_structure(keys, values)
        return [pair for k, v in zip(keys, values, strict=True) for pair in pairs(k, v)]
    if hasattr(key, "indices") and hasattr(key, "dense_shape"):
        value = IndexedSlicesValue(*value, *[None] * (3 - len(value)))
        return [(t, v) for t, v in zip((key.values, key.indices, key.dense_shape), value, strict=True) if t is not None]
    return [(key, value)]


def fed_value(world: Any, graph: Graph, tensor: Tensor, value: Any) -> Array:
    """Return the array to feed. TypeError or ValueError, in TensorFlow's words, where it does not fit the tensor."""
    if type(value) is not np.ndarray and (isinstance(value, Tensor) or hasattr(value, "_as_tensor")):
        raise TypeError("The value of a feed cannot be a tf.Tensor object. Acceptable feed values include Python "
                        "scalars, strings, lists, numpy ndarrays, or TensorHandles. For reference, the tensor object "
                        f"was {value} which was passed to the argument `feed_dict` with key {tensor}.")  # fmt: skip
    array = _array(tensor.dtype, value)
    shape = tensor.static_shape
    if array.shape != shape and not compatible(shape, array.shape):
        raise ValueError(f"Cannot feed value of shape {show(array.shape)} for Tensor {tensor.name}, which has shape "
                         f"{world.shape_class(shape)}")  # fmt: skip
    if not graph.is_feedable(tensor):
        raise ValueError(f"Tensor {tensor.name} may not be fed.")
    return array


def _array(dtype: DType, value: Any) -> Array:
    kind = dtype.as_numpy_dtype
    if isinstance(value, int) and (dtype.kind == "s" or np.asarray(value).astype(kind) != value):
        raise TypeError(f"Type of feed value {value} with type {type(value)} is not compatible with Tensor type "
                        f"{kind}. Try explicitly setting the type of the feed tensor to a larger type (e.g. "
                        "int64).")  # fmt: skip
    return np.asarray(value, kind if dtype.kind in "bs" else None).astype(kind, copy=False)


def encoded(given: Array) -> Array:
    """Return what a run works with: of texts their bytes. InternalError for what is no text."""
    array = np.empty(given.shape, np.object_) if given.dtype.hasobject else given
    for index, item in np.ndenumerate(given) if array is not given else ():
        if not isinstance(item, (str, bytes)):
            raise InternalError(None, None, f"Graph execution error:\n\nUnsupported object type {type(item).__name__}")
        array[index] = item.encode() if isinstance(item, str) else bytes(item)
    return array
