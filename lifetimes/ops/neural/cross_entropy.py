"""Losses of classifiers, on logits: fused ops that compute a loss together with its gradient, and logistic losses."""

from math import prod
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.library import load
from lifetimes.ops import Array, Shape, World, brackets, broadcast, compatible, is_full, show
from lifetimes.ops.debugging.wrappers import dtype_among
from lifetimes.ops.layout.arrays import rank
from lifetimes.ops.layout.arrays import shape as shape_tensor
from lifetimes.ops.layout.creation import zeros_like
from lifetimes.ops.layout.shape_rules import shaped
from lifetimes.ops.math.casting import cast
from lifetimes.ops.neural.activations import log_softmax_kernel
from lifetimes.ops.registry import REALS, op, public

# --- the fused ops: output 0 is the loss of each row, output 1 its gradient by the logits -----------------


def _rows_and_all(shape: Shape) -> list[Shape]:
    return [shape and shape[:-1], shape]


def _softmax_loss(features: Array, labels: Array) -> tuple[Array, Array]:
    log_p = log_softmax_kernel(features)
    return -np.sum(labels * log_p, axis=-1), np.exp(log_p) - labels


def _sparse_softmax_loss(features: Array, labels: Array) -> tuple[Array, Array]:
    classes = features.shape[-1]
    if labels.shape != features.shape[:-1]:
        shapes = f"logits shape {brackets(features.shape)} and labels shape {brackets(labels.shape)}"
        raise refuse(f"logits and labels must have the same first dimension, got {shapes}")
    outside = (labels < 0) | (labels >= classes)
    if outside.any():
        first = labels[outside].flat[0]
        raise refuse(f"Received a label value of {first} which is outside the valid range of [0, {classes}).  Label "
                     f"values: {' '.join(map(str, labels.flat))}")  # fmt: skip
    log_p = log_softmax_kernel(features)
    backprop = np.exp(log_p)
    rows, at = (labels.size, classes), (np.arange(labels.size), labels.reshape(-1))
    backprop.reshape(rows)[at] -= 1
    return -log_p.reshape(rows)[at].reshape(labels.shape), backprop


def _by_logits(world: World, node: Any, d_loss: Any, d_backprop: Any) -> Any:
    """Return the gradient by the logits; that of the gradient itself too, where somebody differentiates twice."""
    total = None if d_loss is None else world.apply("ExpandDims", d_loss, -1) * node.outputs[1]
    if d_backprop is None or (total is not None and not world.is_eager() and d_backprop.op.type == "ZerosLike"):
        return total
    p = world.apply("Softmax", node.inputs[0], axis=-1)
    curved = (d_backprop - world.apply("Sum", d_backprop * p, [-1], keep_dims=True)) * p
    return curved if total is None else total + curved


def _softmax_loss_gradient(world: World, node: Any, d_loss: Any, d_backprop: Any) -> Any:
    by_logits, by_labels = _by_logits(world, node, d_loss, d_backprop), None
    if d_loss is not None:
        below = -world.apply("LogSoftmax", node.inputs[0], axis=-1)
        by_labels = world.apply("ExpandDims", d_loss, -1) * below
    return by_logits, by_labels


op("SoftmaxCrossEntropyWithLogits", "features:T labels:T", _softmax_loss,
   shaped("shape? shape?", lambda logits, labels: _rows_and_all(broadcast(logits, labels))),
   _softmax_loss_gradient, allow=REALS, outputs=2, explain=lambda features, labels: "logits and labels must be "
   f"broadcastable: logits_size={brackets(features.shape)} labels_size={brackets(labels.shape)}")  # fmt: skip
op("SparseSoftmaxCrossEntropyWithLogits", "features:T labels", _sparse_softmax_loss,
   shaped("shape?", _rows_and_all), lambda w, n, *dys: (_by_logits(w, n, *dys), None),
   allow=REALS, outputs=2)  # fmt: skip


# --- what programs call ----------------------------------------------------------------------------------


def _both_given(function: str, labels: Any, logits: Any) -> None:
    if labels is None or logits is None:
        received = f"Received: labels={labels} and logits={logits}"
        raise ValueError(f"Both `labels` and `logits` must be provided for {function}{received}")


@public(v1=("nn.softmax_cross_entropy_with_logits_v2",), v2=("nn.softmax_cross_entropy_with_logits",))
def softmax_cross_entropy_with_logits(
    world: World, labels: Any, logits: Any, axis: int | None = -1, name: str | None = None
) -> Any:
    """Return the cross entropy of each row: labels are probabilities in the shape of the logits.

    Gradients flow to both. The last axis holds the classes unless `axis` says otherwise.
    """
    with world.name_scope(name, "softmax_cross_entropy_with_logits", [logits, labels]) as scope:
        logits = world.convert(logits, name="logits")
        labels = cast(world, world.convert(labels, name="labels"), logits.dtype.base_dtype)
        axis = -1 if axis is None else axis
        logits, labels = _classes_last(world, logits, axis), _classes_last(world, labels, axis)
        if world.is_eager():
            return world.apply("SoftmaxCrossEntropyWithLogits", logits, labels, name=scope)[0]
        axes, whole = rank(world, logits), shape_tensor(world, logits)
        rows = [_rows(world, value) for value in (logits, labels)]
        loss = world.apply("SoftmaxCrossEntropyWithLogits", *rows, name=scope)[0]
        loss = world.apply("Reshape", loss, world.apply("Slice", whole, [0], [world.apply("Sub", axes, 1)]))
        loss.set_shape(None if logits.static_shape is None else logits.static_shape[:-1])
        return loss


def _classes_last(world: World, value: Any, axis: int) -> Any:
    rank = len(value.static_shape or ())
    if axis == -1 or value.static_shape is None or axis == rank - 1:
        return value
    return world.apply("Transpose", value, [i for i in range(rank) if i != axis % rank] + [axis % rank])


def _rows(world: World, value: Any) -> Any:
    """Return a tensor with all its axes but the last as one."""
    axes = rank(world, value)
    last = world.apply("Slice", shape_tensor(world, value), [world.apply("Sub", axes, 1)], [1])
    flat, known = world.apply("Reshape", value, world.apply("ConcatV2", [-1], last, 0)), value.static_shape
    if known and None not in known[:-1]:
        flat.set_shape((prod(known[:-1]), known[-1]))
    return flat


@public(v1=("nn.softmax_cross_entropy_with_logits",))
def softmax_cross_entropy_with_logits_v1(
    world: World, labels: Any = None, logits: Any = None, dim: int = -1, name: str | None = None,
    axis: int | None = None,
) -> Any:  # fmt: skip
    """Return the cross entropy of each row. No gradient flows to the labels: that is what `..._v2` changed."""
    _both_given("softmax_cross_entropy_with_logits", labels, logits)
    with world.name_scope(name, "softmax_cross_entropy_with_logits_sg", [logits, labels]) as scope:
        labels = world.apply("StopGradient", labels, name="labels_stop_gradient")
        return softmax_cross_entropy_with_logits(world, labels, logits, dim if axis is None else axis, scope)


@public(v1=("nn.sparse_softmax_cross_entropy_with_logits",))
def sparse_softmax_cross_entropy_with_logits(
    world: World, labels: Any = None, logits: Any = None, name: str | None = None
) -> Any:
    """Return the cross entropy of each row, where the label is the index of the one right class."""
    _both_given("sparse_softmax_cross_entropy_with_logits", labels, logits)
    with world.name_scope(name, "SparseSoftmaxCrossEntropyWithLogits", [logits, labels]):
        labels, logits = world.convert(labels), world.convert(logits)
        _check_sparse(world, labels.static_shape, logits.static_shape)
        dtype_among(world, "Tlabels" if world.is_eager() else "labels", labels.dtype.base_dtype)
        if world.is_eager():
            return world.apply("SparseSoftmaxCrossEntropyWithLogits", logits, labels)[0]
        return _row_by_row(world, labels, logits, name)


def _row_by_row(world: World, labels: Any, logits: Any, name: str | None) -> Any:
    """Return the losses in a graph, where what is no matrix becomes one, and a check waits for shapes told late."""
    known, shape = labels.static_shape, shape_tensor(world, labels)
    if logits.static_shape is not None and len(logits.static_shape) == 2:
        return world.apply("SparseSoftmaxCrossEntropyWithLogits", logits, labels, name=name)[0]
    checks = []
    if not is_full(known) or logits.static_shape is None or not is_full(logits.static_shape[:-1]):
        alike = load("ops.debugging.checks").assert_equal
        checks.append(alike(world, shape_tensor(world, labels), shape_tensor(world, logits)[:-1]))
    with world.current_graph().control_dependencies(checks):
        classes = shape_tensor(world, logits)[rank(world, logits) - 1]
        rows = world.apply("Reshape", logits, [-1, classes]), world.apply("Reshape", labels, [-1])
        losses = world.apply("SparseSoftmaxCrossEntropyWithLogits", *rows, name=name)[0]
        loss = world.apply("Reshape", losses, shape)
    loss.set_shape(known)
    return loss


@public(v2=("nn.sparse_softmax_cross_entropy_with_logits",))
def sparse_softmax_cross_entropy_with_logits_v2(world: World, labels: Any, logits: Any, name: str | None = None) -> Any:
    """Return the cross entropy of each row, where the label is the index of the one right class."""
    return sparse_softmax_cross_entropy_with_logits(world, labels, logits, name)


def _check_sparse(world: World, labels: Shape, logits: Shape) -> None:
    if logits == ():
        raise ValueError(f"`logits` cannot be a scalar. Received logits.shape={show(logits)}")
    if labels is None or logits is None or compatible(labels, logits[:-1]):
        return
    shown = f"labels.shape={world.shape_class(labels)}", f"logits.shape={world.shape_class(logits)}"
    if len(labels) != len(logits) - 1:
        ranks = f"{shown[0]} of rank {len(labels)} and {shown[1]} of rank {len(logits)}"
        raise ValueError(f"`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: {ranks}")
    words = "`labels.shape` must equal `logits.shape` except for the last dimension"
    raise ValueError(f"{words}. Received: {shown[0]} and {shown[1]}")


def _alike(world: World, labels: Any, logits: Any, word: str = "logits", other: str = "labels") -> tuple[Any, Any]:
    """Return both as tensors of one shape. ValueError where they are not."""
    logits, labels = world.convert(logits, name=word), world.convert(labels, name=other)
    if not compatible(labels.static_shape, logits.static_shape):
        shapes = f"{world.shape_class(logits.static_shape)} vs {world.shape_class(labels.static_shape)}"
        raise ValueError(f"`{word}` and `{other}` must have the same shape, received ({shapes}).")
    return labels, logits


@public("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy_with_logits(
    world: World, labels: Any = None, logits: Any = None, name: str | None = None
) -> Any:
    """Return the logistic loss of each element, for classes that do not exclude each other."""
    _both_given("sigmoid_cross_entropy_with_logits", labels, logits)
    with world.name_scope(name, "logistic_loss", [logits, labels]) as scope:
        labels, logits = _alike(world, labels, logits)
        zeros = zeros_like(world, logits)
        positive = world.apply("GreaterEqual", logits, zeros)
        larger = world.apply("Select", positive, logits, zeros)
        away = world.apply("Select", positive, -logits, logits)
        linear = larger - logits * labels
        return world.apply("AddV2", linear, world.apply("Log1p", world.apply("Exp", away)), name=scope)


@public("nn.weighted_cross_entropy_with_logits", scope="logistic_loss logits labels")
def weighted_cross_entropy_with_logits(
    world: World, labels: Any, logits: Any, pos_weight: Any, name: str | None = None
) -> Any:
    """Return the logistic loss with the positive labels counted `pos_weight` times."""
    labels, logits = _alike(world, labels, logits)
    weight, negative = 1 + (pos_weight - 1) * labels, (1 - labels) * logits
    rest = world.apply("Log1p", world.apply("Exp", -abs(logits))) + world.apply("Relu", -logits)
    return world.apply("AddV2", negative, weight * rest, name=name)


@public("nn.log_poisson_loss", scope="log_poisson_loss targets log_input")
def log_poisson_loss(
    world: World, targets: Any, log_input: Any, compute_full_loss: bool = False, name: str | None = None
) -> Any:
    """Return the loss of counts under a Poisson law; the full one adds Stirling's term for the targets' factorial."""
    targets, log_input = _alike(world, targets, log_input, "log_input", "targets")
    result = world.apply("Exp", log_input) - log_input * targets
    if not compute_full_loss:
        return result
    stirling = targets * world.apply("Log", targets) - targets + 0.5 * world.apply("Log", 2.0 * np.pi * targets)
    zeros = world.apply("ZerosLike", targets)
    small = world.apply("LogicalAnd", targets >= zeros, targets <= world.apply("OnesLike", targets))
    return result + world.apply("Select", small, zeros, stirling)
