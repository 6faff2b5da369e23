"""Moments and what is normalised with them, each made of elementwise ops and reductions as in TensorFlow."""

import math
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, World, dtypes
from lifetimes.ops.layout.arrays import squeeze
from lifetimes.ops.layout.shape_rules import alike, several
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_mean, reduce_prod, reduce_sum
from lifetimes.ops.registry import REALS, op, public


@public("nn.moments", scope="moments x")
def moments(
    world: World, x: Any, axes: Any, shift: Any = None, keepdims: bool = False, name: str | None = None
) -> tuple[Any, Any]:
    """Return mean and variance of x over the axes. `shift` is not used, as in TensorFlow."""
    half = dtypes.as_dtype(x.dtype).base_dtype == dtypes.float16  # which Python's numbers and lists have not
    x = world.convert(x, name="x")
    y = world.apply("Cast", x, to=dtypes.float32) if half else x
    mean = reduce_mean(world, y, axes, keepdims=True, name="mean")
    away = world.apply("SquaredDifference", y, world.apply("StopGradient", mean))
    variance = reduce_mean(world, away, axes, keepdims=True, name="variance")
    pair = (mean, variance) if keepdims else tuple(squeeze(world, m, _listed(axes)) for m in (mean, variance))
    return tuple(world.apply("Cast", m, to=dtypes.float16) for m in pair) if half else pair


def _listed(axes: Any) -> Any:
    return axes if axes is None or isinstance(axes, (list, tuple)) else [int(axis) for axis in np.ravel(axes)]


@public("nn.weighted_moments", scope="weighted_moments +x frequency_weights")
def weighted_moments(
    world: World, x: Any, axes: Any, frequency_weights: Any, keepdims: bool = False, name: str | None = None
) -> tuple[Any, Any]:
    """Return mean and variance of x over the axes, each element counted as often as its weight says."""
    weights = cast(world, world.convert(frequency_weights, name="frequency_weights"), x.dtype.base_dtype)
    total = reduce_sum(world, weights + world.apply("ZerosLike", x), axes, keepdims=True, name="sum_of_weights")
    sums = reduce_sum(world, weights * x, axes, keepdims=True, name="weighted_input_sum")
    mean = world.apply("DivNoNan", sums, total)
    away = weights * world.apply("SquaredDifference", x, mean)
    variance = world.apply("DivNoNan", reduce_sum(world, away, axes, keepdims=True, name="weighted_distsq"), total)
    if keepdims:
        return mean, variance
    return squeeze(world, mean, _listed(axes)), squeeze(world, variance, _listed(axes))


@public("nn.sufficient_statistics", scope="sufficient_statistics x")
def sufficient_statistics(
    world: World, x: Any, axes: Any, shift: Any = None, keepdims: bool = False, name: str | None = None
) -> tuple[Any, Any, Any, Any]:
    """Return the count, the sum and the sum of squares of x over the axes, of x less `shift`, and the shift itself."""
    if isinstance(axes, int):
        raise TypeError("'int' object is not iterable")
    x = world.convert(x, name="x")
    count = _count(world, x, _listed(axes))
    if shift is not None:
        shift = world.convert(shift, name="shift")
        first, second = world.apply("Sub", x, shift), world.apply("SquaredDifference", x, shift)
    else:
        first, second = x, world.apply("Square", x)
    sums = reduce_sum(world, first, axes, keepdims=keepdims, name="mean_ss")
    return count, sums, reduce_sum(world, second, axes, keepdims=keepdims, name="var_ss"), shift


def _count(world: World, x: Any, axes: list[int]) -> Any:
    shape, dtype = x.static_shape, x.dtype.base_dtype
    sizes = [] if shape is None else [shape[axis] for axis in axes]
    if shape is not None and None not in sizes:
        return world.constant(math.prod(sizes), dtype)
    all_sizes = world.apply("Cast", world.apply("Shape", x), to=dtype)
    return reduce_prod(world, world.apply("GatherV2", all_sizes, axes, 0), name="count")


@public("nn.normalize_moments", scope="normalize counts mean_ss variance_ss")
def normalize_moments(
    world: World, counts: Any, mean_ss: Any, variance_ss: Any, shift: Any, name: str | None = None
) -> tuple[Any, Any]:
    """Return mean and variance from sufficient statistics."""
    divisor = world.apply("Reciprocal", counts, name="divisor")
    shifted = world.apply("Mul", mean_ss, divisor, name="mean" if shift is None else "shifted_mean")
    mean = shifted if shift is None else world.apply("AddV2", shifted, shift, name="mean")
    square = world.apply("Square", shifted)
    return mean, world.apply("Sub", world.apply("Mul", variance_ss, divisor), square, name="variance")


@public("nn.l2_normalize", "math.l2_normalize", "linalg.l2_normalize", scope="l2_normalize +x")
def l2_normalize(world: World, x: Any, axis: Any = None, epsilon: float = 1e-12, name: str | None = None) -> Any:
    """Return x divided by its length along the axis; a squared length under `epsilon` counts as `epsilon`."""
    size = world.apply("ComplexAbs", x) if x.dtype.is_complex else x
    squares = reduce_sum(world, world.apply("Square", size), axis, keepdims=True)
    inverse = world.apply("Rsqrt", world.apply("Maximum", squares, epsilon))
    if x.dtype.is_complex:
        parts = [inverse * world.apply(part, x) for part in ("Real", "Imag")]
        return world.apply("Complex", *parts, name=name)
    return world.apply("Mul", x, inverse, name=name)


@public("nn.batch_normalization", scope="batchnorm +x mean variance offset scale")
def batch_normalization(
    world: World, x: Any, mean: Any, variance: Any, offset: Any, scale: Any, variance_epsilon: Any,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return x moved to mean 0 and variance 1, then scaled and offset; None leaves either out."""
    factor = world.apply("Rsqrt", world.convert(variance + variance_epsilon, hint=x.dtype.base_dtype))
    if scale is not None:
        factor = factor * scale
    scaled = x * factor
    return scaled + (-mean * factor if offset is None else offset - mean * factor)


# --- fused: normalisation of `[batch, height, width, channels]` in one op --------------------------------


def _fused(
    x: Array, scale: Array, offset: Array, mean: Array, variance: Array, *, epsilon: float, is_training: bool,
    exponential_avg_factor: float,
) -> tuple[Array, Array, Array]:  # fmt: skip
    axes, count = tuple(range(x.ndim - 1)), int(np.prod(x.shape[:-1]))
    for name, one in (("scale", scale), ("offset", offset)):
        if one.size != x.shape[-1]:
            sizes = f"{one.size} and {x.shape[-1]}"
            raise refuse(f"{name} must have the same number of elements as the channels of x, got {sizes}")
    batch_mean = np.mean(x, axis=axes, dtype=x.dtype) if is_training else mean
    batch_variance = np.var(x, axis=axes, dtype=x.dtype) if is_training else variance
    y = (x - batch_mean) / np.sqrt(batch_variance + x.dtype.type(epsilon)) * scale + offset
    if not is_training:
        return y.astype(x.dtype), batch_mean, batch_variance
    unbiased = batch_variance * x.dtype.type(count / max(count - 1, 1))
    if exponential_avg_factor != 1.0:
        part = x.dtype.type(exponential_avg_factor)
        batch_mean, unbiased = mean * (1 - part) + batch_mean * part, variance * (1 - part) + unbiased * part
    return y.astype(x.dtype), batch_mean, unbiased


def _fused_gradient(world: World, node: Any, dy: Any, *unused: Any) -> Any:
    if dy is None:
        return [None] * 5
    x, scale, _, mean, variance = node.inputs
    training, epsilon = node.attrs["is_training"], node.attrs["epsilon"]
    axes = list(range(len(x.static_shape) - 1))
    if training:
        mean, variance = moments(world, x, axes)
    inverse = world.apply("Rsqrt", variance + epsilon)
    normal = (x - mean) * inverse
    by_offset, by_scale = reduce_sum(world, dy, axes), reduce_sum(world, dy * normal, axes)
    by_x = dy * (scale * inverse)
    if training:
        centre, slope = reduce_mean(world, dy, axes), reduce_mean(world, dy * normal, axes)
        by_x = (dy - centre - normal * slope) * (scale * inverse)
    return by_x, by_scale, by_offset, None, None


op("FusedBatchNormV3", "x:T scale:T offset:T mean:T variance:T", _fused,
   several(alike(0), alike(0, 1), alike(0, 1)), _fused_gradient, allow=REALS, outputs=3)  # fmt: skip


@public(v1=("nn.fused_batch_norm",))
def fused_batch_norm(
    world: World, x: Any, scale: Any, offset: Any, mean: Any = None, variance: Any = None, epsilon: float = 0.001,
    data_format: str = "NHWC", is_training: bool = True, name: str | None = None, exponential_avg_factor: float = 1.0,
) -> tuple[Any, Any, Any]:  # fmt: skip
    """Return x normalised over all axes but the last, and the mean and (unbiased) variance of the batch."""
    if data_format != "NHWC":
        raise ValueError(f"data_format must be NHWC here: channels come last. Received: {data_format}")
    if (not is_training or exponential_avg_factor != 1.0) and (mean is None or variance is None):
        received = f"Received: mean={mean!r}, variance={variance!r}"
        raise ValueError("Both `mean` and `variance` must be a 1D tensor when `is_training` is False or "
                         f"`exponential_avg_factor` != 1.0. {received}")  # fmt: skip
    x = world.convert(x, name="input")
    dtype = x.dtype.base_dtype
    scale, offset = world.convert(scale, dtype, name="scale"), world.convert(offset, dtype, name="offset")
    empty = np.zeros(0, dtype.as_numpy_dtype)
    mean, variance = (world.convert(empty if value is None else value, dtype) for value in (mean, variance))
    least = max(float(epsilon), 1.001e-5)
    return world.apply(  # type: ignore[no-any-return]
        "FusedBatchNormV3", x, scale, offset, mean, variance, epsilon=least, is_training=bool(is_training),
        exponential_avg_factor=float(exponential_avg_factor), name=name,
    )  # fmt: skip
