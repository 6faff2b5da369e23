"""The nonlinear functions between layers: kernel, gradient and public name of each, elementwise or along one axis."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, Shape, World, dtypes
from lifetimes.ops.debugging.wrappers import function_of, functions_of
from lifetimes.ops.layout.arrays import zero_of
from lifetimes.ops.layout.shape_rules import at_least, shaped
from lifetimes.ops.math.casting import cast
from lifetimes.ops.registry import ORDERED, REALS, Gradient, op, public, same

_SELU_SCALE: Final = 1.0507009873554804934193349852946
_SELU_SLOPE: Final = 1.0507009873554804934193349852946 * 1.6732632423543772848170429916717


# --- piecewise linear: the gradient passes where a condition on the features holds -----------------------


def _gate(name: str, kernel: Callable[..., Any], reads_output: bool = True) -> Gradient:
    """Register the op that sends a gradient back through an activation, and return the rule that applies it.

    Where the output tells as much as the features, the rule reads that, so that nobody need keep the features.
    """

    def again(world: World, node: Any, dy: Any) -> Any:
        features = node.inputs[1]
        return world.apply(name, dy, features, **node.attrs), world.apply("ZerosLike", features)

    op(name, "gradients:T features:T", kernel, same, again, allow=ORDERED)
    return lambda w, n, dy: w.apply(name, dy, (n.outputs if reads_output else n.inputs)[0], **n.attrs)


def _zero(x: Array) -> Array:
    return zero_of(x.dtype)


def _passed(dy: Array, x: Array) -> Any:
    passed = (x > _zero(x)).astype(dy.dtype)  # to multiply by truth values, NumPy would turn them piece by piece
    passed *= dy
    return passed


def _leaky(dy: Array, x: Array, alpha: float) -> Any:
    return np.where(x > 0, dy, dy * dy.dtype.type(alpha))


_RELU = op("Relu", "features:T", lambda x: np.maximum(x, _zero(x)), same,
           _gate("ReluGrad", _passed), allow=ORDERED, reads="outputs")  # fmt: skip
_RELU6 = op("Relu6", "features:T", lambda x: np.clip(x, _zero(x), x.dtype.type(6)), same,
            _gate("Relu6Grad", lambda dy, x: dy * ((x > 0) & (x < 6))), allow=ORDERED, reads="outputs")  # fmt: skip
_leaky_gate = _gate("LeakyReluGrad", _leaky, reads_output=False)
op("LeakyRelu", "features:T", lambda x, alpha: _leaky(x, x, alpha), same, _leaky_gate, allow=REALS, reads="inputs")


# --- smooth ----------------------------------------------------------------------------------------------


def _below_zero(slope: float, scale: float, world: World, node: Any, dy: Any) -> Any:
    """The rule of an activation that is linear above zero, and below it an exponential less the slope."""
    y, name = node.outputs[0], f"{node.definition.name}Grad"
    return world.apply("Select", y < 0, dy * (y + slope), dy if scale == 1 else dy * scale, name=name)


def _selu(x: Array) -> Any:
    scale, slope = x.dtype.type(_SELU_SCALE), x.dtype.type(_SELU_SLOPE)
    return np.where(x < 0, slope * np.expm1(np.minimum(x, _zero(x))), scale * x)


_DOC: Final = "Return `{function}` of each element, in the shape and dtype of `features`."
function_of(_RELU, "nn.relu", _DOC)
function_of(_RELU6, "nn.relu6", _DOC)
for _name, _kernel, _rule, _reads, _public in (
    ("Elu", lambda x: np.where(x < 0, np.expm1(np.minimum(x, _zero(x))), x), partial(_below_zero, 1, 1), "outputs",
     "nn.elu"),
    ("Selu", _selu, partial(_below_zero, _SELU_SLOPE, _SELU_SCALE), "outputs", "nn.selu"),
    ("Softplus", lambda x: np.logaddexp(x, _zero(x)), lambda w, n, dy: dy * w.apply("Sigmoid", n.inputs[0]), "inputs",
     "nn.softplus math.softplus"),
    ("Softsign", lambda x: x / (1 + np.abs(x)), lambda w, n, dy: w.apply("SoftsignGrad", dy, n.inputs[0]), "inputs",
     "nn.softsign"),
):  # fmt: skip
    function_of(op(_name, "features:T", _kernel, same, _rule, allow=REALS, reads=_reads), _public, _DOC)
op("SoftsignGrad", "gradients:T features:T", lambda dy, x: dy / (1 + np.abs(x)) ** 2, same, allow=REALS)


# --- along one axis --------------------------------------------------------------------------------------


def _shifted(logits: Array, axis: int) -> Any:
    """Return the logits less the largest of them along the axis: their exponentials do not overflow."""
    if not logits.ndim:
        raise refuse("logits must have >= 1 dimension, got []")
    _check_axis(logits.ndim, axis)
    return logits - logits.max(axis, keepdims=True, initial=-np.inf)


def softmax_kernel(logits: Array, axis: int = -1) -> Any:
    """Return exp(logits) scaled to sum to one along the axis."""
    raised = np.exp(_shifted(logits, axis))
    return raised / raised.sum(axis, keepdims=True)


def log_softmax_kernel(logits: Array, axis: int = -1) -> Any:
    """Return the logarithm of the softmax, exact also where that is nearly zero."""
    shifted = _shifted(logits, axis)
    return shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))


def _along_axis(shape: tuple[int | None, ...], axis: int) -> Shape:
    rank = len(shape)
    at_least(shape, 1)
    _check_axis(rank, axis)
    return shape


def _check_axis(rank: int, axis: int) -> None:
    if not -rank <= axis < rank:
        error = refuse(f"`dim` must be in the range [{-rank}, {rank}) where {rank} is the number of dimensions in the "
                       f"input. Received: dim={axis}")  # fmt: skip
        error._passes_through = True  # type: ignore[attr-defined]  # TensorFlow says so before it applies the op
        raise error


def _sum_along(world: World, node: Any, value: Any) -> Any:
    return world.apply("Sum", value, [node.attrs["axis"]], keep_dims=True)


def _log_softmax_gradient(world: World, node: Any, dy: Any) -> Any:
    softmax = world.apply("Exp", node.outputs[0])
    return dy - _sum_along(world, node, dy) * softmax


op("Softmax", "logits:T", softmax_kernel, shaped("shape .axis", _along_axis),
   lambda w, n, dy: (dy - _sum_along(w, n, dy * n.outputs[0])) * n.outputs[0], allow=REALS,
   reads="outputs")  # fmt: skip
op("LogSoftmax", "logits:T", log_softmax_kernel, shaped("shape .axis", _along_axis),
   _log_softmax_gradient, allow=REALS, reads="outputs")  # fmt: skip
_FUNCTIONS = functions_of("""
Softmax: nn.softmax math.softmax (+logits, axis=None; axis=-1 if axis is None else int(axis))
    Return exp(logits), scaled to sum to one along the axis: the last where none is given.
LogSoftmax: nn.log_softmax math.log_softmax (+logits, axis=None; axis=-1 if axis is None else int(axis))
    Return the logarithm of the softmax along the axis.
""")
softmax, log_softmax = _FUNCTIONS["softmax"], _FUNCTIONS["log_softmax"]


# --- what programs call ----------------------------------------------------------------------------------


@public("nn.leaky_relu", scope="LeakyRelu +features")
def leaky_relu(world: World, features: Any, alpha: float = 0.2, name: str | None = None) -> Any:
    """Return the elements, the negative ones times `alpha`."""
    if features.dtype.is_integer:
        features = cast(world, features, dtypes.float32)
    return world.apply("LeakyRelu", features, alpha=float(alpha), name=name)


@public("nn.swish", "nn.silu")
def swish(world: World, features: Any, beta: float = 1.0) -> Any:
    """Return x times sigmoid(beta x)."""
    features = world.convert(features, name="features")
    beta = cast(world, world.convert(beta, name="beta"), features.dtype.base_dtype)
    return features * world.apply("Sigmoid", beta * features)


@public(v2=("nn.gelu",), scope="Gelu features")
def gelu(world: World, features: Any, approximate: bool = False, name: str | None = None) -> Any:
    """Return x times the normal distribution function of x, or its approximation by tanh."""
    x = world.convert(features, name="features")
    if not x.dtype.is_floating:
        received = f"Received:features.dtype={x.dtype.base_dtype!r}"
        raise ValueError(f"`features.dtype` must be a floating point tensor.{received}")
    if approximate:
        inner = 0.7978845608028654 * (x + 0.044715 * world.apply("Pow", x, 3))
        return 0.5 * x * (1.0 + world.apply("Tanh", inner))
    return 0.5 * x * world.apply("Erfc", -x * cast(world, 0.7071067811865476, x.dtype.base_dtype))


@public("nn.crelu", scope="CRelu +features")
def crelu(world: World, features: Any, axis: int = -1, name: str | None = None) -> Any:
    """Return relu of the features beside relu of their negatives: the axis becomes twice as long."""
    both = world.apply("ConcatV2", features, -features, axis, name=name)
    return world.apply("Relu", both)


@public("math.log_sigmoid", v1=("log_sigmoid",), scope="LogSigmoid +x")
def log_sigmoid(world: World, x: Any, name: str | None = None) -> Any:
    """Return log(sigmoid(x)), computed as -softplus(-x) so that it does not overflow."""
    return world.apply("Neg", world.apply("Softplus", -x), name=name)


# --- by the names that layers take -----------------------------------------------------------------------


def _applying(op: str) -> Callable[[World, Any], Any]:
    return lambda world, x: world.apply(op, x)


BY_NAME: Final[dict[str, Callable[..., Any]]] = {
    **{op.lower(): _applying(op)
       for op in ("Elu", "Relu", "Relu6", "Selu", "Sigmoid", "Softplus", "Softsign", "Tanh")},
    "exponential": _applying("Exp"), "gelu": gelu, "leaky_relu": leaky_relu, "linear": lambda world, x: x,
    "log_softmax": log_softmax, "silu": swish, "softmax": softmax, "swish": swish,
}  # fmt: skip
