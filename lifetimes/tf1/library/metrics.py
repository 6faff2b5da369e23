"""`tf.metrics`: running totals in local variables, a tensor that reads them and an operation that adds a batch.

The variables are in LOCAL_VARIABLES and METRIC_VARIABLES, so `global_variables_initializer` leaves them alone.
Source: `tensorflow/python/ops/metrics_impl.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifetimes.ops import dtypes
from lifetimes.ops.layout.arrays import size
from lifetimes.ops.layout.creation import zeros
from lifetimes.ops.math.casting import cast, identity
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.ops.neural.measures import hit, same_rank, squared_error
from lifetimes.ops.registry import public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library.assigning import assign_add
from lifetimes.tf1.variable import variable
from lifetimes.tf1.variable_scope import variable_scope

Pair = tuple[Any, Any]


def _total(world: Any, shape: Any, name: str) -> Any:
    keys = [GraphKeys.LOCAL_VARIABLES, GraphKeys.METRIC_VARIABLES]
    return variable(world, lambda: zeros(world, shape), trainable=False, collections=keys, name=name)


def _published(world: Any, value: Any, update: Any, metrics: Any, updates: Any) -> Pair:
    """Put value and update in the collections that the program named."""
    for keys, what in ((metrics, value), (updates, update)):
        if keys:
            world.current_graph().add_to_collections(keys, what)
    return value, update


@public(v1=("metrics.mean",))
def mean(
    world: Any, values: Any, weights: Any = None, metrics_collections: Any = None, updates_collections: Any = None,
    name: str | None = None,
) -> Pair:  # fmt: skip
    """Return the mean of all values counted so far, and the operation that counts these."""
    return _mean(world, values, weights, metrics_collections, updates_collections, name)


def _mean(
    world: Any, values: Any, weights: Any, metrics: Any, updates: Any, name: str | None, last_op: str | None = None
) -> Pair:  # fmt: skip
    with variable_scope(world, name, "mean"):
        values = cast(world, world.convert(values), dtypes.float32)
        total, count = _total(world, [], "total"), _total(world, [], "count")
        if weights is None:
            number = cast(world, size(world, values), dtypes.float32)
        else:
            weights = cast(world, world.convert(weights), dtypes.float32) * world.apply("OnesLike", values)
            values, number = values * weights, reduce_sum(world, weights)
        added = assign_add(world, total, reduce_sum(world, values))
        with world.current_graph().control_dependencies([values]):
            counted = assign_add(world, count, number)
        value = world.apply("DivNoNan", total, world.apply("Maximum", count, 0.0), name="value")
        update = world.apply("DivNoNan", added, world.apply("Maximum", counted, 0.0), name="update_op")
        if last_op is not None:
            value, update = world.apply(last_op, value), world.apply(last_op, update)
        return _published(world, value, update, metrics, updates)


def _alike(world: Any, labels: Any, predictions: Any) -> Pair:
    """Return both as tensors of one dtype and, where one has a last axis of size 1 too many, of one rank."""
    predictions = world.convert(predictions)
    labels = world.convert(labels)
    if predictions.dtype.base_dtype != labels.dtype.base_dtype:
        predictions = cast(world, predictions, labels.dtype.base_dtype)
    labels, predictions = same_rank(world, labels, predictions)
    world.shape_class(predictions.static_shape).assert_is_compatible_with(world.shape_class(labels.static_shape))
    return labels, predictions


def _as_floats(rule: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    def measure(world: Any, labels: Any, predictions: Any) -> Any:
        return rule(world, cast(world, labels, dtypes.float32), cast(world, predictions, dtypes.float32))

    return measure


def _mean_of(name: str, summary: str, measure: Callable[[Any, Any, Any], Any], finish: str | None = None) -> None:
    """Publish a metric that is the mean of something measured on each label and prediction."""

    def call(
        world: Any, labels: Any, predictions: Any, weights: Any = None, metrics_collections: Any = None,
        updates_collections: Any = None, name: str | None = name,
    ) -> Pair:  # fmt: skip
        measured = measure(world, *_alike(world, labels, predictions))
        return _mean(world, measured, weights, metrics_collections, updates_collections, name, finish)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = f"Return {summary} so far, and the operation that counts these predictions."
    public(v1=(f"metrics.{name}",))(call)


_mean_of("accuracy", "the part of predictions equal to their labels", hit)
_mean_of("mean_absolute_error", "the mean absolute error", _as_floats(lambda world, y, p: world.apply("Abs", p - y)))
_mean_of("mean_squared_error", "the mean squared error", _as_floats(squared_error))
_mean_of("root_mean_squared_error", "the root of the mean squared error", _as_floats(squared_error), "Sqrt")


@public(v1=("metrics.mean_relative_error",))
def mean_relative_error(
    world: Any, labels: Any, predictions: Any, normalizer: Any, weights: Any = None, metrics_collections: Any = None,
    updates_collections: Any = None, name: str | None = None,
) -> Pair:  # fmt: skip
    """Return the mean of the absolute errors divided by the normalizer so far, and the operation that counts these."""
    labels, predictions = _alike(world, labels, predictions)
    errors = world.apply("DivNoNan", abs(labels - predictions), world.convert(normalizer, labels.dtype.base_dtype))
    name = name or "mean_relative_error"
    return _mean(world, errors, weights, metrics_collections, updates_collections, name)


@public(v1=("metrics.percentage_below",))
def percentage_below(
    world: Any, values: Any, threshold: Any, weights: Any = None, metrics_collections: Any = None,
    updates_collections: Any = None, name: str | None = None,
) -> Pair:  # fmt: skip
    """Return the part of the values below the threshold so far, and the operation that counts these."""
    below = cast(world, world.apply("Less", values, threshold), dtypes.float32)
    name = name or "percentage_below_threshold"
    return _mean(world, below, weights, metrics_collections, updates_collections, name)


# --- counting hits and misses ----------------------------------------------------------------------------


def _count(world: Any, labels: Any, predictions: Any, wanted: Pair, weights: Any, name: str | None, kind: str) -> Pair:
    """Return the running count of pairs that are as wanted, and the operation that adds these."""
    with variable_scope(world, name, kind):
        labels, predictions = (cast(world, world.convert(v), dtypes.bool_) for v in (labels, predictions))
        sides = [
            v if side else world.apply("LogicalNot", v) for v, side in zip((labels, predictions), wanted, strict=True)
        ]
        hits = cast(world, world.apply("LogicalAnd", *sides), dtypes.float32)
        if weights is not None:
            hits = hits * cast(world, world.convert(weights), dtypes.float32)
        count = _total(world, [], "count")
        return identity(world, count), assign_add(world, count, reduce_sum(world, hits))


def _counting(kind: str, label: bool, prediction: bool) -> None:
    def call(
        world: Any, labels: Any, predictions: Any, weights: Any = None, metrics_collections: Any = None,
        updates_collections: Any = None, name: str | None = None,
    ) -> Pair:  # fmt: skip
        pair = _count(world, labels, predictions, (label, prediction), weights, name, kind)
        return _published(world, *pair, metrics_collections, updates_collections)

    call.__name__ = call.__qualname__ = kind
    call.__doc__ = f"Return the number of {kind.replace('_', ' ')} so far, and the operation that counts these."
    public(v1=(f"metrics.{kind}",))(call)


def _ratio(kind: str, other: str, label: bool, prediction: bool) -> None:
    """Publish true positives divided by themselves and another count."""

    def call(
        world: Any, labels: Any, predictions: Any, weights: Any = None, metrics_collections: Any = None,
        updates_collections: Any = None, name: str | None = None,
    ) -> Pair:  # fmt: skip
        with variable_scope(world, name, kind):
            hits = _count(world, labels, predictions, (True, True), weights, None, "true_positives")
            misses = _count(world, labels, predictions, (label, prediction), weights, None, other)
            value, update = (
                world.apply("DivNoNan", hit, hit + miss, name=part)
                for hit, miss, part in zip(hits, misses, ("value", "update_op"), strict=True)
            )
            return _published(world, value, update, metrics_collections, updates_collections)

    call.__name__ = call.__qualname__ = kind
    call.__doc__ = f"Return the {kind} of the predictions so far, and the operation that counts these."
    public(v1=(f"metrics.{kind}",))(call)


_counting("true_positives", True, True)
_counting("true_negatives", False, False)
_counting("false_positives", False, True)
_counting("false_negatives", True, False)
_ratio("precision", "false_positives", False, True)
_ratio("recall", "false_negatives", True, False)
