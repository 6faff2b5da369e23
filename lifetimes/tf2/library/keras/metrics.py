"""Metrics: numbers gathered over batches, in variables that the metric owns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lifetimes.ops import dtypes
from lifetimes.ops.layout import arrays, broadcasting, creation
from lifetimes.ops.math import casting, reductions, searching
from lifetimes.ops.neural import measures
from lifetimes.ops.registry import plain
from lifetimes.tf2.library.keras import initializers, losses, scope
from lifetimes.tf2.library.keras.losses import alike, as_floats, same_rank
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.tracking import AutoTrackable
from lifetimes.tf2.world import WORLD


@plain(v2=("keras.Metric",))
class Metric(AutoTrackable):
    """Something that is updated batch by batch, asked for its result, and reset."""

    def __init__(self, dtype: Any = None, name: str | None = None) -> None:
        self.name = name or scope.auto_name(type(self).__name__)
        self.dtype = dtype or "float32"

    def add_variable(self, shape: Any, initializer: Any, dtype: Any = None, name: str | None = None) -> KerasVariable:
        """Make a variable that this metric owns."""
        with scope.inside(self.name):
            made = KerasVariable(initializers.get(initializer), tuple(shape), dtype or self.dtype, False, name)
        self._track(f"_variable_{len(self.variables)}", made)
        return made

    def add_weight(
        self, shape: Any = (), initializer: Any = "zeros", dtype: Any = None, name: str | None = None
    ) -> KerasVariable:
        return self.add_variable(shape, initializer, dtype, name)

    @property
    def variables(self) -> list[KerasVariable]:
        found = {id(value): value for value in self._dependencies.values() if isinstance(value, KerasVariable)}
        return list(found.values())

    def reset_state(self) -> None:
        """Begin anew."""
        for variable in self.variables:
            variable.assign(creation.zeros(WORLD, variable.shape))

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError

    def result(self) -> Any:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make another metric like this one."""
        return {"name": self.name, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Metric:
        return cls(**config)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.update_state(*args, **kwargs)
        return self.result()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


class Sum(Metric):
    """The sum of all values."""

    def __init__(self, name: str | None = "sum", dtype: Any = None) -> None:
        super().__init__(dtype, name)
        self.total = self.add_variable((), "zeros", name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values, _ = _by_sample(values, sample_weight, reductions.reduce_sum)
        self.total.assign_add(reductions.reduce_sum(WORLD, values))

    def result(self) -> Any:
        return WORLD.convert(self.total)


class Mean(Metric):
    """The mean of all values."""

    def __init__(self, name: str | None = "mean", dtype: Any = None) -> None:
        super().__init__(dtype, name)
        self.total = self.add_variable((), "zeros", name="total")
        self.count = self.add_variable((), "zeros", name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values, weights = _by_sample(values, sample_weight, reductions.reduce_mean)
        self.total.assign_add(reductions.reduce_sum(WORLD, values))
        self.count.assign_add(reductions.reduce_sum(WORLD, weights))

    def result(self) -> Any:
        return WORLD.apply("DivNoNan", self.total, self.count)


def _by_sample(values: Any, sample_weight: Any, reduce: Callable[..., Any]) -> tuple[Any, Any]:
    """Return one number for each sample, its values reduced and weighted, and the weights of these."""
    values = casting.cast(WORLD, values, dtypes.float32)
    weights = None
    if sample_weight is not None:
        values, weights = same_rank(values, as_floats(sample_weight))
        values = _reduced(values, len(weights.shape), reduce)
        weights = broadcasting.broadcast_to(WORLD, weights, arrays.shape(WORLD, values))
        values, weights = values * weights, _reduced(weights, 1, reduce)
    values = _reduced(values, 1, reduce)
    return values, creation.ones_like(WORLD, values) if weights is None else weights


def _reduced(values: Any, rank: int, reduce: Callable[..., Any]) -> Any:
    """Return the values with the axes behind the first `rank` ones folded."""
    axes = list(range(rank, len(values.shape)))
    return reduce(WORLD, values, axes) if axes else values


class MeanMetricWrapper(Mean):
    """The mean of what a function says of targets and predictions."""

    def __init__(self, fn: Callable[..., Any], name: str | None = None, dtype: Any = None, **options: Any) -> None:
        super().__init__(name or fn.__name__, dtype)
        self._self_setattr_tracking = False
        self._fn, self._options = fn, options

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        super().update_state(self._fn(WORLD.convert(y_true), WORLD.convert(y_pred), **self._options), sample_weight)


def accuracy(y_true: Any, y_pred: Any) -> Any:
    return measures.hit(WORLD, *alike(y_true, y_pred))


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Any:
    y_true, y_pred = alike(y_true, y_pred)
    return measures.hit(WORLD, y_true, casting.cast(WORLD, y_pred > threshold, y_true.dtype))


def categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    return measures.hit(WORLD, searching.argmax(WORLD, y_true, axis=-1), searching.argmax(WORLD, y_pred, axis=-1))


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    y_true = measures.squeezed(WORLD, y_true, len(y_pred.shape) - 1, (1,))
    return measures.hit(WORLD, casting.cast(WORLD, y_true, dtypes.int64), searching.argmax(WORLD, y_pred, axis=-1))


class RootMeanSquaredError(Mean):
    """The square root of the mean of squared errors."""

    def __init__(self, name: str | None = "root_mean_squared_error", dtype: Any = None) -> None:
        super().__init__(name, dtype)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        y_true, y_pred = alike(y_true, y_pred)
        super().update_state(measures.squared_error(WORLD, y_true, y_pred), sample_weight)

    def result(self) -> Any:
        return WORLD.apply("Sqrt", super().result())


def _metric_class(class_name: str, fn: Callable[..., Any]) -> type[Metric]:
    def start(self: Any, name: str | None = None, dtype: Any = None, **options: Any) -> None:
        MeanMetricWrapper.__init__(self, fn, name, dtype, **options)

    return type(class_name, (MeanMetricWrapper,), {"__init__": start, "__doc__": f"The mean of {fn.__name__}."})


_ACCURACIES: Final = (accuracy, binary_accuracy, categorical_accuracy, sparse_categorical_accuracy)
_FUNCTIONS: Final = {losses.title(fn.__name__): fn for fn in (*_ACCURACIES, *losses.MEASURES.values())}
CLASSES: Final[dict[str, type[Metric]]] = {
    **{name: _metric_class(name, fn) for name, fn in _FUNCTIONS.items()},
    **{kind.__name__: kind for kind in (Mean, MeanMetricWrapper, Metric, RootMeanSquaredError, Sum)},
}
PUBLISHED: Final = {fn.__name__: fn for fn in (binary_accuracy, categorical_accuracy, sparse_categorical_accuracy)}
_SHORT: Final = {"mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "mape": "MeanAbsolutePercentageError"}
_BY_NAME: Final = {scope.snake_case(name): kind for name, kind in CLASSES.items()} | dict(CLASSES)


def get(identifier: Any, y_true: Any = None, y_pred: Any = None) -> Any:
    """Return the metric that a name, a class or a function stands for; "accuracy" looks at targets and predictions."""
    if isinstance(identifier, Metric):
        return identifier
    if identifier in ("accuracy", "acc") and y_pred is not None:
        return MeanMetricWrapper(_accuracy_for(y_true, y_pred), name=identifier)
    if identifier in _SHORT:
        return CLASSES[_SHORT[identifier]](name=identifier)
    found = scope.choose(_BY_NAME, identifier, "metric")
    return found() if isinstance(found, type) else MeanMetricWrapper(found)


def _accuracy_for(y_true: Any, y_pred: Any) -> Callable[..., Any]:
    if y_pred.shape[-1] == 1:
        return binary_accuracy
    by_class = len(y_true.shape) == len(y_pred.shape) and y_true.shape[-1] != 1
    return categorical_accuracy if by_class else sparse_categorical_accuracy


scope.published("metrics", {**CLASSES, **PUBLISHED, "get": get})
