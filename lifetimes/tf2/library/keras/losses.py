"""Losses: how far predictions are from targets, per example, and reduced to one number."""

import inspect
import math
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Final

from lifetimes import nest
from lifetimes.ops import dtypes, plain
from lifetimes.ops.layout import arrays, choosing
from lifetimes.ops.linalg.norms import clip_by_value
from lifetimes.ops.math import casting, reductions
from lifetimes.ops.neural import cross_entropy, measures
from lifetimes.ops.neural.normalization import l2_normalize
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD

_EPSILON: Final = 1e-7


def as_floats(value: Any) -> Any:
    """Return the value as a tensor of float32, unless it is of another float already."""
    tensor = WORLD.convert(value)
    return tensor if tensor.dtype.is_floating else casting.cast(WORLD, tensor, dtypes.float32)


def alike(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Return both as tensors of the predictions' dtype and of one rank: a last dimension of 1 comes or goes."""
    y_pred = WORLD.convert(y_pred)
    y_true = casting.cast(WORLD, y_true, y_pred.dtype)
    return same_rank(y_true, y_pred)


def same_rank(x: Any, y: Any) -> tuple[Any, Any]:
    """Return both with one rank: what stands beside a column becomes one, else a last dimension of 1 goes."""
    ranks = len(x.shape), len(y.shape)
    if ranks == (2, 1) and x.shape[-1] == 1:
        return x, arrays.expand_dims(WORLD, y, -1)
    if ranks == (1, 2) and y.shape[-1] == 1:
        return arrays.expand_dims(WORLD, x, -1), y
    return measures.same_rank(WORLD, x, y, (1,))


_sum, _log = partial(reductions.reduce_sum, WORLD, axis=-1), partial(WORLD.apply, "Log")


def _mean(x: Any) -> Any:
    return reductions.reduce_mean(WORLD, as_floats(x), axis=-1)


def _at_least(x: Any) -> Any:
    return WORLD.apply("Maximum", casting.cast(WORLD, _EPSILON, x.dtype), x)  # of integers 0


def _above_zero(x: Any) -> Any:
    return WORLD.apply("Maximum", x, 0.0)  # in this order: what is zero lets gradients through


def _clip(x: Any, high: float = 1.0 - _EPSILON) -> Any:
    return clip_by_value(WORLD, x, _EPSILON, high)


# --- per example -----------------------------------------------------------------------------------------

MEASURES: Final[dict[str, Callable[..., Any]]] = {}


def _measure(function: Callable[..., Any], name: str = "") -> Callable[..., Any]:
    """Enter a loss per example under its name; it is given targets and predictions as they fit together."""

    @wraps(function)
    def measure(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*alike(y_true, y_pred), *args, **kwargs)

    measure.__name__ = measure.__qualname__ = name or function.__name__
    MEASURES[measure.__name__] = measure
    return measure


def _margin(y_true: Any, y_pred: Any) -> Any:
    """Return by how much predictions miss a distance of 1 on the side of their targets: -1 and 1, or 0 and 1."""
    binary = reductions.reduce_all(WORLD, WORLD.apply("LogicalOr", y_true == 0.0, y_true == 1.0))
    return _above_zero(1.0 - choosing.where_v2(WORLD, binary, 2.0 * y_true - 1.0, y_true) * y_pred)


for _name, _formula in (
    ("mean_squared_error", lambda y_true, y_pred: _mean(measures.squared_error(WORLD, y_true, y_pred))),
    ("mean_absolute_error", lambda y_true, y_pred: _mean(measures.absolute_error(WORLD, y_true, y_pred))),
    ("mean_absolute_percentage_error",
     lambda y_true, y_pred: 100.0 * _mean(abs((y_true - y_pred) / _at_least(abs(y_true))))),
    ("mean_squared_logarithmic_error",
     lambda y_true, y_pred: _mean(measures.squared_error(WORLD, *(_log(_at_least(as_floats(y)) + 1.0)
                                                                  for y in (y_true, y_pred))))),
    ("poisson", lambda y_true, y_pred: _mean(y_pred - y_true * _log(as_floats(y_pred) + _EPSILON))),
    ("kl_divergence", lambda y_true, y_pred: _sum(_clip(y_true, 1.0) * _log(_clip(y_true, 1.0) / _clip(y_pred, 1.0)))),
    ("log_cosh",
     lambda y_true, y_pred: _mean((x := y_pred - y_true) + WORLD.apply("Softplus", x * -2.0) - math.log(2.0))),
    ("hinge", lambda y_true, y_pred: _mean(_margin(y_true, y_pred))),
    ("squared_hinge", lambda y_true, y_pred: _mean(WORLD.apply("Square", _margin(y_true, y_pred)))),
    ("categorical_hinge",
     lambda y_true, y_pred: _above_zero(reductions.reduce_max(WORLD, (1.0 - y_true) * y_pred, -1)
                                        - _sum(y_true * y_pred) + 1.0)),
):  # fmt: skip
    _measure(_formula, _name)


@_measure
def binary_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    y_true = y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing if label_smoothing else y_true
    if from_logits:
        losses = cross_entropy.sigmoid_cross_entropy_with_logits(WORLD, labels=y_true, logits=y_pred)
        return reductions.reduce_mean(WORLD, losses, axis)
    y_pred = _clip(y_pred)
    return reductions.reduce_mean(WORLD, -(y_true * _log(y_pred) + (1.0 - y_true) * _log(1.0 - y_pred)), axis)


@_measure
def categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    y_true = y_true * (1.0 - label_smoothing) + label_smoothing / y_true.shape[axis] if label_smoothing else y_true
    if from_logits:
        return cross_entropy.softmax_cross_entropy_with_logits(WORLD, labels=y_true, logits=y_pred, axis=axis)
    y_pred = y_pred / reductions.reduce_sum(WORLD, y_pred, axis, keepdims=True)
    return -reductions.reduce_sum(WORLD, y_true * _log(_clip(y_pred)), axis)


def sparse_categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, ignore_class: int | None = None, axis: int = -1
) -> Any:
    y_pred = WORLD.convert(y_pred)
    y_true = measures.squeezed(WORLD, casting.cast(WORLD, y_true, dtypes.int64), len(y_pred.shape) - 1, (1,))
    logits = y_pred if from_logits else _log(_clip(y_pred))
    kept = None if ignore_class is None else y_true != ignore_class
    if kept is not None:
        y_true = y_true * casting.cast(WORLD, kept, y_true.dtype)
    losses = cross_entropy.sparse_softmax_cross_entropy_with_logits(WORLD, labels=y_true, logits=logits)
    return losses if kept is None else choosing.where_v2(WORLD, kept, losses, 0.0)


MEASURES["sparse_categorical_crossentropy"] = sparse_categorical_crossentropy


@_measure
def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    unit = partial(l2_normalize, WORLD, axis=axis, epsilon=_EPSILON**2)
    return -reductions.reduce_sum(WORLD, unit(y_true) * unit(y_pred), axis)


@_measure
def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Any:
    error = measures.absolute_error(WORLD, y_true, y_pred)
    half, delta = (casting.cast(WORLD, number, error.dtype) for number in (0.5, delta))  # of integers 0
    return _mean(choosing.where_v2(WORLD, error <= delta, half * error * error, delta * error - half * delta * delta))


# --- as one number ---------------------------------------------------------------------------------------


_REDUCTIONS: Final = (None, "none", "sum", "mean", "sum_over_batch_size", "mean_with_sample_weight")


@plain(v2=("keras.Loss",))
class Loss(scope.Configured):
    """A loss with its way to one number: the mean over the batch, the sum, or none."""

    def __init__(
        self, name: str | None = None, reduction: str | None = "sum_over_batch_size", dtype: Any = None
    ) -> None:
        if reduction not in _REDUCTIONS:
            raise ValueError("Invalid value for argument `reduction`. Expected one of "
                             f"{set(_REDUCTIONS)}. Received: reduction={reduction}")  # fmt: skip
        self.name, self.reduction = name or scope.auto_name(type(self).__name__), reduction
        self.dtype = dtype or "float32"

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make another loss like this one, as far as Keras tells them."""
        return {"name": self.name, "reduction": self.reduction}

    def call(self, y_true: Any, y_pred: Any) -> Any:
        raise NotImplementedError

    def _kept(self, y_true: Any, losses: Any) -> Any:
        """Return how much each example counts beside its weight; None for all alike."""

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        _check_alike(y_true, y_pred)
        given = nest.map_structure(lambda value: casting.cast(WORLD, value, self.dtype), [y_true, y_pred])
        losses = WORLD.convert(self.call(*given))
        kept = self._kept(given[0], losses)
        if kept is not None:
            sample_weight = kept if sample_weight is None else kept * casting.cast(WORLD, sample_weight, losses.dtype)
        if sample_weight is not None:
            losses, weight = same_rank(losses, casting.cast(WORLD, sample_weight, losses.dtype))
            losses = losses * weight
        if self.reduction in (None, "none"):
            return losses
        if self.reduction == "mean_with_sample_weight" and sample_weight is not None:
            total, whole = reductions.reduce_sum(WORLD, losses), reductions.reduce_sum(WORLD, weight)
            return WORLD.apply("DivNoNan", total, whole)
        return (reductions.reduce_sum if self.reduction == "sum" else reductions.reduce_mean)(WORLD, losses)


class LossFunctionWrapper(Loss):
    """A function of targets and predictions as a loss."""

    def __init__(
        self, fn: Callable[..., Any], reduction: Any = "sum_over_batch_size", name: Any = None, dtype: Any = None,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(name or getattr(fn, "__name__", None), reduction, dtype)
        self.fn, self._fn_kwargs = fn, options

    def get_config(self) -> dict[str, Any]:
        told = [word for word in self._fn_kwargs if word != "axis" or "label_smoothing" in self._fn_kwargs]
        return super().get_config() | {word: self._fn_kwargs[word] for word in told if "from_logits" in told}

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return self.fn(y_true, y_pred, **self._fn_kwargs)

    def _kept(self, y_true: Any, losses: Any) -> Any:
        ignored = self._fn_kwargs.get("ignore_class")
        if ignored is None:
            return None
        kept = casting.cast(WORLD, WORLD.convert(y_true) != ignored, losses.dtype)
        means = self.reduction in ("mean", "sum_over_batch_size")
        return WORLD.apply("DivNoNan", kept, reductions.reduce_mean(WORLD, kept)) if means else kept

    def __repr__(self) -> str:
        return f"<LossFunctionWrapper({self.fn}, kwargs={self._fn_kwargs})>"


def as_object(loss: Any) -> Loss:
    """Return a loss, or what makes one of a function."""
    return loss if isinstance(loss, Loss) else LossFunctionWrapper(loss)


def _check_alike(y_true: Any, y_pred: Any) -> None:
    """Raise ValueError for a list beside what is none: Keras takes each number of a list for a tensor of its own."""
    lists = list, tuple
    if isinstance(y_true, lists):
        if type(y_pred) is not type(y_true):
            given = nest.map_structure(as_floats, y_pred)
            raise ValueError(f"Expected an instance of {type(y_true).__name__}, got {given!r}.")
        for pair in zip(y_true, y_pred, strict=False):
            _check_alike(*pair)
    elif isinstance(y_pred, lists):
        raise ValueError("Structures don't have the same nested structure.")


_LABELS: Final = {"huber": "huber_loss"}


def _loss_class(name: str, measure: Callable[..., Any]) -> type[Loss]:
    """Return the Loss that computes `measure`; the function's own options become options of the class."""
    label = _LABELS.get(measure.__name__, measure.__name__)
    words = {word.name: word.default for word in list(inspect.signature(measure).parameters.values())[2:]}

    def start(self: Any, *options: Any, reduction: Any = "sum_over_batch_size", name: Any = None, **more: Any) -> None:
        options_of_it = words | dict(zip(words, options, strict=False)) | more
        LossFunctionWrapper.__init__(self, measure, reduction, name or label, **options_of_it)
        vars(self).update({word: self._fn_kwargs[word] for word in words if "from_logits" in words})

    return type(name, (LossFunctionWrapper,), {"__init__": start, "__doc__": f"{name}, as an object."})


def title(name: str) -> str:
    """Return what the class is called that stands for a function of that name."""
    return "KLDivergence" if name == "kl_divergence" else name.title().replace("_", "")


CLASSES: Final[dict[str, type[Loss]]] = {title(name): _loss_class(title(name), f) for name, f in MEASURES.items()}
SHORT: Final = {
    "mse": "mean_squared_error", "mae": "mean_absolute_error", "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error", "kld": "kl_divergence",
}  # fmt: skip
_SHORT: Final = {written: MEASURES[name] for short, name in SHORT.items() for written in (short, short.upper())}
PUBLISHED: Final = {
    **{name: f for name, f in MEASURES.items() if not name.startswith(("mean_", "kl_", "log_"))},
    **_SHORT, "logcosh": MEASURES["log_cosh"], "kullback_leibler_divergence": MEASURES["kl_divergence"],
}  # fmt: skip
_BY_NAME: Final = MEASURES | CLASSES | _SHORT | dict.fromkeys(("bce", "BCE"), MEASURES["binary_crossentropy"])
get = scope.chooser(_BY_NAME, "loss")
scope.published("losses", {**CLASSES, **PUBLISHED, "Loss": Loss, "get": get})
