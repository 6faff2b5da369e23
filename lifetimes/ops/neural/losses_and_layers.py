"""What a layer is made of besides its activation: bias, dropout, embeddings, the best k, and small losses."""

from collections import namedtuple
from functools import reduce
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, Shape, World, brackets, dtypes, is_full, merge
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.debugging.wrappers import checked, function_of
from lifetimes.ops.layout import arrays, gathering
from lifetimes.ops.layout.shape_rules import always, at_least, equal, of_rank, several, shaped
from lifetimes.ops.linalg import matmul as linear
from lifetimes.ops.linalg.norms import clip_by_norm
from lifetimes.ops.math import reductions, unordered
from lifetimes.ops.math.casting import cast
from lifetimes.ops.random.sampling import random_uniform
from lifetimes.ops.registry import NUMBERS, ORDERED, REALS, op, public

# --- bias ------------------------------------------------------------------------------------------------


def _bias_add(value: Array, bias: Array) -> Any:
    if value.ndim < 2:
        raise refuse(f"Input tensor must be at least 2D: {brackets(value.shape)}")
    if bias.ndim != 1:
        raise refuse(f"Biases must be 1D: {brackets(bias.shape)}")
    if value.shape[-1] != bias.shape[0]:
        shapes = f"{brackets(bias.shape)} vs. {brackets(value.shape)}"
        raise refuse(f"Must provide as many biases as the last dimension of the input tensor: {shapes}")
    return value + bias


def _bias_shape(shape: Any, bias: Any) -> Shape:
    at_least(shape, 2)
    of_rank(bias, 1)
    if shape is None or bias is None:
        return shape  # type: ignore[no-any-return]
    equal(shape[-1], bias[0])
    return *shape[:-1], *(merge(shape[-1:], bias) or ())


op("BiasAddGrad", "out_backprop:T", lambda dy: np.sum(dy, axis=tuple(range(dy.ndim - 1)), dtype=dy.dtype),
   shaped("shape", lambda shape: shape[-1:]),
   lambda w, n, dy: w.apply("BroadcastTo", dy, w.apply("Shape", n.inputs[0])), allow=NUMBERS)  # fmt: skip
op("BiasAdd", "value:T bias:T", _bias_add, shaped("shape? shape?", _bias_shape),
   lambda w, n, dy: (dy, w.apply("BiasAddGrad", dy)), allow=NUMBERS, reads="shapes")  # fmt: skip


@public("nn.bias_add")
def bias_add(world: World, value: Any, bias: Any, data_format: str | None = None, name: str | None = None) -> Any:
    """Return the value with the bias added to each of its last axis. Only channels-last layouts are supported."""
    if data_format is not None and data_format.startswith("NC") and data_format != "NC":
        raise ValueError("`data_format` must be of the form `N...C`: channels come last here. "
                         f"Received: data_format={data_format}")  # fmt: skip
    return world.apply("BiasAdd", value, bias, name=name or "BiasAdd")


@public(v1=("nn.xw_plus_b",), scope="xw_plus_b +x +weights +biases")
def xw_plus_b(world: World, x: Any, weights: Any, biases: Any, name: str | None = None) -> Any:
    """Return x times the weights, plus the biases."""
    return world.apply("BiasAdd", linear.matmul(world, x, weights), biases, name=name)


@public(v1=("nn.relu_layer",), scope="relu_layer x weights biases")
def relu_layer(world: World, x: Any, weights: Any, biases: Any, name: str | None = None) -> Any:
    """Return relu(x times the weights, plus the biases)."""
    return world.apply("Relu", world.apply("BiasAdd", linear.matmul(world, x, weights), biases), name=name)


# --- half the sum of squares -----------------------------------------------------------------------------

op("L2Loss", "t:T", lambda t: np.asarray(np.sum(np.square(t), dtype=t.dtype) / t.dtype.type(2), t.dtype), always(0),
   lambda w, n, dy: n.inputs[0] * dy, allow=REALS, reads="inputs")  # fmt: skip
function_of("L2Loss", "nn.l2_loss", "Return half the sum of the squares of all elements.")


# --- dropout ---------------------------------------------------------------------------------------------


@public(v2=("nn.dropout",))
def dropout(world: World, x: Any, rate: Any, noise_shape: Any = None, seed: Any = None, name: str | None = None) -> Any:
    """Return x with each element zeroed with probability `rate` and the others scaled up to keep the sum.

    `noise_shape` says along which axes one draw serves all: those where it is 1. A rate of 0 returns x itself.
    """
    plain = isinstance(rate, (int, float))
    if plain and not 0 <= rate < 1:
        raise ValueError(f"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}")
    x = world.convert(x, name="x")
    if not x.dtype.base_dtype.is_floating:
        raise ValueError("`x.dtype` must be a floating point tensor as `x` will be scaled. "
                         f"Received: x_dtype={x.dtype.base_dtype}")  # fmt: skip
    if plain and rate == 0:
        return x
    with world.name_scope(name, "dropout", [x]):
        return _dropped(world, x, rate, noise_shape, seed)


def _dropped(world: World, x: Any, rate: Any, noise_shape: Any, seed: Any) -> Any:
    dtype = x.dtype.base_dtype
    if isinstance(rate, (int, float)):
        scaled = world.apply("Mul", x, world.constant(1.0 / (1.0 - rate), dtype))
    else:
        rate = world.convert(rate, dtype, name="rate")
        if rate.static_shape not in ((), None):
            raise ValueError(f"`rate` must be a scalar tensor. Received: rate={rate!r}")
        kept = world.apply("Sub", world.constant(1.0, dtype), rate)
        scaled = world.apply("RealDiv", x, kept, name="RealDiv")
    noise = random_uniform(world, _noise_shape(world, x, noise_shape), seed=seed, dtype=dtype)
    result = world.apply("SelectV2", world.apply("GreaterEqual", noise, rate), scaled, world.constant(0.0, dtype))
    if not world.is_eager():
        result.set_shape(x.static_shape)
    return result


def _noise_shape(world: World, x: Any, noise_shape: Any) -> Any:
    if noise_shape is None:
        return shape_of(world, x)
    if world.is_tensor(noise_shape) or x.static_shape is None:
        return noise_shape
    sizes = list(noise_shape.as_list() if hasattr(noise_shape, "as_list") else noise_shape)
    return [known if size is None else size for size, known in zip(sizes, x.static_shape, strict=True)]


@public(v1=("nn.dropout",))
def dropout_v1(
    world: World, x: Any, keep_prob: Any = None, noise_shape: Any = None, seed: Any = None, name: str | None = None,
    rate: Any = None,
) -> Any:  # fmt: skip
    """Return x with a part zeroed: keep each element with `keep_prob`, or drop it with `rate`."""
    if keep_prob is not None:
        if rate is not None:
            raise ValueError("Cannot specify both 'keep_prob' and 'rate'.")
        rate = 1 - keep_prob if isinstance(keep_prob, (int, float)) else 1.0 - keep_prob
    if rate is None:
        raise ValueError(f"`rate` must be provided. Received: rate={rate}")
    return dropout(world, x, rate, noise_shape, seed, name)


# --- the best k ------------------------------------------------------------------------------------------

TopKV2 = namedtuple("TopKV2", "values indices")


def _top_k(value: Array, k: Array, sorted: bool) -> tuple[Array, Array]:
    count = int(k)
    if value.ndim < 1:
        raise refuse(f"input must be >= 1-D, got shape {brackets(value.shape)}")
    if value.shape[-1] < count:
        raise refuse(f"input must have at least k columns. Had {value.shape[-1]}, needed {count}")
    known = np.where(np.isnan(value), -np.inf, value) if value.dtype.kind == "f" else value
    indices = _largest(known, count)
    for place in map(tuple, np.argwhere(np.isnan(value).any(-1)) if count and value.dtype.kind == "f" else ()):
        indices[place] = unordered.largest(value[place].tolist(), count)
    return np.take_along_axis(value, indices, -1), indices.astype(np.int32)


def _largest(values: Array, count: int) -> Array:
    """Return where the largest of each row stand. Of 32 bits one number says value and place, which sorts quickly."""
    width = values.shape[-1]
    if values.dtype.name not in ("float32", "int32"):
        rising = np.argsort(values[..., ::-1], axis=-1, kind="stable")
        return np.asarray(width - 1 - rising[..., ::-1][..., :count])
    bits = (values + 0).view(np.int32)  # -0.0 is 0.0
    if values.dtype.kind == "f":
        bits = bits ^ (bits >> 31 & 0x7FFFFFFF)  # negative numbers rise as their bits fall
    keys = ~bits.astype(np.int64) << 32 | np.arange(width)
    if count < width:
        keys = np.partition(keys, count, -1)[..., :count]
    return np.asarray(np.sort(keys, -1) & 0xFFFFFFFF)


def _top_k_shape(shape: tuple[int | None, ...], count: int | None) -> Shape:
    at_least(shape, 1)
    if shape[-1] is not None and count is not None and shape[-1] < count:
        raise ShapeError(f"input must have last dimension >= k = {count} but is {shape[-1]}")
    return *shape[:-1], count


def _put_back(world: World, value: Any, indices: Any, dy: Any) -> tuple[Any, None]:
    """Return the gradient of what was taken along the last axis, put where it was."""
    shape = world.apply("Shape", value)
    rows, width = world.apply("Reshape", indices, world.apply("Pack", -1, world.apply("Shape", indices)[-1])), shape[-1]
    starts = world.apply("Range", 0, world.apply("Shape", rows)[0] * width, width)
    places = world.apply("Reshape", rows + world.apply("ExpandDims", starts, -1), [-1, 1])
    size = world.apply("Pack", world.apply("Prod", shape, [0], keep_dims=False))
    found = world.apply("ScatterNd", places, world.apply("Reshape", dy, [-1]), size)
    return world.apply("Reshape", found, shape), None


op("TopKV2", "input:T k:int32", _top_k,
   several(shaped("shape count?", _top_k_shape), shaped("shape count?", _top_k_shape, dtypes.int32)),
   lambda w, n, dy, unused: (w.apply("ZerosLike", n.inputs[0]), None) if dy is None else
   _put_back(w, n.inputs[0], n.outputs[1], dy),
   allow=ORDERED, outputs=2)  # fmt: skip


@public("nn.top_k", "math.top_k")
def top_k(
    world: World, input: Any, k: Any = 1, sorted: bool = True, index_type: Any = None, name: str | None = None
) -> Any:
    """Return the k largest of the last axis and where they stand; among equals the first wins."""
    checked("sorted", sorted, bool)
    kind = dtypes.int32 if index_type is None else checked("index_type", index_type, dtypes.DType)
    values, indices = world.apply("TopKV2", input, k, sorted=sorted, name=name)
    if kind != dtypes.int32:
        indices = world.apply("Cast", indices, to=kind)
    return TopKV2(values, indices)


def _in_top_k(predictions: Array, targets: Array, k: Array) -> Array:
    for name, array, rank in (("predictions", predictions, 2), ("targets", targets, 1)):
        if array.ndim != rank:
            raise refuse(f"{name} must be {rank}-dimensional")
    rows, classes = predictions.shape
    if rows != len(targets):
        raise refuse(f"First dimension of predictions {rows} must match length of targets {len(targets)}")
    valid = (targets >= 0) & (targets < classes)
    own = np.take_along_axis(predictions, np.where(valid, targets, 0)[:, None].astype(np.int64), 1)
    better = np.sum(predictions > own, axis=1)
    return np.asarray(valid & np.isfinite(predictions).all(axis=1) & (better < int(k)))


def _in_top_k_shape(rows: Any, targets: Any) -> Shape:
    of_rank(rows, 2)
    of_rank(targets, 1)
    if rows is not None and targets is not None:
        equal(rows[0], targets[0])
    return targets if rows is None else merge(rows[:1], targets)


op("InTopKV2", "predictions:float32 targets:I=T k:I=T", _in_top_k,
   shaped("shape? shape?", _in_top_k_shape, dtypes.bool_))  # fmt: skip


@public("nn.in_top_k", "math.in_top_k", scope="in_top_k targets predictions")
def in_top_k(world: World, targets: Any, predictions: Any, k: Any, name: str | None = None) -> Any:
    """Return for each row whether its target is among the k best predictions."""
    return world.apply("InTopKV2", predictions, targets, k)


# --- embeddings ------------------------------------------------------------------------------------------


@public(v2=("nn.embedding_lookup",))
def embedding_lookup(world: World, params: Any, ids: Any, max_norm: Any = None, name: str | None = None) -> Any:
    """Return the row of `params` for each id; rows longer than `max_norm` are scaled down to it.

    Several `params` are shards of one table: id `i` is row `i // n` of shard `i % n`.
    """
    return _looked_up(world, params, ids, "mod", max_norm, name)


@public(v1=("nn.embedding_lookup",))
def embedding_lookup_v1(
    world: World, params: Any, ids: Any, partition_strategy: str = "mod", name: str | None = None,
    validate_indices: bool = True, max_norm: Any = None,
) -> Any:  # fmt: skip
    """Return the row of `params` for each id. Shards take turns by `mod`; by `div` each has the ids that follow."""
    shards = list(params) if hasattr(params, "_get_variable_list") else params
    return _looked_up(world, shards, ids, partition_strategy, max_norm, name)


def _looked_up(world: World, params: Any, ids: Any, strategy: str, max_norm: Any, name: str | None) -> Any:
    shards = params if isinstance(params, (list, tuple)) else [params]
    if params is None or not shards:
        raise ValueError("params must be specified" if params is None else
                         "Length of params is currently 0. Need at least one param.")  # fmt: skip
    with world.name_scope(name, "embedding_lookup", [*shards, ids]) as scope:
        ids = world.convert(ids, name="ids")
        if len(shards) > 1:
            return _shortened(world, _from_shards(world, shards, ids, strategy, scope), ids, max_norm)
        found = gathering.gather(world, shards[0], ids, name=scope)
        return world.apply("Identity", _shortened(world, found, ids, max_norm))


def _shortened(world: World, rows: Any, ids: Any, max_norm: Any) -> Any:
    """Return rows, scaled down to a norm where one is given."""
    if max_norm is None:
        return rows
    shapes = ids.static_shape, rows.static_shape
    ranks = [arrays.rank(world, one) for one in (ids, rows)] if None in shapes else [*map(len, shapes)]
    axes = world.apply("Range", *ranks, 1) if None in shapes else list(range(*ranks))
    return clip_by_norm(world, rows, max_norm, axes)


def _from_shards(world: World, shards: Any, ids: Any, strategy: str, scope: str) -> Any:
    """Return the rows that each shard has of those asked for, put together again: no shard is read as a whole."""
    if strategy not in ("mod", "div"):
        raise ValueError(f"Unrecognized partition strategy: {strategy}.Must be one of either `mod` or `div`.")
    count, flat = len(shards), world.apply("Reshape", ids, [-1])
    order = world.apply("Range", 0, world.apply("Size", flat, out_type=dtypes.int32), 1)
    if strategy == "mod":
        owners, rows = flat % count, flat // count
    else:
        total = sum(_row_count(world, world.convert(shard), flat.dtype) for shard in shards)
        each, more = total // count, total % count
        owners = world.apply("Maximum", flat // (each + 1), (flat - more) // each)
        rows = world.apply("SelectV2", owners < more, flat % (each + 1), (flat - more) % each)
    owners = world.apply("Cast", owners, to=dtypes.int32)
    asked, places = (world.apply("DynamicPartition", one, owners, num_partitions=count) for one in (rows, order))
    found = [gathering.gather(world, shard, own) for shard, own in zip(shards, asked, strict=True)]
    rest = reduce(merge, [part.static_shape and part.static_shape[1:] for part in found])
    found = world.apply("DynamicStitch", *places, *found, name=scope)
    sizes = list(rest) if is_full(rest) else world.apply("Shape", found)[1:]
    made = world.apply("Reshape", found, world.apply("ConcatV2", world.apply("Shape", ids), sizes, 0))
    if not world.is_eager() and None not in (ids.static_shape, rest):
        made.set_shape([*ids.static_shape, *rest])
    return made


def _row_count(world: World, shard: Any, dtype: Any) -> Any:
    """Return how many rows a shard has: a number where that is known, else a tensor."""
    known = shard.static_shape and shard.static_shape[0]
    return cast(world, world.apply("Shape", shard)[0], dtype) if known is None else known


@public("math.zero_fraction", "nn.zero_fraction", scope="zero_fraction +value")
def zero_fraction(world: World, value: Any, name: str | None = None) -> Any:
    """Return the part of the elements that are zero, as float32."""
    zeros = world.apply("Equal", value, world.apply("ZerosLike", value))
    count = world.apply("Size", value, out_type=dtypes.int32)
    total = reductions.reduce_sum(world, world.apply("Cast", zeros, to=dtypes.float32))
    return world.apply("RealDiv", total, world.apply("Cast", count, to=dtypes.float32), name="fraction")
