"""`tf.losses`: each loss is weighted, averaged and left in the LOSSES collection, where `get_total_loss` finds it.

The collection is the only link: a loss whose handle is lost is still part of the total. Source:
`tensorflow/python/ops/losses/losses_impl.py` and `util.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from inspect import signature
from typing import Any, ClassVar, Final

import numpy as np

from lifetimes.graph.control.control_flow import cond_v1
from lifetimes.graph.control.ordering import after
from lifetimes.ops import dtypes, is_full, public
from lifetimes.ops.debugging.checks import Assert
from lifetimes.ops.debugging.wrappers import taking
from lifetimes.ops.layout.arrays import rank, shape, size
from lifetimes.ops.layout.creation import ones_like, zeros_like
from lifetimes.ops.math.casting import cast, identity, stop_gradient
from lifetimes.ops.math.reductions import add_n, reduce_all, reduce_sum
from lifetimes.ops.neural import cross_entropy
from lifetimes.ops.neural.measures import absolute_error, laid_together, squared_error, weights_laid_on
from lifetimes.tf1.graph_collections import GraphKeys


@public(v1=("losses.Reduction",))
class Reduction:
    """How the losses of the elements become one."""

    NONE: ClassVar[str] = "none"
    SUM: ClassVar[str] = "weighted_sum"
    SUM_OVER_BATCH_SIZE: ClassVar[str] = "weighted_sum_over_batch_size"
    MEAN: ClassVar[str] = "weighted_mean"
    SUM_OVER_NONZERO_WEIGHTS: ClassVar[str] = "weighted_sum_by_nonzero_weights"
    SUM_BY_NONZERO_WEIGHTS: ClassVar[str] = SUM_OVER_NONZERO_WEIGHTS

    @classmethod
    def all(cls) -> tuple[str, ...]:
        """Return every way to reduce."""
        by_nonzero = cls.SUM_OVER_NONZERO_WEIGHTS, cls.SUM_BY_NONZERO_WEIGHTS
        return cls.NONE, cls.SUM, cls.MEAN, cls.SUM_OVER_BATCH_SIZE, *by_nonzero

    @classmethod
    def validate(cls, key: str) -> None:
        """Raise ValueError where the key is not one of them."""
        if key not in cls.all():
            raise ValueError(f"Invalid Reduction Key {key}. Key should be one of {cls.all()}.")


_BY_NONZERO: Final = Reduction.SUM_BY_NONZERO_WEIGHTS


# --- the collection --------------------------------------------------------------------------------------


@public(v1=("losses.add_loss",))
def add_loss(world: Any, loss: Any, loss_collection: Any = GraphKeys.LOSSES) -> None:
    """Leave a loss in the collection, from which `get_total_loss` adds it up."""
    if loss_collection and not world.is_eager():
        world.current_graph().add_to_collection(loss_collection, loss)


@public(v1=("losses.get_losses",))
def get_losses(world: Any, scope: str | None = None, loss_collection: Any = GraphKeys.LOSSES) -> list[Any]:
    """Return the losses in the collection."""
    return world.current_graph().get_collection(loss_collection, scope)  # type: ignore[no-any-return]


@public(v1=("losses.get_regularization_losses",))
def get_regularization_losses(world: Any, scope: str | None = None) -> list[Any]:
    """Return what the regularizers of variables left in their collection."""
    return list(get_losses(world, scope, GraphKeys.REGULARIZATION_LOSSES))


@public(v1=("losses.get_regularization_loss",))
def get_regularization_loss(world: Any, scope: str | None = None, name: str = "total_regularization_loss") -> Any:
    """Return the sum of the regularization losses; 0 where there are none."""
    losses = get_regularization_losses(world, scope)
    return add_n(world, losses, name) if losses else world.constant(0.0)


@public(v1=("losses.get_total_loss",))
def get_total_loss(
    world: Any, add_regularization_losses: bool = True, name: str = "total_loss", scope: str | None = None
) -> Any:
    """Return the sum of all losses in the collection, and of the regularization losses unless told otherwise."""
    losses = get_losses(world, scope)
    if add_regularization_losses:
        losses += get_regularization_losses(world, scope)
    return add_n(world, losses, name)


# --- weighting -------------------------------------------------------------------------------------------


@public(v1=("losses.compute_weighted_loss",))
def compute_weighted_loss(
    world: Any, losses: Any, weights: Any = 1.0, scope: str | None = None, loss_collection: Any = GraphKeys.LOSSES,
    reduction: str = _BY_NONZERO,
) -> Any:  # fmt: skip
    """Return the losses times their weights, reduced, and leave the result in the collection."""
    Reduction.validate(reduction)
    with world.name_scope(scope, "weighted_loss", [losses, weights]):
        with after(world, _checks(world, weights, losses)):
            losses = world.convert(losses)
            kind = losses.dtype.base_dtype
            losses = cast(world, losses, dtypes.float32)
            weights = cast(world, weights, dtypes.float32)
            loss = world.apply("Mul", losses, weights)
        if reduction != Reduction.NONE:
            loss = _reduced(world, reduce_sum(world, loss), losses, weights, reduction)
        loss = cast(world, loss, kind)
        add_loss(world, loss, loss_collection)
        return loss


def _reduced(world: Any, total: Any, losses: Any, weights: Any, reduction: str) -> Any:
    if reduction == Reduction.SUM:
        return total
    if reduction == Reduction.MEAN:
        count = reduce_sum(world, ones_like(world, losses) * weights)
    elif reduction == Reduction.SUM_OVER_BATCH_SIZE:
        count = cast(world, size(world, losses, name="num_elements"), dtypes.float32)
    else:
        count = _present(world, losses, weights)
    return world.apply("DivNoNan", reduce_sum(world, total), count, name="value")


def _present(world: Any, losses: Any, weights: Any, axes: Any = None) -> Any:
    """Return how many of the losses have a weight, along the axes or in all."""
    with world.name_scope(None, "num_present", [losses, weights]) as scope:
        none = world.apply("Equal", weights, 0.0)
        present = world.apply("Select", none, zeros_like(world, weights), ones_like(world, weights))
        return reduce_sum(world, broadcast_weights(world, present, losses), axes, axes is not None, name=scope)


def broadcast_weights(world: Any, weights: Any, values: Any) -> Any:
    """Return weights in the shape of the values. ValueError where they do not fit."""
    with world.name_scope(None, "broadcast_weights", [weights, values]) as scope:
        if is_full(values.static_shape) and weights.static_shape == values.static_shape:
            return weights
        with after(world, _checks(world, weights, values)):
            return world.apply("Mul", weights, ones_like(world, values), name=scope)


def _checks(world: Any, weights: Any, values: Any) -> list[Any]:
    """Return what is to wait for: the check that weights fit the values, or an operation where that is known.

    ValueError for weights that are neither a scalar nor of the rank of the values, with sizes that fit.
    """
    with world.name_scope(None, "assert_broadcastable", [weights, values]) as scope:
        first, second = _measured(world, weights, "weights"), _measured(world, values, "values")
        weights, values = first[0], second[0]
        given, wanted = weights.static_shape, values.static_shape
        known = given is not None and wanted is not None
        misfit = _misfit(world, given, wanted) if known and given else ""
        if misfit:
            raise ValueError(f"weights can not be broadcast to values. {misfit}. Received weights={weights}, "
                             f"values={values}")  # fmt: skip
        if world.is_eager():
            return []
        if given != () and (not known or None in (*given, *wanted)):
            return [_checked_late(world, first, second, scope)]
        return [world.node("NoOp", (), {}, f"static_{'dims' if given else 'scalar'}_check_success")]


def _checked_late(world: Any, weights: tuple[Any, Any, Any], values: tuple[Any, Any, Any], name: str) -> Any:
    """Return the assertion that weights fit the values, of which only a run tells the shapes."""
    (weighted, have, axes), (valued, want, wanted) = weights, values
    scalar = world.apply("Equal", 0, axes, name="is_scalar")

    def fits() -> Any:
        same, one = world.apply("Equal", have, want), world.apply("Equal", have, 1)
        return reduce_all(world, world.apply("LogicalOr", same, one))

    def sized() -> Any:
        alike = world.apply("Equal", wanted, axes)
        return cond_v1(world, alike, fits, lambda: identity(world, alike))

    words = ["weights can not be broadcast to values.", "weights.shape=", weighted.name, have]
    words += ["values.shape=", valued.name, want, "is_scalar=", scalar]
    valid = cond_v1(world, scalar, lambda: identity(world, scalar), sized, name="is_valid_shape")
    return Assert(world, valid, words, name=name)


def _misfit(world: Any, weights: Sequence[int | None], values: Sequence[int | None]) -> str:
    """Return in which way the shape of weights does not fit that of values; nothing where it does."""
    if len(weights) != len(values):
        ranks = f"values.rank={len(values)}. weights.rank={len(weights)}"
        return f"{ranks}. values.shape={world.shape_class(values)}. weights.shape={world.shape_class(weights)}"
    for axis, (have, want) in enumerate(zip(weights, values, strict=True)):
        if have not in (None, 1, want) and want is not None:
            return f"Mismatch at dim {axis}. values.shape={np.array(values)}, weights.shape={np.array(weights)}"
    return ""


def _measured(world: Any, value: Any, name: str) -> tuple[Any, Any, Any]:
    """Return a value as a tensor, its shape and its rank, which are in a scope of that name."""
    with world.name_scope(None, name, [value]) as scope:
        value = world.convert(value, name=scope)
        return value, shape(world, value, name="shape"), rank(world, value, name="rank")


# --- losses of predictions -------------------------------------------------------------------------------


def _check_given(given: dict[str, Any]) -> None:
    for name, value in given.items():
        if value is None:
            raise ValueError(f"Argument `{name}` must not be None.")


@contextmanager
def _paired(world: Any, scope: str | None, default: str, **given: Any) -> Iterator[tuple[str, Any, Any]]:
    """Enter the scope of a loss with its two arguments as float32 tensors of compatible shapes."""
    _check_given(given)
    labels, predictions = given.values()
    with world.name_scope(scope, default, [predictions, labels]) as full:
        predictions, labels = (cast(world, one, dtypes.float32) for one in (predictions, labels))
        shape = world.shape_class(predictions.static_shape)
        shape.assert_is_compatible_with(world.shape_class(labels.static_shape))
        yield full, labels, predictions


@contextmanager
def _scoped(world: Any, scope: str | None, default: str, **given: Any) -> Iterator[tuple[str, Any, Any]]:
    """Enter the scope of a loss with its two arguments as they are."""
    _check_given(given)
    with world.name_scope(scope, default, [*given.values()][::-1]) as full:
        yield full, *given.values()


def _loss(default: str, entered: Callable[..., Any] = _paired) -> Callable[[Callable[..., Any]], Any]:
    """Publish a loss for each element as one that takes what `compute_weighted_loss` takes too, and returns that."""
    weights, *ends = list(signature(compute_weighted_loss).parameters.values())[2:]

    def publish(rule: Callable[..., Any]) -> Any:
        first, second, *own = list(signature(rule).parameters.values())[1:]

        def call(world: Any, weights: Any, scope: Any, loss_collection: Any, reduction: Any, **given: Any) -> Any:
            pair = {one.name: given.pop(one.name) for one in (first, second)}
            with entered(world, scope, default, **pair) as (full, y, p):
                losses = rule(world, y, p, **given)
                return compute_weighted_loss(world, losses, weights, full, loss_collection, reduction)

        call.__doc__ = rule.__doc__
        function = taking(rule.__name__, [first, second, weights, *own, *ends], call)
        return public(v1=(f"losses.{rule.__name__}",))(function)

    return publish


@_loss("absolute_difference")
def absolute_difference(world: Any, labels: Any, predictions: Any) -> Any:
    """Return the absolute differences, weighted and reduced."""
    return absolute_error(world, labels, predictions)


@_loss("mean_squared_error")
def mean_squared_error(world: Any, labels: Any, predictions: Any) -> Any:
    """Return the squared differences, weighted and reduced."""
    return squared_error(world, labels, predictions)


@_loss("log_loss")
def log_loss(world: Any, labels: Any, predictions: Any, epsilon: float = 1e-7) -> Any:
    """Return the log loss of probabilities; `epsilon` keeps the logarithms finite."""
    misses = (1 - labels) * world.apply("Log", 1 - predictions + epsilon)
    return -labels * world.apply("Log", predictions + epsilon) - misses


@_loss("huber_loss")
def huber_loss(world: Any, labels: Any, predictions: Any, delta: float = 1.0) -> Any:
    """Return a loss that is quadratic up to `delta` and linear beyond."""
    error = absolute_error(world, labels, predictions)
    quadratic = world.apply("Minimum", error, delta)
    linear, half = world.apply("Sub", error, quadratic), world.constant(0.5, quadratic.dtype)
    squares = world.apply("Mul", half, world.apply("Mul", quadratic, quadratic))
    return world.apply("AddV2", squares, world.apply("Mul", delta, linear), name="Add")


@_loss("hinge_loss")
def hinge_loss(world: Any, labels: Any, logits: Any) -> Any:
    """Return the hinge loss; labels are 0 or 1."""
    ones = world.apply("OnesLike", labels)
    return world.apply("Relu", ones - (2 * labels - ones) * logits)


@public(v1=("losses.cosine_distance",))
def cosine_distance(
    world: Any, labels: Any, predictions: Any, axis: int | None = None, weights: Any = 1.0, scope: str | None = None,
    loss_collection: Any = GraphKeys.LOSSES, reduction: str = _BY_NONZERO, dim: int | None = None,
) -> Any:  # fmt: skip
    """Return one less the product of labels and predictions, both of unit length along the axis."""
    axis = dim if axis is None else axis
    if axis is None:
        raise ValueError("You must specify argument `axis`.")
    with _paired(world, scope, "cosine_distance_loss", labels=labels, predictions=predictions) as (full, y, p):
        losses = 1 - reduce_sum(world, p * y, axis=(axis,), keepdims=True)
        return compute_weighted_loss(world, losses, weights, full, loss_collection, reduction)


@public(v1=("losses.mean_pairwise_squared_error",))
def mean_pairwise_squared_error(
    world: Any, labels: Any, predictions: Any, weights: Any = 1.0, scope: str | None = None,
    loss_collection: Any = GraphKeys.LOSSES,
) -> Any:  # fmt: skip
    """Return how much differences between the elements of a row differ from those of the labels."""
    default = "mean_pairwise_squared_error"
    with _paired(world, scope, default, labels=labels, predictions=predictions) as (_, y, p):
        differences = p - y
        axes = world.apply("Range", 1, rank(world, differences), 1)
        weights = cast(world, weights, dtypes.float32)
        count = _present(world, differences, weights, axes)
        squares = reduce_sum(world, world.apply("Square", differences), axes, keepdims=True)
        sums = reduce_sum(world, differences, axes, keepdims=True)
        each = 2.0 * world.apply("DivNoNan", squares, count - 1.0, name="value")
        common = 2.0 * world.apply("DivNoNan", sums * sums, count * (count - 1.0), name="value")
        loss = reduce_sum(world, (each - common) * weights, name="value")
        add_loss(world, loss, loss_collection)
        return loss


# --- losses of logits ------------------------------------------------------------------------------------


def _alike(world: Any, labels: Any, logits: Any) -> tuple[Any, Any]:
    """Return both as tensors of the dtype of the logits. ValueError where their shapes differ."""
    logits = world.convert(logits)
    labels = cast(world, labels, logits.dtype.base_dtype)
    world.shape_class(logits.static_shape).assert_is_compatible_with(world.shape_class(labels.static_shape))
    return labels, logits


@_loss("sigmoid_cross_entropy_loss", _scoped)
def sigmoid_cross_entropy(world: Any, multi_class_labels: Any, logits: Any, label_smoothing: Any = 0) -> Any:
    """Return the logistic loss; smoothing moves the labels towards one half."""
    labels, logits = _alike(world, multi_class_labels, logits)
    if label_smoothing > 0:
        labels = labels * (1 - label_smoothing) + 0.5 * label_smoothing
    return cross_entropy.sigmoid_cross_entropy_with_logits(world, labels, logits, name="xentropy")


@_loss("softmax_cross_entropy_loss", _scoped)
def softmax_cross_entropy(world: Any, onehot_labels: Any, logits: Any, label_smoothing: Any = 0) -> Any:
    """Return the cross entropy of the softmax; smoothing shares a part of each label among all classes."""
    labels, logits = _alike(world, onehot_labels, logits)
    if label_smoothing > 0:
        labels = labels * (1.0 - label_smoothing) + label_smoothing / labels.static_shape[-1]
    labels = stop_gradient(world, labels, name="labels_stop_gradient")
    return cross_entropy.softmax_cross_entropy_with_logits(world, labels, logits, name="xentropy")


@public(v1=("losses.sparse_softmax_cross_entropy",))
def sparse_softmax_cross_entropy(
    world: Any, labels: Any, logits: Any, weights: Any = 1.0, scope: str | None = None,
    loss_collection: Any = GraphKeys.LOSSES, reduction: str = _BY_NONZERO,
) -> Any:  # fmt: skip
    """Return the cross entropy of the softmax, where a label is the number of its class."""
    with world.name_scope(scope, "sparse_softmax_cross_entropy_loss", [labels, logits, weights]) as full:
        labels, logits = world.convert(labels, name="labels"), world.convert(logits, name="logits")
        labels, logits = laid_together(world, labels, logits, 1)
        weights = weights_laid_on(world, world.convert(weights), labels)
        losses = cross_entropy.sparse_softmax_cross_entropy_with_logits(world, labels, logits, name="xentropy")
        return compute_weighted_loss(world, losses, weights, full, loss_collection, reduction)
