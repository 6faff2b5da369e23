"""The ops that a Saver adds to a graph: one writes tensors to a checkpoint, one reads them back.

Two more are for the Savers of TensorFlow that write each shard by itself and then merge them.
"""

import os
from contextlib import suppress
from functools import cache, partial
from typing import Any

import numpy as np

from lifetimes.errors import NotFoundError, advise, refuse
from lifetimes.graph.data import object_graph_def
from lifetimes.graph.data.tensor_bundle import Bundle, missing_key, open_bundle, remove_bundle, write_bundle
from lifetimes.ops import Array, dtypes, not_differentiable, nothing, op
from lifetimes.ops.layout.shape_rules import always


def _texts(array: Array) -> list[str]:
    return [text.decode() for text in array.flat]


def _save(run: Any, node: Any, prefix: Array, names: Array, slices: Array, *tensors: Array) -> Any:
    values = (tensor.read() if hasattr(tensor, "read") else tensor for tensor in tensors)
    folder = os.path.dirname(prefix.item().decode()) or "."
    try:
        if not os.path.isdir(folder):
            os.mkdir(folder)  # but not what lies above it
    except OSError:
        raise NotFoundError(None, None, f"{prefix.item().decode()}; No such file or directory") from None
    found: dict[str, Array] = {}
    for name, part, value in zip(_texts(names), _texts(slices), map(np.asarray, values), strict=True):
        if part:
            sizes, place = _place(part)
            found.setdefault(name, np.zeros(sizes, value.dtype))[place] = value
        else:
            found[name] = value
    write_bundle(prefix.item().decode(), found)
    return ()


def _place(part: str) -> tuple[list[int], tuple[slice, ...]]:
    """Return the sizes of a whole and where a part of it is, from text such as `5 2 0,3:0,2`."""
    *sizes, bounds = part.split(" ")
    starts = (tuple(map(int, one.split(","))) for one in bounds.split(":"))
    return list(map(int, sizes)), tuple(slice(start, start + size) for start, size in starts)


def _restore(run: Any, node: Any, prefix: Array, names: Array, slices: Array) -> list[Array]:
    bundle = open_bundle(prefix.item().decode()).held()
    whole = cache(partial(read_entry, bundle))  # read once for all of its parts
    wanted = zip(_texts(names), _texts(slices), node.attrs["dtypes"], node.outputs, strict=True)
    return [
        whole(name, dtype)[_place(part)[1]] if part else read_entry(bundle, name, dtype, _is_only_put(output))
        for name, part, dtype, output in wanted
    ]


def _is_only_put(output: Any) -> bool:
    """Return whether all that is done with a tensor is to assign it, as it is: it need not be read before."""
    return all(
        one.type.startswith("Assign") or (one.type == "Identity" and _is_only_put(one.outputs[0]))
        for one in output.consumers()
    )


def names_of_objects(bundle: Bundle) -> dict[str, str]:
    """Return the key of each variable by its name, where a checkpoint of objects tells it."""
    nodes = object_graph_def.decode(bundle.read(object_graph_def.KEY)) if object_graph_def.KEY in bundle else []
    return {node.full_name: node.key for node in nodes if node.key}


def read_entry(bundle: Bundle, name: str, dtype: Any, later: bool = False) -> Any:
    """Return one array of a checkpoint. NotFoundError and InvalidArgumentError word a missing key and another dtype.

    A checkpoint of objects has the names of variables beside its keys; they are found by those too. With `later` a
    large one is verified, and read where it is put.
    """
    name = name if name in bundle else names_of_objects(bundle).get(name, name)
    if name not in bundle:
        raise NotFoundError(None, None, missing_key(name, bundle.keys()))
    found = bundle.dtype(name)
    if found != dtype:
        first = f"tensor_name = {name}; expected dtype {dtype.cpp_name} does not equal original dtype {found.cpp_name}"
        raise refuse(advise(first, f"The checkpoint {bundle.prefix} stores {found.name}."))
    return bundle.later(name) if later else bundle.read(name)


op("SaveV2", "prefix:string tensor_names:string shape_and_slices:string tensors:*", _save, nothing,
   stateful=True, effect=True)  # fmt: skip
op("RestoreV2", "prefix:string tensor_names:string shape_and_slices:string", _restore,
   lambda inputs, attrs: [(dtype, None) for dtype in attrs["dtypes"]], not_differentiable,
   stateful=True, outputs=-1)  # fmt: skip


def _merge(run: Any, node: Any, checkpoint_prefixes: Array, destination_prefix: Array) -> Any:
    """Write the values of several checkpoints as one, and delete them."""
    found = {prefix: open_bundle(prefix).held() for prefix in _texts(checkpoint_prefixes)}
    values = {key: bundle.later(key) for bundle in found.values() for key in bundle.keys()}  # noqa: SIM118
    write_bundle(destination_prefix.item().decode(), values)
    for prefix in found if node.attrs.get("delete_old_dirs", True) else ():
        remove_bundle(prefix)
        with suppress(OSError):
            os.rmdir(os.path.dirname(prefix))
    return ()


op("DisableCopyOnRead", "resource", lambda run, node, storage: (), nothing, stateful=True)
op("ShardedFilename", "basename:string shard:int32 num_shards:int32",
   lambda basename, shard, num_shards: np.array(b"%b-%05d-of-%05d" % (basename.item(), shard, num_shards), np.object_),
   always(dtypes.string), not_differentiable)  # fmt: skip
op("MergeV2Checkpoints", "checkpoint_prefixes:string destination_prefix:string", _merge, nothing,
   stateful=True, effect=True, attrs={"delete_old_dirs": True})  # fmt: skip
