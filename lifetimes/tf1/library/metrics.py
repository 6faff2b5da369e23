"""`tf.metrics`: running totals in local variables, a tensor that reads them and an operation that adds a batch.

The variables are in LOCAL_VARIABLES and METRIC_VARIABLES, so `global_variables_initializer` leaves them alone.
Source: `tensorflow/python/ops/metrics_impl.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

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
COUNTED: Final = {  # the label, and what is predicted
    "true_positives": (True, True),
    "false_negatives": (True, False),
    "true_negatives": (False, False),
    "false_positives": (False, True),
}


def _total(world: Any, shape: Any, name: str) -> Any:
    keys = [GraphKeys.LOCAL_VARIABLES, GraphKeys.METRIC_VARIABLES]
    return variable(world, lambda: zeros(world, shape), trainable=False, collections=keys, name=name)


def _needs_a_graph(world: Any, title: str) -> None:
    if world.is_eager():
        raise RuntimeError(f"tf.metrics.{title} is not supported when eager execution is enabled.")


def _published(world: Any, value: Any, update: Any, metrics: Any, updates: Any) -> Pair:
    """Put value and update in the collections that the program named."""
    for keys, what in ((metrics, value), (updates, update)):
        if keys:
            world.current_graph().add_to_collections(keys, what)
    return value, update


def _metric(title: str, doc: str, compute: Callable[..., Pair], label: str | None = None) -> None:
    """Publish a metric of labels and predictions: `compute` makes value and update of them, weights and a name."""

    def call(
        world: Any, labels: Any, predictions: Any, weights: Any = None, metrics_collections: Any = None,
        updates_collections: Any = None, name: str | None = label,
    ) -> Pair:  # fmt: skip
        _needs_a_graph(world, title)
        pair = compute(world, labels, predictions, weights, name)
        return _published(world, *pair, metrics_collections, updates_collections)

    call.__name__ = call.__qualname__ = title
    call.__doc__ = f"Return {doc} so far, and the operation that counts these predictions."
    public(v1=(f"metrics.{title}",))(call)


# --- means -----------------------------------------------------------------------------------------------


@public(v1=("metrics.mean",))
def mean(
    world: Any, values: Any, weights: Any = None, metrics_collections: Any = None, updates_collections: Any = None,
    name: str | None = None,
) -> Pair:  # fmt: skip
    """Return the mean of all values counted so far, and the operation that counts these."""
    _needs_a_graph(world, "mean")
    return _published(world, *_mean(world, values, weights, name), metrics_collections, updates_collections)


def _mean(world: Any, values: Any, weights: Any, name: str | None, last_op: str | None = None) -> Pair:
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
        return (value, update) if last_op is None else (world.apply(last_op, value), world.apply(last_op, update))


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


def _mean_of(title: str, doc: str, measure: Callable[[Any, Any, Any], Any], finish: str | None = None) -> None:
    """Publish a metric that is the mean of something measured on each label and prediction."""

    def compute(world: Any, labels: Any, predictions: Any, weights: Any, name: str | None) -> Pair:
        return _mean(world, measure(world, *_alike(world, labels, predictions)), weights, name, finish)

    _metric(title, doc, compute, title)


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
    _needs_a_graph(world, "mean_relative_error")
    labels, predictions = _alike(world, labels, predictions)
    errors = world.apply("DivNoNan", abs(labels - predictions), world.convert(normalizer, labels.dtype.base_dtype))
    pair = _mean(world, errors, weights, name or "mean_relative_error")
    return _published(world, *pair, metrics_collections, updates_collections)


@public(v1=("metrics.percentage_below",))
def percentage_below(
    world: Any, values: Any, threshold: Any, weights: Any = None, metrics_collections: Any = None,
    updates_collections: Any = None, name: str | None = None,
) -> Pair:  # fmt: skip
    """Return the part of the values below the threshold so far, and the operation that counts these."""
    _needs_a_graph(world, "percentage_below")
    below = cast(world, world.apply("Less", values, threshold), dtypes.float32)
    pair = _mean(world, below, weights, name or "percentage_below_threshold")
    return _published(world, *pair, metrics_collections, updates_collections)


# --- counting hits and misses ----------------------------------------------------------------------------


def _count(world: Any, labels: Any, predictions: Any, weights: Any, name: str | None, kind: str) -> Pair:
    """Return the running count of pairs of a kind, such as "false_positives", and the operation that adds these."""
    with variable_scope(world, name, kind):
        labels, predictions = (cast(world, world.convert(v), dtypes.bool_) for v in (labels, predictions))
        sides = [
            v if side else world.apply("LogicalNot", v)
            for v, side in zip((labels, predictions), COUNTED[kind], strict=True)
        ]
        hits = cast(world, world.apply("LogicalAnd", *sides), dtypes.float32)
        if weights is not None:
            hits = hits * cast(world, world.convert(weights), dtypes.float32)
        count = _total(world, [], "count")
        return identity(world, count), assign_add(world, count, reduce_sum(world, hits))


def _ratio(world: Any, labels: Any, predictions: Any, weights: Any, name: str | None, kind: str, other: str) -> Pair:
    """Return true positives divided by themselves and another count, and the operation that counts these."""
    with variable_scope(world, name, kind):
        hits = _count(world, labels, predictions, weights, None, "true_positives")
        misses = _count(world, labels, predictions, weights, None, other)
        value, update = (
            world.apply("DivNoNan", hit, hit + miss, name=part)
            for hit, miss, part in zip(hits, misses, ("value", "update_op"), strict=True)
        )
        return value, update


for _kind in COUNTED:
    _metric(_kind, f"the number of {_kind.replace('_', ' ')}", partial(_count, kind=_kind))
_metric("precision", "the precision of the predictions", partial(_ratio, kind="precision", other="false_positives"))
_metric("recall", "the recall of the predictions", partial(_ratio, kind="recall", other="false_negatives"))
