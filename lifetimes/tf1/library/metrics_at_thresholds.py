"""`tf.metrics.auc`: the area under a curve, from counts of hits and misses at many thresholds.

Source: `tensorflow/python/ops/metrics_impl.py`.
"""

from __future__ import annotations

from typing import Any

from lifetimes.ops import dtypes
from lifetimes.ops.debugging.checks import Assert
from lifetimes.ops.layout.arrays import reshape
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_all, reduce_sum
from lifetimes.ops.neural.measures import same_rank
from lifetimes.ops.registry import public
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.library.assigning import assign_add
from lifetimes.tf1.library.metrics import COUNTED, Pair, _needs_a_graph, _published, _total
from lifetimes.tf1.variable_scope import variable_scope


@public(v1=("metrics.auc",))
def auc(
    world: Any, labels: Any, predictions: Any, weights: Any = None, num_thresholds: int = 200,
    metrics_collections: Any = None, updates_collections: Any = None, curve: str = "ROC", name: str | None = None,
    summation_method: str = "trapezoidal", thresholds: Any = None,
) -> Pair:  # fmt: skip
    """Return the area under the curve so far, and the operation that counts these predictions."""
    _needs_a_graph(world, "auc")
    with variable_scope(world, name, "auc"):
        if curve not in ("ROC", "PR"):
            raise ValueError(f"Curve must be either ROC or PR. Curve {curve} is unknown.")
        if summation_method not in ("trapezoidal", "minoring", "majoring"):
            raise ValueError(f"Invalid summation_method: {summation_method}")
        inner = [(i + 1) / (num_thresholds - 1) for i in range(num_thresholds - 2)]
        inner = inner if thresholds is None else list(thresholds)
        counts = _counts(world, labels, predictions, [-1e-7, *inner, 1.0 + 1e-7], weights)
        if curve == "PR" and summation_method == "trapezoidal":
            messages.warning(
                'Trapezoidal rule is known to produce incorrect PR-AUCs; please switch to "careful_interpolation" '
                "instead."
            )
        values = {kind: variable for kind, (variable, _) in counts.items()}
        value = _area(world, values, curve, summation_method, "value")
        update = _area(world, {kind: new for kind, (_, new) in counts.items()}, curve, summation_method, "update_op")
        return _published(world, value, update, metrics_collections, updates_collections)


def _counts(world: Any, labels: Any, predictions: Any, thresholds: list[float], weights: Any) -> dict[str, Pair]:
    """Return, for each kind, the running counts at the thresholds and the operation that adds these predictions."""
    predictions = world.convert(predictions)
    words = "predictions must be in [0, 1]"
    checks = [
        Assert(world, reduce_all(world, world.apply("GreaterEqual", predictions, 0.0)), [words]),
        Assert(world, reduce_all(world, world.apply("LessEqual", predictions, 1.0)), [words]),
    ]
    with world.current_graph().control_dependencies(checks):
        predictions = world.apply("Identity", cast(world, predictions, dtypes.float32))
    labels, predictions = same_rank(world, cast(world, labels, dtypes.bool_), predictions)
    found = world.apply("Greater", reshape(world, predictions, [1, -1]), [[one] for one in thresholds])
    sides = {True: (reshape(world, labels, [1, -1]), found)}
    sides[False] = tuple(world.apply("LogicalNot", side) for side in sides[True])
    made = {}
    for kind, (label, positive) in COUNTED.items():
        total = _total(world, [len(thresholds)], kind)
        hits = cast(world, world.apply("LogicalAnd", sides[label][0], sides[positive][1]), dtypes.float32)
        if weights is not None:
            given = cast(world, weights, dtypes.float32)
            hits = hits * (reshape(world, given, [1, -1]) if given.static_shape != () else given)
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
