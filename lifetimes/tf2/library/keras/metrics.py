"""Metrics: numbers gathered over batches, in variables that the metric owns.

Source: `keras/src/metrics/`.
"""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any, ClassVar, Final, Self

import numpy as np

from lifetimes.ops import dtypes, plain
from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.ops.layout import arrays, broadcasting, creation
from lifetimes.ops.math import casting, reductions, searching
from lifetimes.ops.neural import losses_and_layers, measures
from lifetimes.tf2.library.keras import initializers, losses, scope
from lifetimes.tf2.library.keras.losses import alike, as_floats, same_rank
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.tracking import AutoTrackable
from lifetimes.tf2.world import WORLD


@plain(v2=("keras.Metric",))
class Metric(Declared, scope.Configured, AutoTrackable):
    """Something that is updated batch by batch, asked for its result, and reset."""

    _totals: ClassVar[tuple[str, ...]] = ()  # the variables that it has from the beginning, one number each

    def __init__(self, dtype: Any = None, name: str | None = None) -> None:
        self.name = name or scope.auto_name(type(self).__name__)
        self.dtype = dtype or "float32"
        for total in self._totals:
            setattr(self, total, self.add_variable((), "zeros", name=total))

    def add_variable(
        self, shape: Any = (), initializer: Any = "zeros", dtype: Any = None, name: str | None = None
    ) -> KerasVariable:
        """Make a variable that this metric owns."""
        with scope.inside(self.name):
            made = KerasVariable(initializers.get(initializer), tuple(shape), dtype or self.dtype, False, name)
        self._track(f"_variable_{len(self.variables)}", made)
        return made

    add_weight = add_variable

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

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.update_state(*args, **kwargs)
        return self.result()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


class Sum(Metric, takes="name='sum' dtype=None"):
    """The sum of all values."""

    _totals = ("total",)

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values, _ = _by_sample(values, sample_weight, reductions.reduce_sum, self.dtype)
        self.total.assign_add(reductions.reduce_sum(WORLD, values))

    def result(self) -> Any:
        return WORLD.convert(self.total)


class Mean(Metric, takes="name='mean' dtype=None"):
    """The mean of all values."""

    _totals = ("total", "count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values, weights = _by_sample(values, sample_weight, reductions.reduce_mean, self.dtype)
        self.total.assign_add(reductions.reduce_sum(WORLD, values))
        self.count.assign_add(reductions.reduce_sum(WORLD, weights))

    def result(self) -> Any:
        return WORLD.apply("DivNoNan", self.total, self.count)


def _by_sample(values: Any, sample_weight: Any, reduce: Callable[..., Any], dtype: Any) -> tuple[Any, Any]:
    """Return one number for each sample, its values reduced and weighted, and the weights of these."""
    values = casting.cast(WORLD, values, dtype)
    weights = None
    if sample_weight is not None:
        values, weights = same_rank(values, casting.cast(WORLD, sample_weight, dtype))
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
        super().__init__(name, dtype)
        self._self_setattr_tracking = False
        self._fn, self._options = fn, options

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        super().update_state(self._fn(y_true, y_pred, **self._options), sample_weight)


def accuracy(y_true: Any, y_pred: Any) -> Any:
    return measures.hit(WORLD, *alike(y_true, y_pred))


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Any:
    y_true, y_pred = alike(y_true, as_floats(y_pred))
    return measures.hit(WORLD, y_true, casting.cast(WORLD, y_pred > threshold, y_true.dtype))


def categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    return measures.hit(WORLD, searching.argmax(WORLD, y_true, axis=-1), searching.argmax(WORLD, y_pred, axis=-1))


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    y_true, y_pred = casting.cast(WORLD, y_true, dtypes.int64), as_floats(y_pred)
    y_true = measures.squeezed(WORLD, y_true, len(y_pred.shape) - 1, (1,))
    return measures.hit(WORLD, y_true, searching.argmax(WORLD, y_pred, axis=-1))


def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Any:
    return sparse_top_k_categorical_accuracy(searching.argmax(WORLD, as_floats(y_true), axis=-1), y_pred, k)


def sparse_top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Any:
    y_true, y_pred = casting.cast(WORLD, y_true, dtypes.int32), as_floats(y_pred)
    rows, classes = WORLD.apply("Reshape", y_pred, [-1, y_pred.shape[-1]]), WORLD.apply("Reshape", y_true, [-1])
    among = casting.cast(WORLD, losses_and_layers.in_top_k(WORLD, classes, rows, k), dtypes.float32)
    return arrays.reshape(WORLD, among, arrays.shape(WORLD, y_true))


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    return -losses.MEASURES["cosine_similarity"](y_true, y_pred, axis)


class RootMeanSquaredError(Mean, takes="name='root_mean_squared_error' dtype=None"):
    """The square root of the mean of squared errors."""

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        y_true, y_pred = alike(y_true, as_floats(y_pred))
        super().update_state(measures.squared_error(WORLD, y_true, y_pred), sample_weight)

    def result(self) -> Any:
        return WORLD.apply("Sqrt", super().result())


def _metric_class(class_name: str, fn: Callable[..., Any], label: str) -> type[Metric]:
    def start(self: Any, name: str | None = None, dtype: Any = None, **options: Any) -> None:
        MeanMetricWrapper.__init__(self, fn, name or label, dtype, **options)

    words = list(signature(fn).parameters.values())[2:]
    axis_is_told = fn.__name__.endswith("categorical_crossentropy")
    told = {one.name: one.default for one in words if one.name != "axis" or axis_is_told}
    told |= {"label_smoothing": 0} if "label_smoothing" in told else {}

    def get_config(self: Any) -> dict[str, Any]:
        return Metric.get_config(self) | told | {name: self._options[name] for name in told if name in self._options}

    space = {"__init__": start, "get_config": get_config, "__doc__": f"The mean of {fn.__name__}."}
    return type(class_name, (MeanMetricWrapper,), space)


# --- right and wrong decisions, at one threshold or several ----------------------------------------------


_NOT_AMONG: Final = -1e10  # what is said where something else is among the best


class _Counts(Metric):
    """Counts of decisions by kind, under the names of their variables: the first of all, or a share of two."""

    _counted: ClassVar[dict[str, str]] = {}
    _told: dict[str, Any]

    def __init__(
        self, thresholds: Any = None, top_k: int | None = None, class_id: int | None = None, name: str | None = None,
        dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(dtype, name)
        middle = 0.5 if top_k is None else _NOT_AMONG
        given = thresholds if isinstance(thresholds, Sequence) else (middle if thresholds is None else thresholds,)
        outside = [one for one in given if thresholds is not None and not -1e-7 <= one <= 1 + 1e-7]
        if outside:
            raise ValueError(f"Threshold values must be in [0, 1]. Received: {outside}")
        choice = {"top_k": top_k, "class_id": class_id}
        told = {"thresholds": thresholds} | (choice if len(self._counted) == 2 else {})
        vars(self).update(thresholds=list(given), _choice=choice, _told=told)
        for count in self._counted:
            setattr(self, count, self.add_variable((len(given),), "zeros", name=count))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        y_true, y_pred = as_floats(y_true), as_floats(y_pred)
        if self._choice["top_k"] is not None:
            places = losses_and_layers.top_k(WORLD, y_pred, self._choice["top_k"])[1]
            among = reductions.reduce_sum(WORLD, creation.one_hot(WORLD, places, y_pred.shape[-1]), -2)
            y_pred = y_pred * among + _NOT_AMONG * (1.0 - among)
        if self._choice["class_id"] is not None:
            y_true, y_pred = (value[..., self._choice["class_id"]] for value in (y_true, y_pred))
        so, sure = (WORLD.apply("Reshape", value, [1, -1]) for value in (y_true, y_pred))
        so = casting.cast(WORLD, so, dtypes.bool_)
        said = sure > WORLD.convert([[float(level)] for level in self.thresholds])
        share = WORLD.apply("Reshape", _spread(1.0 if sample_weight is None else sample_weight, y_pred), [1, -1])
        for count, kind in self._counted.items():
            was, called = measures.COUNTED[kind]
            found = casting.cast(WORLD, (so == was) & (said == called), "float32")
            getattr(self, count).assign_add(reductions.reduce_sum(WORLD, found * share, axis=1))

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | self._told

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
    return broadcasting.broadcast_to(WORLD, weights, shape)


_CURVE: Final = {"curve": "ROC", "summation_method": "interpolation", "multi_label": False, "num_labels": None,
                 "label_weights": None, "from_logits": False}  # fmt: skip


class AUC(_Counts):
    """The area under the curve of hits over false alarms (ROC), as trapezoids between thresholds."""

    _counted: ClassVar[dict[str, str]] = {
        kind: kind for kind in ("true_positives", "false_positives", "true_negatives", "false_negatives")
    }

    def __init__(self, num_thresholds: int = 200, name: str | None = None, dtype: Any = None) -> None:
        if num_thresholds <= 1:
            given = f"num_thresholds={num_thresholds}"
            raise ValueError(f"Argument `num_thresholds` must be an integer > 1. Received: {given}")
        super().__init__(measures.thresholds_of_curve(num_thresholds), name=name, dtype=dtype)

    def get_config(self) -> dict[str, Any]:
        return Metric.get_config(self) | {"num_thresholds": len(self.thresholds)} | _CURVE

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        return cls(**{word: value for word, value in config.items() if word not in _CURVE or value != _CURVE[word]})

    def result(self) -> Any:
        hits = self._share("true_positives", "false_negatives")
        alarms = self._share("false_positives", "true_negatives")
        return reductions.reduce_sum(WORLD, (alarms[:-1] - alarms[1:]) * (hits[:-1] + hits[1:]) / 2.0)


def _counting(name: str, what: str, *kinds: str, names: Sequence[str] = ()) -> type[_Counts]:
    return type(name, (_Counts,), {"_counted": dict(zip(names or kinds, kinds, strict=True)), "__doc__": what})


_COUNTS: Final[list[type[Metric]]] = [
    AUC,
    _counting("Precision", "Of what was said to be so, the share that is.", "true_positives", "false_positives"),
    _counting("Recall", "Of what is so, the share that was said to be.", "true_positives", "false_negatives"),
    *(_counting(losses.title(kind), f"How many {kind} there are.", kind, names=("accumulator",))
      for kind in measures.COUNTED),
]  # fmt: skip

# --- by name ---------------------------------------------------------------------------------------------


_OWN: Final = (
    binary_accuracy, categorical_accuracy, sparse_categorical_accuracy, top_k_categorical_accuracy,
    sparse_top_k_categorical_accuracy,
)  # fmt: skip
_OTHER: Final = ("huber", "log_cosh", "cosine_similarity")  # which are no metrics, or other ones than the losses
_FUNCTIONS: Final = [accuracy, *_OWN, cosine_similarity,
                     *(fn for name, fn in losses.MEASURES.items() if name not in _OTHER)]  # fmt: skip
CLASSES: Final[dict[str, type[Metric]]] = {
    kind.__name__: kind for kind in (
        Mean, MeanMetricWrapper, Metric, RootMeanSquaredError, Sum, *_COUNTS,
        *(_metric_class(losses.title(fn.__name__), fn, fn.__name__) for fn in _FUNCTIONS),
        _metric_class("LogCoshError", losses.MEASURES["log_cosh"], "logcosh"),
    )
}  # fmt: skip
PUBLISHED: Final = {name: fn for name, fn in losses.PUBLISHED.items() if name != "cosine_similarity"}
PUBLISHED.update((fn.__name__, fn) for fn in _OWN)
_SHORT: Final = losses.SHORT | {"bce": "binary_crossentropy"}
_BY_NAME: Final = {scope.snake_case(name): kind for name, kind in CLASSES.items()} | dict(CLASSES)


def get(identifier: Any, y_true: Any = None, y_pred: Any = None) -> Any:
    """Return the metric that a name, a class or a function stands for; "accuracy" looks at targets and predictions."""
    if isinstance(identifier, Metric) or identifier is None:
        return identifier
    short = None
    if y_pred is not None and isinstance(identifier, str) and identifier in _OF_CLASSES:
        return CLASSES[_kind_of_classes(y_true, y_pred) + _OF_CLASSES[identifier]](name=identifier)
    if isinstance(identifier, str) and identifier.lower() in _SHORT:
        identifier, short = losses.title(_SHORT[identifier.lower()]), identifier
    found = scope.choose(_BY_NAME, identifier, "metric")
    if isinstance(found, Metric):
        found.name = short or found.name
        return found
    made = MeanMetricWrapper(found)  # of a name that Keras counts, too
    made.name = scope.snake_case(getattr(found, "__name__", type(found).__name__))
    return made


_OF_CLASSES: Final = {"accuracy": "Accuracy", "acc": "Accuracy", "crossentropy": "Crossentropy", "ce": "Crossentropy"}


def _kind_of_classes(y_true: Any, y_pred: Any) -> str:
    """Return how classes are told: as truths, one row for each, or by number."""
    if y_pred.shape[-1] == 1:
        return "Binary"
    by_class = len(y_true.shape) == len(y_pred.shape) and y_true.shape[-1] != 1
    return "Categorical" if by_class else "SparseCategorical"


scope.published("metrics", {**CLASSES, **PUBLISHED, "get": get})
