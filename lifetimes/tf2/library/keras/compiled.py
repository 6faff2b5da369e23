"""What a model is compiled with: for each of its outputs a loss, how much it counts, and metrics."""

from collections.abc import Iterable, Sequence
from typing import Any

from lifetimes import nest
from lifetimes.ops.layout import arrays
from lifetimes.tf2.library.keras import losses, metrics
from lifetimes.tf2.library.keras.metrics import Mean
from lifetimes.tf2.world import WORLD


class CompileMetrics(metrics.Metric):
    """The metrics that a model is compiled with, made when there are targets and predictions for the first time."""

    def __init__(self, plain: Any, weighted: Any, names: Sequence[str] | None) -> None:
        for what, wanted in (("metrics", plain), ("weighted_metrics", weighted)):
            if wanted and not isinstance(wanted, (list, tuple, dict)):
                raise ValueError(f"Expected `{what}` argument to be a list, tuple, or dict. Received instead: "
                                 f"{what}={wanted} of type {type(wanted)}")  # fmt: skip
        super().__init__(name="compile_metrics")
        self._self_setattr_tracking = False
        self._wanted, self._names = (plain, weighted), names
        self._made: list[tuple[int, str, Any, bool]] | None = None

    metrics = property(lambda self: [metric for _, _, metric, _ in self._made or ()])
    variables = property(lambda self: [variable for metric in self.metrics for variable in metric.variables])

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        names = _names_of(y_pred, self._names)
        if self._made is None:
            for what, wanted in zip(("metrics", "weighted_metrics"), self._wanted, strict=True):
                _check_metrics(what, wanted, names, y_pred)
        y_true, y_pred = _by_output(y_true, names), _by_output(y_pred, names)
        weights = _weights(sample_weight, names, len(y_pred))
        if self._made is None:
            self._made = [
                (place, f"{names[place]}_" if names and len(y_pred) > 1 else "", metric, weighted)
                for weighted, wanted in zip((False, True), self._wanted, strict=True)
                for place, ones in enumerate([wanted] if len(y_pred) == 1 else _for_outputs(wanted, len(y_pred), names))
                for metric in [metrics.get(one, y_true[place], y_pred[place]) for one in nest.flatten(ones)]
                if metric is not None
            ]
        for place, _, metric, weighted in self._made:
            metric.update_state(y_true[place], y_pred[place], *([weights[place]] if weighted else ()))

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


def _check_metrics(what: str, wanted: Any, names: Sequence[str] | None, y_pred: Any) -> None:
    """Raise ValueError for metrics of outputs that there are not."""
    count = len(nest.flatten(y_pred))
    if count == 1 or not wanted:
        return
    if isinstance(wanted, dict):
        fits = {*wanted} <= {*(names or wanted)}
        words = f"Expected an instance of tuple, got {dict(zip(wanted, _tuples(wanted.values()), strict=True))}."
    else:
        fits = len(wanted) == count
        words = f"tuple arity mismatch; expected: {count}, got: {len(wanted)}; tuple: {_tuples(wanted)}."
    if not fits:
        functional = f"either be a dict or a list matching the output names of the functional model {names} or "
        structure = nest.map_structure(lambda value: "X", y_pred)
        raise ValueError(f"{words}\nInvalid `{what}`. `{what}` should contain metrics objects and "
                         f"{functional if names else ''}match the output structure of the model: {structure}.\n"
                         f"Received: {what}={wanted}")  # fmt: skip


def _tuples(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in values)


class CompileLoss:
    """The losses that a model is compiled with, one for each output, and how much each counts."""

    def __init__(self, wanted: Any, weights: Any, names: Sequence[str] | None) -> None:
        self._wanted, self._weights, self._names = wanted, weights, names
        self.metrics: list[Any] = []

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Any:
        names = _names_of(y_pred, self._names)
        structures = y_true, y_pred
        y_true, y_pred = _by_output(y_true, names), _by_output(y_pred, names)
        count = len(y_pred)
        weights = _weights(sample_weight, names, count)
        wanted = [losses.get(one) for one in self._for_outputs(names, structures[1], count)]
        if len(y_true) not in (count, count - wanted.count(None)):
            told, given = (nest.map_structure(lambda value: "*", one) for one in structures)
            raise ValueError(f"y_true and y_pred have different structures.\ny_true: {told}\ny_pred: {given}\n")
        if count > 1 and names and not self.metrics:
            self.metrics = [Mean(name=f"{name}_loss") for name in names]
        total = None
        shares = _for_outputs(self._weights, count, names)
        for place, (loss, share) in enumerate(zip(wanted, shares, strict=True)):
            if loss is not None:
                value = losses.as_object(loss)(y_true[place], y_pred[place], weights[place])
                if self.metrics:
                    self.metrics[place].update_state(value, sample_weight=arrays.shape(WORLD, y_pred[place])[0])
                value = value if share is None else value * share
                total = value if total is None else total + value
        return total

    def _for_outputs(self, names: Sequence[str] | None, y_pred: Any, count: int) -> list[Any]:
        """Return the loss of each output. ValueError for names of other outputs, and for more or fewer weights."""
        if isinstance(self._wanted, dict) and names and not isinstance(y_pred, dict) and {*self._wanted} != {*names}:
            raise ValueError(f"Expected keys {names} in loss dict, but found loss.keys()={list(self._wanted)}")
        if self._weights is not None and len(nest.flatten(self._wanted)) != len(nest.flatten(self._weights)):
            raise ValueError(f"`loss_weights` must match the number of losses, got {len(nest.flatten(self._wanted))} "
                             f"losses and {len(self._weights)} weights.")  # fmt: skip
        return _for_outputs(self._wanted, count, names)


def _by_output(values: Any, names: Sequence[str] | None) -> list[Any]:
    """Return the values of all outputs in the order of these."""
    if isinstance(values, dict):
        return [values[name] for name in names or sorted(values)]
    return nest.flatten(values)


def _weights(weights: Any, names: Sequence[str] | None, count: int) -> list[Any]:
    """Return the weights of the examples for each output: the same for all, or each its own."""
    return _by_output(weights, names) if nest.is_nested(weights) else [weights] * count


def _names_of(values: Any, names: Sequence[str] | None) -> Sequence[str] | None:
    """Return the names of the outputs: those of the model, unless it gives a dict of others."""
    return sorted(values) if isinstance(values, dict) and {*values} != {*(names or ())} else names


def _for_outputs(wanted: Any, count: int, names: Sequence[str] | None) -> list[Any]:
    """Return what `compile` was given for each output: the same for all, or each its own."""
    if not nest.is_nested(wanted):
        return [wanted] * count
    return [wanted.get(name) for name in names or sorted(wanted)] if isinstance(wanted, dict) else list(wanted)
