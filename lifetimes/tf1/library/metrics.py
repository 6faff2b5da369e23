"""`tf.metrics`: running totals in local variables, a tensor that reads them and an operation that adds a batch.

The variables are in LOCAL_VARIABLES and METRIC_VARIABLES, so `global_variables_initializer` leaves them alone.
Source: `tensorflow/python/ops/metrics_impl.py`.
"""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, signature
from typing import Any, Final

from lifetimes.ops import dtypes
from lifetimes.ops.debugging.checks import Assert
from lifetimes.ops.debugging.wrappers import taking
from lifetimes.ops.layout.arrays import reshape, size, squeeze
from lifetimes.ops.layout.creation import zeros
from lifetimes.ops.math.casting import cast, identity
from lifetimes.ops.math.reductions import reduce_all, reduce_sum
from lifetimes.ops.math.searching import confusion_matrix
from lifetimes.ops.neural import measures
from lifetimes.ops.neural.measures import absolute_error, hit, rank_of, same_rank
from lifetimes.ops.registry import public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.library.assigning import assign_add
from lifetimes.tf1.library.losses import broadcast_weights
from lifetimes.tf1.variable import variable
from lifetimes.tf1.variable_scope import variable_scope

Pair = tuple[Any, Any]
_RESULTS: Final = ("metrics", "updates")


def _total(world: Any, shape: Any, name: str, dtype: Any = dtypes.float32) -> Any:
    keys = [GraphKeys.LOCAL_VARIABLES, GraphKeys.METRIC_VARIABLES]
    return variable(world, lambda: zeros(world, shape, dtype), trainable=False, collections=keys, name=name)


def _metric(before: str = "name") -> Callable[[Callable[..., Pair]], Any]:
    """Publish what makes value and update as a metric, which takes collections for both: `before` that argument."""

    def publish(compute: Callable[..., Pair]) -> Any:
        own = list(signature(compute).parameters.values())[1:]
        at = [one.name for one in own].index(before)
        keys = [Parameter(f"{one}_collections", own[0].kind, default=None, annotation="Any") for one in _RESULTS]

        def call(world: Any, metrics_collections: Any, updates_collections: Any, **given: Any) -> Pair:
            if world.is_eager():
                raise RuntimeError(f"tf.metrics.{compute.__name__} is not supported when eager execution is enabled.")
            pair = compute(world, **given)
            for names, what in zip((metrics_collections, updates_collections), pair, strict=True):
                world.current_graph().add_to_collections(names or (), what)
            return pair

        call.__doc__ = compute.__doc__
        made = taking(compute.__name__, [*own[:at], *keys, *own[at:]], call)
        return public(v1=(f"metrics.{compute.__name__}",))(made)

    return publish


def _of_pairs(title: str, doc: str, compute: Callable[..., Pair], label: str | None = None) -> None:
    """Publish a metric of labels and predictions: `compute` makes value and update of them, weights and a name."""

    def measured(world: Any, labels: Any, predictions: Any, weights: Any = None, name: str | None = label) -> Pair:
        return compute(world, labels, predictions, weights, name)

    measured.__name__ = title
    measured.__doc__ = f"Return {doc} so far, and the operation that counts these predictions."
    _metric()(measured)


# --- means -----------------------------------------------------------------------------------------------


@_metric()
def mean(world: Any, values: Any, weights: Any = None, name: str | None = None) -> Pair:
    """Return the mean of all values counted so far, and the operation that counts these."""
    return _mean(world, values, weights, name)


def _mean(world: Any, values: Any, weights: Any, name: str | None, last_op: str | None = None) -> Pair:
    with variable_scope(world, name, "mean", [values, weights]):
        values = cast(world, values, dtypes.float32)
        total, count = _total(world, [], "total"), _total(world, [], "count")
        if weights is None:
            number = cast(world, size(world, values), dtypes.float32)
        else:
            weights = cast(world, _of_rank(world, weights, values), dtypes.float32)
            weights = broadcast_weights(world, weights, values)
            values, number = values * weights, reduce_sum(world, weights)
        added = assign_add(world, total, reduce_sum(world, values))
        with world.current_graph().control_dependencies([values]):
            counted = assign_add(world, count, number)
        value = world.apply("DivNoNan", total, world.apply("Maximum", count, 0.0), name="value")
        update = world.apply("DivNoNan", added, world.apply("Maximum", counted, 0.0), name="update_op")
    return (value, update) if last_op is None else (world.apply(last_op, value), world.apply(last_op, update))


def _of_rank(world: Any, weights: Any, values: Any) -> Any:
    """Return weights, unless they are a scalar, with a last axis of size 1 more or less to have the values' rank."""
    weights = world.convert(weights)
    given, wanted = rank_of(weights), rank_of(values)
    if not given or wanted is None:
        return weights
    if given == wanted + 1:
        return squeeze(world, weights, [-1])
    return world.apply("ExpandDims", weights, -1) if wanted == given + 1 else weights


def _laid(world: Any, labels: Any, predictions: Any, weights: Any, dtype: Any = None) -> tuple[Any, Any, Any]:
    """Return labels and predictions as tensors of one shape, of a dtype where one is given, and weights of its rank."""
    read = world.convert if dtype is None else partial(cast, world, dtype=dtype)
    predictions = read(predictions)
    labels, predictions = same_rank(world, read(labels), predictions)
    world.shape_class(predictions.static_shape).assert_is_compatible_with(world.shape_class(labels.static_shape))
    return labels, predictions, None if weights is None else _of_rank(world, weights, predictions)


def _mean_of(title: str, doc: str, measure: Callable[[Any, Any, Any], Any], finish: str | None = None) -> None:
    """Publish a metric that is the mean of something measured on each label and prediction."""

    def compute(world: Any, labels: Any, predictions: Any, weights: Any, name: str | None) -> Pair:
        labels, predictions, weights = _laid(world, labels, predictions, weights)
        return _mean(world, measure(world, labels, predictions), weights, name, finish)

    _of_pairs(title, doc, compute, title)


def _hit(world: Any, labels: Any, predictions: Any) -> Any:
    return hit(world, labels, cast(world, predictions, labels.dtype.base_dtype))


def _squared_error(world: Any, labels: Any, predictions: Any) -> Any:
    return world.apply("SquaredDifference", labels, predictions)


_mean_of("accuracy", "the part of predictions equal to their labels", _hit)
_mean_of("mean_absolute_error", "the mean absolute error", absolute_error)
_mean_of("mean_squared_error", "the mean squared error", _squared_error)
_mean_of("root_mean_squared_error", "the root of the mean squared error", _squared_error, "Sqrt")


@_metric()
def mean_relative_error(
    world: Any, labels: Any, predictions: Any, normalizer: Any, weights: Any = None, name: str | None = None
) -> Pair:
    """Return the mean of the absolute errors divided by the normalizer so far, and the operation that counts these."""
    labels, predictions, weights = _laid(world, labels, predictions, weights)
    errors = world.apply("DivNoNan", abs(labels - predictions), world.convert(normalizer, labels.dtype.base_dtype))
    return _mean(world, errors, weights, name or "mean_relative_error")


@_metric()
def percentage_below(world: Any, values: Any, threshold: Any, weights: Any = None, name: str | None = None) -> Pair:
    """Return the part of the values below the threshold so far, and the operation that counts these."""
    below = cast(world, world.apply("Less", values, threshold), dtypes.float32)
    return _mean(world, below, weights, name or "percentage_below_threshold")


@_metric()
def mean_iou(
    world: Any, labels: Any, predictions: Any, num_classes: int, weights: Any = None, name: str | None = None
) -> Pair:
    """Return the mean over the classes of intersection over union so far, and the operation that counts these."""
    with variable_scope(world, name, "mean_iou", [predictions, labels, weights]):
        kinds = (dtypes.int64, dtypes.int64, None if weights is None else dtypes.float64)
        flat = [kind and reshape(world, cast(world, v, kind), [-1])
                for v, kind in zip((labels, predictions, weights), kinds, strict=True)]  # fmt: skip
        total = _total(world, [num_classes, num_classes], "total_confusion_matrix", dtypes.float64)
        found = confusion_matrix(world, flat[0], flat[1], num_classes, flat[2], dtypes.float64)
        update = assign_add(world, total, found)
        rows, columns = (cast(world, reduce_sum(world, total, axis), dtypes.float32) for axis in (0, 1))
        hits = cast(world, world.apply("DiagPart", total), dtypes.float32)
        unions = rows + columns - hits
        valid = reduce_sum(world, cast(world, world.apply("NotEqual", unions, 0.0), dtypes.float32))
        unions = world.apply("Select", unions > 0.0, unions, world.apply("OnesLike", unions))
        ratio = world.apply("DivNoNan", reduce_sum(world, hits / unions), valid)
        return world.apply("Select", valid > 0.0, ratio, 0.0), update


# --- counting hits and misses ----------------------------------------------------------------------------


def _count(world: Any, labels: Any, predictions: Any, weights: Any, name: str | None, kind: str) -> Pair:
    """Return the running count of pairs of a kind, such as "false_positives", and the operation that adds these."""
    with variable_scope(world, name, kind, [predictions, labels, weights]):
        labels, predictions, weights = _laid(world, labels, predictions, weights, dtypes.bool_)
        sides = [v if side else world.apply("LogicalNot", v)
                 for v, side in zip((labels, predictions), measures.COUNTED[kind], strict=True)]  # fmt: skip
        hits = cast(world, world.apply("LogicalAnd", *sides), dtypes.float32)
        if weights is not None:
            hits = hits * cast(world, weights, dtypes.float32)
        count = _total(world, [], "count")
        return identity(world, count), assign_add(world, count, reduce_sum(world, hits))


def _ratio(world: Any, labels: Any, predictions: Any, weights: Any, name: str | None, kind: str, other: str) -> Pair:
    """Return true positives divided by themselves and another count, and the operation that counts these."""
    with variable_scope(world, name, kind, [predictions, labels, weights]):
        labels, predictions, weights = _laid(world, labels, predictions, weights, dtypes.bool_)
        hits = _count(world, labels, predictions, weights, None, "true_positives")
        misses = _count(world, labels, predictions, weights, None, other)
        value, update = (world.apply("DivNoNan", hit, hit + miss, name=part)
                         for hit, miss, part in zip(hits, misses, ("value", "update_op"), strict=True))  # fmt: skip
        return value, update


for _kind in measures.COUNTED:
    _of_pairs(_kind, f"the number of {_kind.replace('_', ' ')}", partial(_count, kind=_kind))
for _kind, _other in (("precision", "false_positives"), ("recall", "false_negatives")):
    _of_pairs(_kind, f"the {_kind} of the predictions", partial(_ratio, kind=_kind, other=_other))


# --- the area under a curve, from counts at many thresholds ------------------------------------------------


@_metric(before="curve")
def auc(
    world: Any, labels: Any, predictions: Any, weights: Any = None, num_thresholds: int = 200, curve: str = "ROC",
    name: str | None = None, summation_method: str = "trapezoidal", thresholds: Any = None,
) -> Pair:  # fmt: skip
    """Return the area under the curve so far, and the operation that counts these predictions."""
    with variable_scope(world, name, "auc", [labels, predictions, weights]):
        if curve not in ("ROC", "PR"):
            raise ValueError(f"Curve must be either ROC or PR. Curve {curve} is unknown.")
        if summation_method not in ("trapezoidal", "minoring", "majoring"):
            raise ValueError(f"Invalid summation_method: {summation_method}")
        levels = measures.thresholds_of_curve(num_thresholds if thresholds is None else list(thresholds))
        counts = _counts(world, labels, predictions, levels, weights)
        if curve == "PR" and summation_method == "trapezoidal":
            words = 'please switch to "careful_interpolation" instead.'
            messages.warning(f"Trapezoidal rule is known to produce incorrect PR-AUCs; {words}")
        value, update = (_area(world, {kind: pair[i] for kind, pair in counts.items()}, curve, summation_method, part)
                         for i, part in enumerate(("value", "update_op")))  # fmt: skip
        return value, update


def _counts(world: Any, labels: Any, predictions: Any, thresholds: list[float], weights: Any) -> dict[str, Pair]:
    """Return, for each kind, the running counts at the thresholds and the operation that adds these predictions."""
    predictions = world.convert(predictions)
    words = "predictions must be in [0, 1]"
    bounds = world.apply("GreaterEqual", predictions, 0.0), world.apply("LessEqual", predictions, 1.0)
    checks = [Assert(world, reduce_all(world, holds), [words]) for holds in bounds]
    with world.current_graph().control_dependencies(checks):
        predictions = world.apply("Identity", cast(world, predictions, dtypes.float32))
    labels, predictions, weights = _laid(world, cast(world, labels, dtypes.bool_), predictions, weights)
    if weights is not None:
        weights = broadcast_weights(world, cast(world, weights, dtypes.float32), predictions)
        weights = reshape(world, weights, [1, -1])
    found = world.apply("Greater", reshape(world, predictions, [1, -1]), [[one] for one in thresholds])
    sides = {True: (reshape(world, labels, [1, -1]), found)}
    sides[False] = tuple(world.apply("LogicalNot", side) for side in sides[True])
    made = {}
    for kind, (label, positive) in measures.COUNTED.items():
        total = _total(world, [len(thresholds)], kind)
        hits = cast(world, world.apply("LogicalAnd", sides[label][0], sides[positive][1]), dtypes.float32)
        if weights is not None:
            hits = hits * weights
        made[kind] = total, assign_add(world, total, reduce_sum(world, hits, 1))
    return made


def _area(world: Any, counts: dict[str, Any], curve: str, rule: str, name: str) -> Any:
    small = 1e-6
    hits, missed = counts["true_positives"], counts["false_negatives"]
    wrong, right = counts["false_positives"], counts["true_negatives"]
    recall = (hits + small) / (hits + missed + small)
    if curve == "ROC":
        x, y = wrong / (wrong + right + small), recall
    else:
        x, y = recall, (hits + small) / (hits + wrong + small)
    count = int(x.static_shape[0])
    first, second = y[: count - 1], y[1:]
    heights = {
        "trapezoidal": lambda: (first + second) / 2.0,
        "minoring": lambda: world.apply("Minimum", first, second),
        "majoring": lambda: world.apply("Maximum", first, second),
    }[rule]()
    return reduce_sum(world, (x[: count - 1] - x[1:]) * heights, name=name)
