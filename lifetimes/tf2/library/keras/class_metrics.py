"""Metrics that count for each class by itself: how far regions overlap, and the mean of precision and recall.

Source: `keras/src/metrics/iou_metrics.py`, `f_score_metrics.py`.
"""

from collections.abc import Sequence
from typing import Any, Final

from lifetimes.ops import dtypes
from lifetimes.ops.layout import broadcasting, choosing
from lifetimes.ops.linalg.matrices import matrix_diag_part
from lifetimes.ops.math import casting, reductions, searching
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.library.keras.metrics import Metric
from lifetimes.tf2.world import WORLD

_EPSILON: Final = 1e-7
_AVERAGES: Final = (None, "micro", "macro", "weighted")


class IoU(Metric):
    """Of what is of a class or was said to be, the share that is both: the mean over the classes that are asked for."""

    def __init__(
        self, num_classes: int, target_class_ids: Sequence[int], name: str | None = None, dtype: Any = None,
        ignore_class: int | None = None, sparse_y_true: bool = True, sparse_y_pred: bool = True, axis: int = -1,
    ) -> None:  # fmt: skip
        if max(target_class_ids) >= num_classes:
            words = f"is out of range, which is [0, {num_classes})."
            raise ValueError(f"Target class id {max(target_class_ids)} {words}")
        super().__init__(dtype or "int64", name)
        self._told = {"ignore_class": ignore_class, "sparse_y_true": sparse_y_true, "sparse_y_pred": sparse_y_pred,
                      "axis": axis}  # fmt: skip
        vars(self).update(self._told, num_classes=num_classes, target_class_ids=[*target_class_ids])
        self.total_cm = self.add_variable((num_classes, num_classes), "zeros", name="total_confusion_matrix")

    def _numbers(self, classes: Any, sparse: bool) -> Any:
        """Return classes by number, in one row."""
        found = classes if sparse else searching.argmax(WORLD, classes, axis=self.axis)
        return WORLD.apply("Reshape", casting.cast(WORLD, found, self.dtype), [-1])

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        y_true, y_pred = self._numbers(y_true, self.sparse_y_true), self._numbers(y_pred, self.sparse_y_pred)
        weights = casting.cast(WORLD, 1 if sample_weight is None else sample_weight, self.dtype)
        if len(weights.shape) > 1:
            weights = WORLD.apply("Reshape", weights, [-1])
        weights = broadcasting.broadcast_to(WORLD, weights, WORLD.apply("Shape", y_true))
        known = [(one >= 0) & (one < self.num_classes) for one in (y_true, y_pred)]
        if self.ignore_class is not None:
            known.append(y_true != self.ignore_class)
        for one in known[1:]:
            known[0] = known[0] & one
        y_true, y_pred, weights = (choosing.where_v2(WORLD, known[0], one, 0) for one in (y_true, y_pred, weights))
        counts = searching.confusion_matrix(WORLD, y_true, y_pred, self.num_classes, weights, self.dtype)
        return self.total_cm.assign_add(counts)

    def result(self) -> Any:
        counts = WORLD.convert(self.total_cm)
        both = matrix_diag_part(WORLD, counts)
        either = reductions.reduce_sum(WORLD, counts, 0) + reductions.reduce_sum(WORLD, counts, 1) - both
        both, either = (casting.cast(WORLD, WORLD.apply("GatherV2", one, self.target_class_ids, 0), dtypes.float32)
                        for one in (both, either))  # fmt: skip
        shares = choosing.where_v2(WORLD, either > 1e-9, both / (either + _EPSILON), 0.0)
        classes = reductions.reduce_sum(WORLD, casting.cast(WORLD, either > 1e-9, dtypes.float32))
        return reductions.reduce_sum(WORLD, shares, -1) / (classes + _EPSILON)

    def get_config(self) -> dict[str, Any]:
        told = {"num_classes": self.num_classes, "target_class_ids": self.target_class_ids}
        return told | super().get_config() | self._told


class MeanIoU(IoU):
    """The mean over all classes of how far what is of a class and what was said to be overlap."""

    def __init__(self, num_classes: int, *args: Any, **options: Any) -> None:
        super().__init__(num_classes, range(num_classes), *args, **options)

    def get_config(self) -> dict[str, Any]:
        return {word: value for word, value in super().get_config().items() if word != "target_class_ids"}


class FBetaScore(Metric):
    """The mean of precision and recall, harmonic and weighted, for each class or over all."""

    def __init__(
        self, average: str | None = None, beta: float = 1.0, threshold: float | None = None,
        name: str | None = "fbeta_score", dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(dtype, name)
        if average not in _AVERAGES:
            words = "Invalid `average` argument value. Expected one of: {None, 'micro', 'macro', 'weighted'}."
            raise ValueError(f"{words} Received: average={average}")
        for word, value, fits, wanted in (
            ("beta", beta, beta > 0.0, "be > 0"),
            ("threshold", threshold, threshold is None or 0.0 < threshold <= 1.0, "verify 0 < threshold <= 1"),
        ):
            received = f"Received: {word}={value}"
            if value is not None and not isinstance(value, float):
                words = f"Invalid `{word}` argument value. It should be a Python float."
                raise ValueError(f"{words} {received} of type '{type(value)}'")
            if not fits:
                raise ValueError(f"Invalid `{word}` argument value. It should {wanted}. {received}")
        vars(self).update(average=average, beta=beta, threshold=threshold, _built=False)

    def _build(self, y_true: Any, y_pred: Any) -> None:
        if len(y_pred.shape) != 2 or len(y_true.shape) != 2:
            shapes = f"y_pred.shape={y_pred.shape} and y_true.shape={y_true.shape}"
            words = "FBetaScore expects 2D inputs with shape (batch_size, output_dim). Received input shapes"
            raise ValueError(f"{words}: {shapes}.")
        shape = () if self.average == "micro" else (y_pred.shape[-1],)
        for name in ("true_positives", "false_positives", "false_negatives", "intermediate_weights"):
            setattr(self, name, self.add_variable(shape, "zeros", name=name))
        self._built = True

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        y_true, y_pred = casting.cast(WORLD, y_true, self.dtype), casting.cast(WORLD, y_pred, self.dtype)
        if not self._built:
            self._build(y_true, y_pred)
        if self.threshold is None:
            best = reductions.reduce_max(WORLD, y_pred, -1, keepdims=True)
            said = (y_pred >= best) & (abs(y_pred) > 1e-9)
        else:
            said = y_pred > self.threshold
        said, weights = casting.cast(WORLD, said, self.dtype), None
        if sample_weight is not None:
            weights = WORLD.apply("ExpandDims", casting.cast(WORLD, sample_weight, self.dtype), 1)
        for total, found in (
            (self.true_positives, said * y_true), (self.false_positives, said * (1 - y_true)),
            (self.false_negatives, (1 - said) * y_true), (self.intermediate_weights, y_true),
        ):  # fmt: skip
            found = found if weights is None else found * weights
            total.assign_add(reductions.reduce_sum(WORLD, found, None if self.average == "micro" else 0))

    def result(self) -> Any:
        hits = WORLD.convert(self.true_positives)
        precision = hits / (hits + self.false_positives + _EPSILON)
        recall = hits / (hits + self.false_negatives + _EPSILON)
        scores = precision * recall / (self.beta**2 * precision + recall + _EPSILON) * (1 + self.beta**2)
        if self.average == "weighted":
            weights = WORLD.convert(self.intermediate_weights)
            share = weights / (reductions.reduce_sum(WORLD, weights) + _EPSILON)
            return reductions.reduce_sum(WORLD, scores * share)
        return scores if self.average is None else reductions.reduce_mean(WORLD, scores)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"average": self.average, "beta": self.beta, "threshold": self.threshold}


class F1Score(FBetaScore):
    """The harmonic mean of precision and recall, for each class or over all."""

    def __init__(
        self, average: str | None = None, threshold: float | None = None, name: str | None = "f1_score",
        dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(average, 1.0, threshold, name, dtype)

    def get_config(self) -> dict[str, Any]:
        return {word: value for word, value in super().get_config().items() if word != "beta"}


scope.published("metrics", {kind.__name__: kind for kind in (IoU, MeanIoU, FBetaScore, F1Score)})
