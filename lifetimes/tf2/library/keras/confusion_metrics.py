"""Metrics that count right and wrong decisions, at one threshold or several: precision, recall, areas under curves.

Each owns its counts, one number for each threshold. Source: `keras/src/metrics/confusion_metrics.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

import numpy as np

from lifetimes.ops import dtypes
from lifetimes.ops.layout.broadcasting import broadcast_to
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.library.keras.losses import as_floats
from lifetimes.tf2.library.keras.metrics import Metric
from lifetimes.tf2.world import WORLD

_KINDS: Final = {
    "true_positives": (True, True), "false_positives": (False, True), "true_negatives": (False, False),
    "false_negatives": (True, False),
}  # fmt: skip
"""Whether it was so, and whether it was said to be."""


class _Counts(Metric):
    """Counts of decisions by kind, under the names of their variables: the first of all, or a share of two."""

    _counted: ClassVar[dict[str, str]] = {}

    def __init__(self, thresholds: Any = None, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(dtype, name)
        given = thresholds if isinstance(thresholds, Sequence) else (0.5 if thresholds is None else thresholds,)
        outside = [one for one in given if not -1e-7 <= one <= 1 + 1e-7]
        if outside:
            raise ValueError(f"Threshold values must be in [0, 1]. Received: {outside}")
        self.thresholds = list(given)
        for count in self._counted:
            setattr(self, count, self.add_variable((len(given),), "zeros", name=count))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        so, sure = (WORLD.apply("Reshape", as_floats(value), [1, -1]) for value in (y_true, y_pred))
        so, said = cast(WORLD, so, dtypes.bool_), sure > WORLD.convert([[float(level)] for level in self.thresholds])
        share = WORLD.apply("Reshape", _spread(1.0 if sample_weight is None else sample_weight, y_pred), [1, -1])
        for count, kind in self._counted.items():
            was, called = _KINDS[kind]
            found = cast(WORLD, (so == was) & (said == called), "float32")
            getattr(self, count).assign_add(reduce_sum(WORLD, found * share, axis=1))

    def _share(self, part: str, rest: str) -> Any:
        counts = WORLD.convert(getattr(self, part))
        return WORLD.apply("DivNoNan", counts, counts + getattr(self, rest))

    def result(self) -> Any:
        names = list(self._counted)
        found = self._share(*names) if len(names) == 2 else WORLD.convert(getattr(self, names[0]))
        return found[0] if len(self.thresholds) == 1 else found


def _spread(weights: Any, y_pred: Any) -> Any:
    """Return the weights of samples as weights of all that was predicted of these."""
    weights, shape = as_floats(weights), np.shape(y_pred)
    if len(weights.shape) == len(shape) - 1:
        weights = WORLD.apply("ExpandDims", weights, -1)
    return broadcast_to(WORLD, weights, shape)


class AUC(_Counts):
    """The area under the curve of hits over false alarms (ROC), as trapezoids between thresholds."""

    _counted: ClassVar[dict[str, str]] = dict(zip(_KINDS, _KINDS, strict=True))

    def __init__(self, num_thresholds: int = 200, name: str | None = None, dtype: Any = None) -> None:
        if num_thresholds <= 1:
            given = f"num_thresholds={num_thresholds}"
            raise ValueError(f"Argument `num_thresholds` must be an integer > 1. Received: {given}")
        inner = [step / (num_thresholds - 1) for step in range(1, num_thresholds - 1)]
        super().__init__([-1e-7, *inner, 1 + 1e-7], name, dtype)

    def result(self) -> Any:
        hits = self._share("true_positives", "false_negatives")
        alarms = self._share("false_positives", "true_negatives")
        return reduce_sum(WORLD, (alarms[:-1] - alarms[1:]) * (hits[:-1] + hits[1:]) / 2.0)


def _kind(name: str, what: str, **counted: str) -> type[_Counts]:
    return type(name, (_Counts,), {"_counted": counted, "__doc__": what})


_MADE: Final[list[type[Metric]]] = [
    AUC, _kind("Precision", "Of what was said to be so, the share that is.", true_positives="true_positives",
               false_positives="false_positives"),
    _kind("Recall", "Of what is so, the share that was said to be.", true_positives="true_positives",
          false_negatives="false_negatives"),
    *(_kind(kind.title().replace("_", ""), f"How many {kind} there are.", accumulator=kind) for kind in _KINDS),
]  # fmt: skip
scope.published("metrics", {made.__name__: made for made in _MADE})
