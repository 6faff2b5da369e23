"""What a model is compiled with: for each of its outputs a loss, how much it counts, and metrics."""

from collections.abc import Sequence
from typing import Any

from lifetimes import nest
from lifetimes.ops.layout import arrays
from lifetimes.tf2.library.keras import losses, metrics
from lifetimes.tf2.library.keras.metrics import Mean
from lifetimes.tf2.world import WORLD


class CompileMetrics(metrics.Metric):
    """The metrics that a model is compiled with, made when there are targets and predictions for the first time."""

    def __init__(self, plain: Any, weighted: Any, names: Sequence[str] | None) -> None:
        super().__init__(name="compile_metrics")
        self._self_setattr_tracking = False
        self._wanted, self._names = (plain, weighted), names
        self._made: list[tuple[int, str, Any, bool]] | None = None

    metrics = property(lambda self: [metric for _, _, metric, _ in self._made or ()])
    variables = property(lambda self: [variable for metric in self.metrics for variable in metric.variables])

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        names = _names_of(y_pred, self._names)
        y_true, y_pred = _by_output(y_true, names), _by_output(y_pred, names)
        if self._made is None:
            self._made = [
                (place, f"{names[place]}_" if names and len(y_pred) > 1 else "", metric, weighted)
                for weighted, wanted in zip((False, True), self._wanted, strict=True)
                for place, ones in enumerate(_for_outputs(wanted, len(y_pred), names))
                for metric in [metrics.get(one, y_true[place], y_pred[place]) for one in nest.flatten(ones)]
                if metric is not None
            ]
        for place, _, metric, weighted in self._made:
            metric.update_state(y_true[place], y_pred[place], *([sample_weight] if weighted else ()))

    def reset_state(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    def result(self) -> Any:
        """Return the results by name. ValueError before the first update."""
        if self._made is None:
            raise ValueError("Cannot get result() since the metric has not yet been built.")
        found: dict[str, Any] = {}
        for _, output, metric, weighted in self._made:
            name = output + metric.name
            if name in found and weighted:
                name = f"{output}weighted_{metric.name}"
            found[name if name not in found else f"{name}_1"] = metric.result()
        return found


class CompileLoss:
    """The losses that a model is compiled with, one for each output, and how much each counts."""

    def __init__(self, wanted: Any, weights: Any, names: Sequence[str] | None) -> None:
        self._wanted, self._weights, self._names = wanted, weights, names
        self.metrics: list[Any] = []

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Any:
        names = _names_of(y_pred, self._names)
        y_true, y_pred = _by_output(y_true, names), _by_output(y_pred, names)
        count = len(y_pred)
        wanted = [losses.get(one) for one in _for_outputs(self._wanted, count, names)]
        if count > 1 and names and not self.metrics:
            self.metrics = [Mean(name=f"{name}_loss") for name in names]
        total = None
        shares = _for_outputs(self._weights, count, names)
        for place, (loss, share) in enumerate(zip(wanted, shares, strict=True)):
            if loss is not None:
                value = losses.as_object(loss)(y_true[place], y_pred[place], sample_weight)
                if self.metrics:
                    self.metrics[place].update_state(value, sample_weight=arrays.shape(WORLD, y_pred[place])[0])
                value = value if share is None else value * share
                total = value if total is None else total + value
        return total


def _by_output(values: Any, names: Sequence[str] | None) -> list[Any]:
    """Return the values of all outputs in the order of these."""
    if isinstance(values, dict):
        return [values[name] for name in names or sorted(values)]
    return nest.flatten(values)


def _names_of(values: Any, names: Sequence[str] | None) -> Sequence[str] | None:
    """Return the names of the outputs: those of the model, unless it gives a dict of others."""
    return sorted(values) if isinstance(values, dict) and {*values} != {*(names or ())} else names


def _for_outputs(wanted: Any, count: int, names: Sequence[str] | None) -> list[Any]:
    """Return what `compile` was given for each output."""
    if isinstance(wanted, dict) and not (count == 1 and not names):
        return [wanted.get(name) for name in names or sorted(wanted)]
    return [wanted] if count == 1 else [None] * count if wanted is None else list(wanted)
