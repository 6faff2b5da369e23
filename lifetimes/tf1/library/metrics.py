"""`tf.metrics`: running totals in local variables, a tensor that reads them and an operation that adds a batch.

The variables are in LOCAL_VARIABLES and METRIC_VARIABLES, so `global_variables_initializer` leaves them alone.
Source: `tensorflow/python/ops/metrics_impl.py`.
"""

from collections.abc import Callable, Iterable
from functools import partial
from inspect import Parameter, signature
from typing import Any, Final

from lifetimes.ops import dtypes, public
from lifetimes.ops.debugging.checks import assert_greater_equal, assert_less_equal
from lifetimes.ops.debugging.wrappers import taking
from lifetimes.ops.layout.arrays import reshape, size
from lifetimes.ops.layout.creation import zeros
from lifetimes.ops.math.casting import cast, identity
from lifetimes.ops.math.reductions import reduce_any, reduce_mean, reduce_min, reduce_sum
from lifetimes.ops.math.searching import confusion_matrix
from lifetimes.ops.neural import measures
from lifetimes.ops.neural.losses_and_layers import top_k
from lifetimes.ops.neural.measures import absolute_error, hit, laid_together, rank_of, weights_of_rank
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
            weights = cast(world, weights_of_rank(world, weights, values), dtypes.float32)
            weights = broadcast_weights(world, weights, values)
            values, number = world.apply("Mul", values, weights), reduce_sum(world, weights)
        added = reduce_sum(world, values)
        value, update = _quotients(world, total, count, values, number, added)
    return (value, update) if last_op is None else (world.apply(last_op, value), world.apply(last_op, update))


def _quotients(world: Any, total: Any, count: Any, values: Any, number: Any, added: Any = None) -> Pair:
    """Return total divided by count, and the operation that adds the values, or their sum, and their number to both."""
    grown = assign_add(world, total, values if added is None else added)
    with world.current_graph().control_dependencies([values]):
        counted = assign_add(world, count, number)
    value, update = (world.apply("DivNoNan", above, world.apply("Maximum", below, 0.0), name=part)
                     for above, below, part in ((total, count, "value"), (grown, counted, "update_op")))  # fmt: skip
    return value, update


def _laid(world: Any, labels: Any, predictions: Any, weights: Any, dtype: Any = None) -> tuple[Any, Any, Any]:
    """Return labels and predictions as tensors of one shape, of a dtype where one is given, and weights of its rank."""
    read = world.convert if dtype is None else partial(cast, world, dtype=dtype)
    predictions, labels = read(predictions), read(labels)
    labels, predictions = laid_together(world, labels, predictions)
    world.shape_class(predictions.static_shape).assert_is_compatible_with(world.shape_class(labels.static_shape))
    return labels, predictions, None if weights is None else weights_of_rank(world, weights, predictions)


def _mean_of(title: str, doc: str, measure: Callable[[Any, Any, Any], Any], finish: str | None = None) -> None:
    """Publish a metric that is the mean of something measured on each label and prediction."""

    def compute(world: Any, labels: Any, predictions: Any, weights: Any, name: str | None) -> Pair:
        labels, predictions, weights = _laid(world, labels, predictions, weights)
        return _mean(world, measure(world, labels, predictions), weights, name, finish)

    _of_pairs(title, doc, compute, title)


def _hit(world: Any, labels: Any, predictions: Any) -> Any:
    return hit(world, cast(world, predictions, labels.dtype.base_dtype), labels)


def _squared_error(world: Any, labels: Any, predictions: Any) -> Any:
    return world.apply("SquaredDifference", labels, predictions)


_mean_of("accuracy", "the part of predictions equal to their labels", _hit)
_mean_of("mean_absolute_error", "the mean absolute error", absolute_error)
_mean_of("mean_squared_error", "the mean squared error", _squared_error)
_mean_of("root_mean_squared_error", "the root of the mean squared error", _squared_error, "Sqrt")


@_metric()
def mean_cosine_distance(
    world: Any, labels: Any, predictions: Any, dim: int, weights: Any = None, name: str | None = None
) -> Pair:
    """Return one less the mean product of labels and predictions so far, and the operation that counts these."""
    labels, predictions, weights = _laid(world, labels, predictions, weights)
    products = reduce_sum(world, world.apply("Mul", predictions, labels), [dim], keepdims=True)
    value, update = _mean(world, products, weights, name or "mean_cosine_distance")
    return world.apply("Sub", 1.0, value), world.apply("Sub", 1.0, update)


@_metric()
def mean_tensor(world: Any, values: Any, weights: Any = None, name: str | None = None) -> Pair:
    """Return the mean of each element so far, and the operation that counts these."""
    with variable_scope(world, name, "mean", [values, weights]):
        values = cast(world, values, dtypes.float32)
        total, count = (_total(world, values.shape, part) for part in ("total_tensor", "count_tensor"))
        number = world.apply("OnesLike", values)
        if weights is not None:
            weights = broadcast_weights(
                world, cast(world, weights_of_rank(world, weights, values), dtypes.float32), values
            )
            values, number = (world.apply("Mul", one, weights) for one in (values, number))
        return _quotients(world, total, count, values, number)


@_metric()
def mean_per_class_accuracy(
    world: Any, labels: Any, predictions: Any, num_classes: int, weights: Any = None, name: str | None = None
) -> Pair:
    """Return the mean over the classes of the accuracy so far, and the operation that counts these, for each class."""
    with variable_scope(world, name, "mean_accuracy", [predictions, labels, weights]):
        labels, predictions = (reshape(world, cast(world, one, dtypes.int64), [-1]) for one in (labels, predictions))
        world.shape_class(predictions.static_shape).assert_is_compatible_with(world.shape_class(labels.static_shape))
        total, count = (_total(world, [num_classes], part) for part in ("total", "count"))
        weight = cast(world, world.apply("OnesLike", labels), dtypes.float32)
        if weights is not None:
            weight = weight * cast(world, reshape(world, weights, [-1]), dtypes.float32)
        right = hit(world, labels, predictions) * weight
        added = [world.apply("ScatterAdd", place, labels, value) for place, value in ((total, weight), (count, right))]
        each = world.apply("DivNoNan", count, world.apply("Maximum", total, 0.0))
        update = world.apply("DivNoNan", added[1], world.apply("Maximum", added[0], 0.0), name="update_op")
        return reduce_mean(world, each, name="mean_accuracy"), update


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
        found = confusion_matrix(world, *flat[:2], cast(world, num_classes, dtypes.int64), flat[2], dtypes.float64)
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
    """Return the area under the curve so far, and the operation that counts these predictions.

    "careful_interpolation" lets hits and misses, not their ratio, change evenly between the points of a PR curve
    (Davis and Goadrich, "The relationship between precision-recall and ROC curves", 2006).
    """
    with variable_scope(world, name, "auc", [labels, predictions, weights]):
        if curve not in ("ROC", "PR"):
            raise ValueError(f"Curve must be either ROC or PR. Curve {curve} is unknown.")
        if summation_method not in ("trapezoidal", "minoring", "majoring", "careful_interpolation"):
            known = "'trapezoidal', 'careful_interpolation', 'minoring', or 'majoring'"
            raise ValueError(f"Invalid summation_method: {summation_method} summation_method should be {known}.")
        levels = measures.thresholds_of_curve(num_thresholds if thresholds is None else list(thresholds))
        counts = _counts(world, labels, predictions, levels, weights)
        if curve == "PR" and summation_method == "trapezoidal":
            words = 'please switch to "careful_interpolation" instead.'
            messages.warning(f"Trapezoidal rule is known to produce incorrect PR-AUCs; {words}")
        value, update = (_area(world, {kind: pair[i] for kind, pair in counts.items()}, curve, summation_method, part)
                         for i, part in enumerate(("value", "update_op")))  # fmt: skip
        return value, update


def _counts(
    world: Any, labels: Any, predictions: Any, thresholds: list[float], weights: Any,
    kinds: Iterable[str] = tuple(measures.COUNTED),
) -> dict[str, Pair]:  # fmt: skip
    """Return, for each kind, the running counts at the thresholds and the operation that adds these predictions."""
    predictions, words = world.convert(predictions), "predictions must be in [0, 1]"
    low, high = (cast(world, bound, predictions.dtype.base_dtype) for bound in (0.0, 1.0))
    checks = assert_greater_equal(world, predictions, low, words), assert_less_equal(world, predictions, high, words)
    with world.current_graph().control_dependencies(checks):
        predictions = cast(world, predictions, dtypes.float32)
        labels, predictions, weights = _laid(world, cast(world, labels, dtypes.bool_), predictions, weights)
    if weights is not None:
        weights = broadcast_weights(world, cast(world, weights, dtypes.float32), predictions)
        weights = reshape(world, weights, [1, -1])
    found = world.apply("Greater", reshape(world, predictions, [1, -1]), [[one] for one in thresholds])
    sides = {True: (reshape(world, labels, [1, -1]), found)}
    sides[False] = tuple(world.apply("LogicalNot", side) for side in sides[True])
    made = {}
    for kind in kinds:
        label, positive = measures.COUNTED[kind]
        total = _total(world, [len(thresholds)], kind)
        hits = cast(world, world.apply("LogicalAnd", sides[label][0], sides[positive][1]), dtypes.float32)
        if weights is not None:
            hits = world.apply("Mul", hits, weights)
        made[kind] = total, assign_add(world, total, reduce_sum(world, hits, 1))
    return made


def _area(world: Any, counts: dict[str, Any], curve: str, rule: str, name: str) -> Any:
    small = 1e-6
    hits, missed = counts["true_positives"], counts["false_negatives"]
    wrong, right = counts["false_positives"], counts["true_negatives"]
    if curve == "PR" and rule == "careful_interpolation":
        return _interpolated_area(world, hits, wrong, missed)
    recall = (hits + small) / (hits + missed + small)
    if curve == "ROC":
        x, y = wrong / (wrong + right + small), recall
    else:
        x, y = recall, (hits + small) / (hits + wrong + small)
    count = int(x.static_shape[0])
    first, second = y[: count - 1], y[1:]
    heights = {
        "trapezoidal": lambda: (first + second) / 2.0,
        "careful_interpolation": lambda: (first + second) / 2.0,
        "minoring": lambda: world.apply("Minimum", first, second),
        "majoring": lambda: world.apply("Maximum", first, second),
    }[rule]()
    return reduce_sum(world, (x[: count - 1] - x[1:]) * heights, name=name)


def _interpolated_area(world: Any, hits: Any, wrong: Any, missed: Any) -> Any:
    count, positive = int(hits.static_shape[0]) - 1, hits + wrong
    won, before, after = hits[:count] - hits[1:], positive[:count], positive[1:]
    slope = world.apply("DivNoNan", won, world.apply("Maximum", before - after, 0.0), name="prec_slope")
    intercept = hits[1:] - slope * after
    ratio = world.apply("DivNoNan", before, world.apply("Maximum", after, 0.0), name="recall_relative_ratio")
    both = world.apply("LogicalAnd", before > 0.0, after > 0.0)
    ratio = world.apply("Select", both, ratio, world.apply("OnesLike", after))
    gained = slope * (won + intercept * world.apply("Log", ratio))
    part = world.apply("DivNoNan", gained, world.apply("Maximum", hits[1:] + missed[1:], 0.0), name="pr_auc_increment")
    return reduce_sum(world, part, name="interpolate_pr_auc")


def _at_thresholds(title: str, doc: str, *kinds: str, label: str = "") -> None:
    """Publish a metric at thresholds: a count of one kind, or the part of a kind in its sum with another."""

    def measured(
        world: Any, labels: Any, predictions: Any, thresholds: Any, weights: Any = None, name: str | None = None
    ) -> Pair:
        with variable_scope(world, name, label or title, [predictions, labels, weights]):
            counts = _counts(world, labels, predictions, thresholds, weights, kinds)
            if len(kinds) == 1:
                total, update = counts[kinds[0]]
                return identity(world, total), update
            pairs, word = zip(*counts.values(), strict=True), title.partition("_")[0]
            value, update = (world.apply("RealDiv", hits, 1e-7 + hits + misses, name=f"{word}_{part}")
                             for (hits, misses), part in zip(pairs, ("value", "update_op"), strict=True))  # fmt: skip
            return value, update

    measured.__name__, measured.__doc__ = title, f"Return {doc} at each threshold, and the operation that counts these."
    _metric()(measured)


for _kind in measures.COUNTED:
    _at_thresholds(f"{_kind}_at_thresholds", f"the number of {_kind.replace('_', ' ')}", _kind, label=_kind)
_at_thresholds("precision_at_thresholds", "the precision", "true_positives", "false_positives")
_at_thresholds("recall_at_thresholds", "the recall", "true_positives", "false_negatives")

_RATES: Final = {
    "sensitivity": ("true_positives", "false_negatives"),
    "specificity": ("true_negatives", "false_positives"),
}


@_metric()
def sensitivity_at_specificity(
    world: Any, labels: Any, predictions: Any, specificity: float, weights: Any = None, num_thresholds: int = 200,
    name: str | None = None,
) -> Pair:  # fmt: skip
    """Return the sensitivity where the specificity is nearest to a number, and the operation that counts these."""
    return _rate_at(world, labels, predictions, "specificity", specificity, weights, num_thresholds, name)


@_metric()
def specificity_at_sensitivity(
    world: Any, labels: Any, predictions: Any, sensitivity: float, weights: Any = None, num_thresholds: int = 200,
    name: str | None = None,
) -> Pair:  # fmt: skip
    """Return the specificity where the sensitivity is nearest to a number, and the operation that counts these."""
    return _rate_at(world, labels, predictions, "sensitivity", sensitivity, weights, num_thresholds, name)


def _rate_at(
    world: Any, labels: Any, predictions: Any, given: str, level: float, weights: Any, num_thresholds: int, name: Any
) -> Pair:
    if level < 0 or level > 1:
        word = "got" if given == "specificity" else "is"
        raise ValueError(f"`{given}` must be in the range [0, 1]. Currently, `{given}` {word} {level}.")
    (wanted,) = {*_RATES} - {given}

    def at(counts: dict[str, Any], part: str) -> Any:
        (hits, misses), (right, wrong) = ([counts[kind] for kind in _RATES[rate]] for rate in (given, wanted))
        distance = world.apply("Abs", hits / (hits + misses + 1e-7) - level)
        nearest = cast(world, world.apply("Equal", distance, reduce_min(world, distance)), dtypes.int64)
        if given == "sensitivity":  # the last of several that are as near
            nearest = world.apply("Cumsum", nearest, 0)
        index = cast(world, world.apply("ArgMax", nearest, 0, output_type=dtypes.int64), dtypes.int32)
        return world.apply("RealDiv", right[index], right[index] + wrong[index] + 1e-7, name=part)

    with variable_scope(world, name, f"{wanted}_at_{given}", [predictions, labels, weights]):
        levels = [*measures.thresholds_of_curve(num_thresholds)[:-1], 1.0 - 1e-7]
        found = _counts(world, labels, predictions, levels, weights)
        value, update = (at({kind: pair[i] for kind, pair in found.items()}, part)
                         for i, part in enumerate(("value", "update_op")))  # fmt: skip
        return value, update


# --- among the k most likely classes ---------------------------------------------------------------------


def _at_k(title: str, kind: str) -> None:
    """Publish how many of the k most likely classes are labels: as a part of the labels, or of the k."""

    def label(name: str, k: Any, class_id: Any) -> str:
        return f"{name}_at_{'k' if k is None else k}" + (f"_class{class_id}" if class_id is not None else "")

    def at_top_k(
        world: Any, labels: Any, predictions_idx: Any, k: Any = None, class_id: Any = None, weights: Any = None,
        name: str | None = None,
    ) -> Pair:  # fmt: skip
        with world.name_scope(name, label(title, k, class_id), [predictions_idx, labels, weights]) as scope:
            counts = []
            for one in ("true_positive", kind):
                with world.name_scope(None, label(one, k, class_id)) as inner:
                    found = cast(world, _in_top_k(world, labels, predictions_idx, class_id, one), dtypes.float64)
                    if weights is not None:
                        found = found * cast(world, weights, dtypes.float64)
                    total = _total(world, [], inner, dtypes.float64)
                    counts.append((total, assign_add(world, total, reduce_sum(world, found), name="update")))
            value, update = (world.apply("RealDiv", hits, world.apply("AddV2", hits, misses), name=part)
                             for hits, misses, part in zip(*counts, (scope, "update"), strict=True))  # fmt: skip
            return value, update

    def at_k(
        world: Any, labels: Any, predictions: Any, k: int, class_id: Any = None, weights: Any = None,
        name: str | None = None,
    ) -> Pair:  # fmt: skip
        with world.name_scope(name, label(title, k, class_id), [predictions, labels, weights]) as scope:
            likely = top_k(world, predictions, k).indices
            return at_top_k(world, labels, likely, k, class_id, weights, scope)

    for function, words in ((at_top_k, "the classes said"), (at_k, "the k most likely classes")):
        function.__name__ = f"{title}_{function.__name__}"
        function.__doc__ = f"Return the {title} of {words} so far, and the operation that counts these."
        _metric()(function)


def _in_top_k(world: Any, labels: Any, classes: Any, class_id: Any, kind: str) -> Any:
    """Return for each row how many classes are true or false positives, or how many labels false negatives."""
    labels, classes = world.convert(labels), cast(world, classes, dtypes.int64)
    if labels.dtype != dtypes.int64:
        raise TypeError(f"Types don't match, {dtypes.int64} vs {labels.dtype}.")
    if rank_of(labels) == (rank_of(classes) or 0) - 1:
        labels = world.apply("ExpandDims", labels, -1)
    said, true = world.apply("ExpandDims", classes, -1), world.apply("ExpandDims", labels, -2)
    of = labels if kind == "false_negative" else classes
    shared = reduce_any(world, world.apply("Equal", said, true), -2 if of is labels else -1)
    counted = shared if kind == "true_positive" else world.apply("LogicalNot", shared)
    if class_id is not None:
        counted = world.apply("LogicalAnd", counted, world.apply("Equal", of, cast(world, class_id, dtypes.int64)))
    if of is labels:  # one that is given twice counts once
        earlier = world.apply("Equal", world.apply("ExpandDims", labels, -1), true)
        order = world.apply("Range", 0, world.apply("Shape", labels)[-1], 1)
        before = world.apply("Less", order, world.apply("ExpandDims", order, -1))
        again = reduce_any(world, world.apply("LogicalAnd", earlier, before), -1)
        counted = world.apply("LogicalAnd", counted, world.apply("LogicalNot", again))
    return reduce_sum(world, cast(world, counted, dtypes.float64), -1)


_at_k("recall", "false_negative")
_at_k("precision", "false_positive")
