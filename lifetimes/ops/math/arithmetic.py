"""Elementwise arithmetic, comparison and logic: kernel, shape rule and gradient rule of each op side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import (
    FLOATS,
    NUMBERS,
    ORDERED,
    REALS,
    Out,
    comparison,
    elementwise,
    not_differentiable,
    op,
    public,
    same,
)
from lifetimes.ops.shapes import Shape, brackets


def incompatible(*arrays: Array) -> str:
    """Word a broadcasting failure as TensorFlow does."""
    return f"Incompatible shapes: {' vs. '.join(brackets(a.shape) for a in arrays)}"


# --- helpers of gradient rules ---------------------------------------------------------------------------


def shape_of(world: Any, tensor: Any) -> Any:
    """Return the shape of a tensor as an integer tensor; a constant where it is known."""
    shape = tensor.static_shape
    if shape is None or None in shape:
        return world.apply("Shape", tensor)
    return world.constant_from(np.array(shape, np.int32), "Shape")


def sum_to(world: Any, dy: Any, target: Any) -> Any:
    """Sum a gradient over the axes along which `target` was broadcast, so that it has the shape of `target`."""
    shape = target.static_shape
    if shape is not None and None not in shape and dy.static_shape == shape:
        return dy
    return world.apply("SumToShape", dy, shape_of(world, target), name="Reshape")


def conj(world: Any, tensor: Any) -> Any:
    """Return the complex conjugate; the tensor itself where it is real."""
    return world.apply("Conj", tensor) if tensor.dtype.is_complex else tensor


def _sum_to_shape(dy: Array, shape: Array) -> Array:
    target = tuple(shape.tolist())
    if target == dy.shape:
        return dy
    extra = dy.ndim - len(target)
    axes = tuple(range(extra)) + tuple(
        extra + i for i, size in enumerate(target) if size == 1 and dy.shape[extra + i] != 1
    )
    return np.sum(dy, axis=axes, keepdims=False, dtype=dy.dtype).reshape(target) if axes else dy


def _sum_to_shape_gradient(world: Any, node: Any, dy: Any) -> Any:
    return world.apply("BroadcastTo", dy, shape_of(world, node.inputs[0])), None


def _constant_shape(inputs: Any, attrs: dict[str, Any]) -> Any:
    from_shape = inputs[1].static_value_as_shape()
    return inputs[0].dtype.base_dtype, from_shape


op("SumToShape", "dy:T shape", _sum_to_shape, _constant_shape, _sum_to_shape_gradient)


# --- two inputs ------------------------------------------------------------------------------------------


def _two(
    name: str,
    kernel: Callable[..., Any],
    grad: Any = None,
    *,
    allow: tuple[str, ...] = NUMBERS,
    shape: Any = elementwise,
    label: str | None = None,
) -> None:
    op(name, "x:T y:T", kernel, shape, grad, allow=allow, label=label, explain=incompatible, blockwise=True)


def _each(rule: Callable[..., tuple[Any, Any]]) -> Any:
    """Make a gradient rule of two broadcast inputs from one that ignores broadcasting."""

    def gradients(world: Any, node: Any, dy: Any) -> tuple[Any, Any]:
        x, y = node.inputs
        dx_full, dy_full = rule(world, node, x, y, dy)
        return _summed(world, dx_full, x, y), _summed(world, dy_full, y, x)

    return gradients


def _summed(world: Any, gradient: Any, x: Any, other: Any) -> Any:
    if gradient is None or not _may_spread(x.static_shape, other.static_shape):
        return gradient
    return sum_to(world, gradient, x)


def _may_spread(shape: Shape, other: Shape) -> bool:
    """Return whether an array of `shape` may have been broadcast against one of `other`."""
    if shape is None or other is None or len(other) > len(shape):
        return True
    pairs = zip(reversed(shape), reversed(other), strict=False)
    return any(size in (1, None) and theirs != 1 for size, theirs in pairs)


def _add(x: Array, y: Array) -> Any:
    return dtypes.boxed(np.add(x, y))


def _no_zero(y: Array) -> None:
    if y.dtype.kind in "iu" and not np.all(y):
        raise InvalidArgumentError(None, None, "Integer division by zero")


def _floor_div(x: Array, y: Array) -> Any:
    _no_zero(y)
    return np.floor_divide(x, y)


def _floor_mod(x: Array, y: Array) -> Any:
    _no_zero(y)
    return np.mod(x, y)


def _truncate_div(x: Array, y: Array) -> Any:
    _no_zero(y)
    quotient = np.trunc(np.divide(x, y)) if x.dtype.kind == "f" else np.sign(x) * np.sign(y) * (abs(x) // abs(y))
    return np.asarray(quotient).astype(x.dtype)


def _truncate_mod(x: Array, y: Array) -> Any:
    _no_zero(y)
    return np.fmod(x, y)


def _div(x: Array, y: Array) -> Any:
    return np.divide(x, y) if x.dtype.kind in "fc" else _truncate_div(x, y)


def _div_no_nan(x: Array, y: Array) -> Any:
    zero = y == 0
    return np.where(zero, np.zeros((), x.dtype), np.divide(x, np.where(zero, np.ones((), y.dtype), y)))


def _x_times(function: Callable[[Array], Any]) -> Callable[[Array, Array], Any]:
    def kernel(x: Array, y: Array) -> Any:
        zero = x == 0
        return np.where(zero, np.zeros((), x.dtype), x * function(np.where(zero, np.ones((), y.dtype), y)))

    return kernel


def _power(x: Array, y: Array) -> Any:
    if x.dtype.kind in "iu" and np.any(np.asarray(y) < 0):
        raise InvalidArgumentError(None, None, "Integers to negative integer powers are not allowed")
    return np.power(x, y)


def _power_gradient(world: Any, node: Any, x: Any, y: Any, dy: Any) -> tuple[Any, Any]:
    x, y = conj(world, x), conj(world, y)
    one = world.constant(1, y.dtype.base_dtype)
    log_x = world.apply("Log", world.apply("Select", x > 0, x, world.apply("OnesLike", x)))
    if x.dtype.is_complex:
        log_x = world.apply("Log", x)
    safe = world.apply("Select", x > 0, log_x, world.apply("ZerosLike", x)) if not x.dtype.is_complex else log_x
    return dy * y * world.apply("Pow", x, y - one), dy * conj(world, node.outputs[0]) * safe


def _choose_gradient(relation: str) -> Any:
    def rule(world: Any, node: Any, x: Any, y: Any, dy: Any) -> tuple[Any, Any]:
        zeros = world.apply("ZerosLike", dy)
        first = world.apply(relation, x, y)
        return world.apply("SelectV2", first, dy, zeros), world.apply("SelectV2", first, zeros, dy)

    return rule


def _div_gradient(world: Any, node: Any, x: Any, y: Any, dy: Any) -> tuple[Any, Any]:
    x, y = conj(world, x), conj(world, y)
    return (
        world.apply("RealDiv", dy, y, name="RealDiv"),
        dy * world.apply("RealDiv", world.apply("RealDiv", -x, y), y),
    )


_two("AddV2", _add, _each(lambda w, n, x, y, dy: (dy, dy)), allow=(*NUMBERS, "string"), label="add")
_two("Add", _add, _each(lambda w, n, x, y, dy: (dy, dy)), allow=(*NUMBERS, "string"))
_two("Sub", np.subtract, _each(lambda w, n, x, y, dy: (dy, -dy)))
_two("Mul", np.multiply, _each(lambda w, n, x, y, dy: (w.apply("Mul", dy, conj(w, y)), w.apply("Mul", dy, conj(w, x)))))
_two("RealDiv", np.divide, _each(_div_gradient), allow=FLOATS, label="truediv")
_two("Div", _div, _each(_div_gradient), label="div")
_two("FloorDiv", _floor_div, not_differentiable, label="floordiv")
_two(
    "FloorMod",
    _floor_mod,
    _each(lambda w, n, x, y, dy: (dy, -dy * w.apply("Floor", w.apply("RealDiv", x, y)))),
    label="FloorMod",
)
_two("TruncateDiv", _truncate_div, not_differentiable)
_two("TruncateMod", _truncate_mod, not_differentiable)
_two("Pow", _power, _each(_power_gradient))
_two("Maximum", np.maximum, _each(_choose_gradient("GreaterEqual")), allow=ORDERED)
_two("Minimum", np.minimum, _each(_choose_gradient("LessEqual")), allow=ORDERED)
_two(
    "SquaredDifference",
    lambda x, y: np.square(np.subtract(x, y)),
    _each(lambda w, n, x, y, dy: (dy * 2 * (x - y), dy * 2 * (y - x))),
)
_two(
    "DivNoNan",
    _div_no_nan,
    _each(lambda w, n, x, y, dy: (w.apply("DivNoNan", dy, y), dy * w.apply("DivNoNan", w.apply("DivNoNan", -x, y), y))),
    allow=FLOATS,
    label="div_no_nan",
)
_two(
    "MulNoNan",
    lambda x, y: np.where(y == 0, np.zeros((), x.dtype), np.multiply(x, y)),
    _each(lambda w, n, x, y, dy: (w.apply("MulNoNan", dy, y), w.apply("MulNoNan", x, dy))),
    allow=FLOATS,
)
_two(
    "Xlogy",
    _x_times(np.log),
    _each(lambda w, n, x, y, dy: (dy * w.apply("Xlogy", w.apply("OnesLike", x), y), dy * w.apply("DivNoNan", x, y))),
    allow=FLOATS,
)
_two(
    "Xlog1py",
    _x_times(np.log1p),
    _each(lambda w, n, x, y, dy: (dy * w.apply("Log1p", y), dy * w.apply("DivNoNan", x, y + 1))),
    allow=FLOATS,
)
_two("Xdivy", _div_no_nan, _each(lambda w, n, x, y, dy: (w.apply("DivNoNan", dy, y), -dy * x / (y * y))), allow=FLOATS)
_two(
    "Atan2",
    np.arctan2,
    _each(lambda w, n, x, y, dy: (dy * y / (x * x + y * y), -dy * x / (x * x + y * y))),
    allow=REALS,
)
for _name, _relation in (
    ("Less", np.less), ("LessEqual", np.less_equal), ("Greater", np.greater), ("GreaterEqual", np.greater_equal),
):  # fmt: skip
    _two(_name, _relation, not_differentiable, allow=ORDERED, shape=comparison)
_two("Equal", np.equal, not_differentiable, allow=(), shape=comparison)
_two("NotEqual", np.not_equal, not_differentiable, allow=(), shape=comparison)
for _name, _logical_kernel in (("LogicalAnd", np.logical_and), ("LogicalOr", np.logical_or)):
    op(_name, "x:bool y:bool", _logical_kernel, comparison, not_differentiable, explain=incompatible)
op("LogicalNot", "x:bool", np.logical_not, same, not_differentiable)


# --- one input -------------------------------------------------------------------------------------------


def _one(name: str, kernel: Callable[..., Any], grad: Any, allow: tuple[str, ...] = FLOATS) -> None:
    op(name, "x:T", kernel, same, grad, allow=allow, blockwise=True)


def _sigmoid(x: Array) -> Any:
    positive = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + positive), positive / (1 + positive)).astype(x.dtype)


def _sign(x: Array) -> Any:
    return np.sign(x)


def _round(x: Array) -> Any:
    return np.round(x)


def _vectorized(function: Callable[[float], float]) -> Callable[[Array], Array]:
    table = np.vectorize(function, otypes=[np.float64])

    def kernel(x: Array) -> Array:
        return np.asarray(table(x) if x.size else x, x.dtype)

    return kernel


_one("Neg", np.negative, lambda w, n, dy: -dy, NUMBERS)
_one("Abs", np.abs, lambda w, n, dy: dy * w.apply("Sign", n.inputs[0]), NUMBERS)
_one("Sign", _sign, lambda w, n, dy: w.apply("ZerosLike", n.inputs[0]), NUMBERS)
_one("Square", np.square, lambda w, n, dy: w.apply("Mul", dy, w.apply("Mul", conj(w, n.inputs[0]), 2)), NUMBERS)
_one(
    "Sqrt",
    np.sqrt,
    lambda w, n, dy: w.apply("RealDiv", dy * w.constant(0.5, dy.dtype), conj(w, n.outputs[0]), name="SqrtGrad"),
)
_one(
    "Rsqrt",
    lambda x: (1 / np.sqrt(x)).astype(x.dtype),
    lambda w, n, dy: dy * w.constant(-0.5, dy.dtype) * n.outputs[0] * n.outputs[0] * n.outputs[0],
)
_one("Reciprocal", np.reciprocal, lambda w, n, dy: -dy * n.outputs[0] * n.outputs[0])
_one("Exp", np.exp, lambda w, n, dy: dy * conj(w, n.outputs[0]))
_one("Expm1", np.expm1, lambda w, n, dy: dy * w.apply("Exp", n.inputs[0]))
_one("Log", np.log, lambda w, n, dy: dy * w.apply("Reciprocal", conj(w, n.inputs[0])))
_one("Log1p", np.log1p, lambda w, n, dy: dy * w.apply("Reciprocal", n.inputs[0] + 1))
_one("Sin", np.sin, lambda w, n, dy: dy * w.apply("Cos", conj(w, n.inputs[0])))
_one("Cos", np.cos, lambda w, n, dy: -dy * w.apply("Sin", conj(w, n.inputs[0])))
_one("Tan", np.tan, lambda w, n, dy: dy * (n.outputs[0] * n.outputs[0] + 1))
_one("Asin", np.arcsin, lambda w, n, dy: dy * w.apply("Rsqrt", 1 - w.apply("Square", n.inputs[0])))
_one("Acos", np.arccos, lambda w, n, dy: -dy * w.apply("Rsqrt", 1 - w.apply("Square", n.inputs[0])))
_one("Atan", np.arctan, lambda w, n, dy: dy * w.apply("Reciprocal", 1 + w.apply("Square", n.inputs[0])))
_one("Sinh", np.sinh, lambda w, n, dy: dy * w.apply("Cosh", n.inputs[0]))
_one("Cosh", np.cosh, lambda w, n, dy: dy * w.apply("Sinh", n.inputs[0]))
_one("Tanh", np.tanh, lambda w, n, dy: w.apply("Mul", dy, 1 - w.apply("Square", n.outputs[0]), name="TanhGrad"))
_one("Asinh", np.arcsinh, lambda w, n, dy: dy * w.apply("Rsqrt", w.apply("Square", n.inputs[0]) + 1))
_one("Acosh", np.arccosh, lambda w, n, dy: dy * w.apply("Rsqrt", w.apply("Square", n.inputs[0]) - 1))
_one("Atanh", np.arctanh, lambda w, n, dy: dy * w.apply("Reciprocal", 1 - w.apply("Square", n.inputs[0])))
_one(
    "Sigmoid",
    _sigmoid,
    lambda w, n, dy: w.apply("Mul", dy * n.outputs[0], 1 - n.outputs[0], name="SigmoidGrad"),
)
_one("Floor", np.floor, not_differentiable, REALS)
_one("Ceil", np.ceil, not_differentiable, REALS)
_one("Round", _round, not_differentiable, ORDERED)
_one("Rint", np.rint, not_differentiable, REALS)
_one("Conj", np.conj, lambda w, n, dy: conj(w, dy), NUMBERS)
for _name, _test in (("IsNan", np.isnan), ("IsInf", np.isinf), ("IsFinite", np.isfinite)):
    op(_name, "x:T", _test, comparison, not_differentiable, allow=REALS)


# --- what operators and programs call --------------------------------------------------------------------

_BITWISE = {"LogicalAnd": "BitwiseAnd", "LogicalOr": "BitwiseOr", "LogicalXor": "BitwiseXor"}


def binary(world: Any, name: str, x: Any, y: Any, label: str | None) -> Any:
    """Apply the op behind a Python operator; `/`, `@` and the logical ones look at dtype or rank first."""
    special = _SPECIAL.get(name)
    if special is not None:
        return special(world, name, x, y, label)
    try:
        return world.apply(name, x, y, name=label)
    except TypeError:
        if world.is_tensor(x) and world.is_tensor(y):
            raise
        # A Python value that cannot have the tensor's dtype is taken as what it is; the op says what does not match.
        return world.apply(name, *pair(world, x, y), name=label)


def _true_divide(world: Any, name: str, x: Any, y: Any, label: str | None) -> Any:
    return truediv(world, x, y, label)


def _logical(world: Any, name: str, x: Any, y: Any, label: str | None) -> Any:
    x, y = pair(world, x, y)
    if x.dtype.base_dtype.is_integer:
        return world.apply(_BITWISE[name], x, y, name=label)
    return logical_xor(world, x, y, label) if name == "LogicalXor" else world.apply(name, x, y, name=label)


def pair(world: Any, x: Any, y: Any) -> tuple[Any, Any]:
    """Return both as tensors; a Python value takes the dtype of the tensor beside it."""
    if world.is_tensor(x) or not world.is_tensor(y):
        x = world.convert(x, name="x")
        return x, world.convert(y, hint=x.dtype.base_dtype, name="y")
    y = world.convert(y, name="y")
    return world.convert(x, hint=y.dtype.base_dtype, name="x"), y


@public("truediv", "math.truediv")
def truediv(world: Any, x: Any, y: Any, name: str | None = None) -> Any:
    """Divide as Python 3 does: integers become floats first (float64 for 32 bits and more)."""
    with world.name_scope(name, "truediv") as scope:
        x, y = pair(world, x, y)
        kind = x.dtype.base_dtype
        if kind.is_integer and kind == y.dtype.base_dtype:
            wide = dtypes.float32 if kind.size <= 2 else dtypes.float64
            x, y = world.apply("Cast", x, to=wide, name="Cast"), world.apply("Cast", y, to=wide, name="Cast_1")
        return world.apply("RealDiv", x, y, name=scope)


_SPECIAL: dict[str, Any] = {"RealDiv": _true_divide, **dict.fromkeys(_BITWISE, _logical)}


def _publish_two(function: str, op_name: str, label: str | None, *names: str, v1: tuple[str, ...] = ()) -> None:
    def call(world: Any, x: Any, y: Any, name: str | None = None) -> Any:
        return world.apply(op_name, x, y, name=label if name is None else name or op_name)

    call.__name__ = call.__qualname__ = function
    call.__doc__ = f"Return `{function}` of x and y, elementwise with broadcasting. Both have one dtype."
    public(*names, v1=v1)(call)


@public("atan2", "math.atan2")
def atan2(world: Any, y: Any, x: Any, name: str | None = None) -> Any:
    """Return the angle of the point (x, y), in the quadrant where it lies."""
    return world.apply("Atan2", y, x, name=name)


def _publish_one(function: str, op_name: str, *names: str, v1: tuple[str, ...] = ()) -> None:
    def call(world: Any, x: Any, name: str | None = None) -> Any:
        return world.apply(op_name, x, name=name)

    call.__name__ = call.__qualname__ = function
    call.__doc__ = f"Return `{function}` of each element of x, in the shape and dtype of x."
    public(*names, v1=v1)(call)


_publish_two("add", "AddV2", "Add", "add", "math.add")
_publish_two("subtract", "Sub", "Sub", "subtract", "math.subtract")
_publish_two("multiply", "Mul", "Mul", "multiply", "math.multiply")
_publish_two("floordiv", "FloorDiv", None, "math.floordiv", v1=("floordiv",))
_publish_two("floor_div", "FloorDiv", "FloorDiv", v1=("floor_div",))
_publish_two("floormod", "FloorMod", None, "math.floormod", "math.mod", v1=("floormod", "mod"))
_publish_two("truncatediv", "TruncateDiv", None, "truncatediv")
_publish_two("truncatemod", "TruncateMod", None, "truncatemod")
_publish_two("realdiv", "RealDiv", "RealDiv", "realdiv")
_publish_two("pow", "Pow", None, "pow", "math.pow")
_publish_two("maximum", "Maximum", None, "maximum", "math.maximum")
_publish_two("minimum", "Minimum", None, "minimum", "math.minimum")
_publish_two("squared_difference", "SquaredDifference", None, "math.squared_difference", v1=("squared_difference",))
_publish_two("divide_no_nan", "DivNoNan", None, "math.divide_no_nan", v1=("div_no_nan",))
_publish_two("multiply_no_nan", "MulNoNan", None, "math.multiply_no_nan")
_publish_two("xlogy", "Xlogy", None, "math.xlogy")
_publish_two("xlog1py", "Xlog1py", None, "math.xlog1py")
_publish_two("xdivy", "Xdivy", None, "math.xdivy")
_publish_two("less", "Less", None, "less", "math.less")
_publish_two("less_equal", "LessEqual", None, "less_equal", "math.less_equal")
_publish_two("greater", "Greater", None, "greater", "math.greater")
_publish_two("greater_equal", "GreaterEqual", None, "greater_equal", "math.greater_equal")
_publish_two("equal", "Equal", None, "equal", "math.equal")
_publish_two("not_equal", "NotEqual", None, "not_equal", "math.not_equal")
_publish_two("logical_and", "LogicalAnd", None, "logical_and", "math.logical_and")
_publish_two("logical_or", "LogicalOr", None, "logical_or", "math.logical_or")
for _text in (
    "negative Neg negative math.negative", "sign Sign sign math.sign",
    "square Square square math.square", "sqrt Sqrt sqrt math.sqrt", "exp Exp exp math.exp",
    "sin Sin sin math.sin", "cos Cos cos math.cos", "tan Tan tan math.tan", "asin Asin asin math.asin",
    "acos Acos acos math.acos", "atan Atan atan math.atan", "sinh Sinh sinh math.sinh", "cosh Cosh cosh math.cosh",
    "tanh Tanh tanh math.tanh nn.tanh", "asinh Asinh asinh math.asinh", "acosh Acosh acosh math.acosh",
    "atanh Atanh atanh math.atanh", "sigmoid Sigmoid sigmoid math.sigmoid nn.sigmoid", "floor Floor floor math.floor",
    "round Round round math.round", "logical_not LogicalNot logical_not math.logical_not",
):  # fmt: skip
    _function, _op_name, *_names = _text.split()
    _publish_one(_function, _op_name, *_names)
for _text in (
    "rsqrt Rsqrt math.rsqrt rsqrt", "reciprocal Reciprocal math.reciprocal reciprocal", "expm1 Expm1 math.expm1 expm1",
    "log Log math.log log", "log1p Log1p math.log1p log1p", "ceil Ceil math.ceil ceil", "rint Rint math.rint rint",
    "conj Conj math.conj conj", "is_nan IsNan math.is_nan is_nan", "is_inf IsInf math.is_inf is_inf",
    "is_finite IsFinite math.is_finite is_finite",
):  # fmt: skip
    _function, _op_name, _new, _old = _text.split()
    _publish_one(_function, _op_name, _new, v1=(_old,))


@public(v1=("div",))
def div(world: Any, x: Any, y: Any, name: str | None = None) -> Any:
    """Divide as Python 2 does: integers are rounded down, floats are not."""
    with world.name_scope(name, "div") as scope:
        x, y = pair(world, x, y)
        whole = x.dtype.is_integer
        return world.apply("FloorDiv" if whole else "RealDiv", x, y, name=scope)


@public("divide", "math.divide")
def divide(world: Any, x: Any, y: Any, name: str | None = None) -> Any:
    """Divide as the `/` operator of tensors does."""
    return truediv(world, x, y, name)


def _real_of(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype.base_dtype.real_dtype, inputs[0].static_shape


op(
    "ComplexAbs",
    "x:T",
    np.abs,
    _real_of,
    lambda w, n, dy: w.apply("Complex", dy, w.apply("ZerosLike", dy)) * w.apply("Sign", n.inputs[0]),
    label="Abs",
    allow=("complex64", "complex128"),
)


@public("abs", "math.abs")
def absolute(world: Any, x: Any, name: str | None = None) -> Any:
    """Return the absolute value of each element; of a complex number its modulus, which is real."""
    x = world.convert(x, name="x")
    return world.apply("ComplexAbs" if x.dtype.is_complex else "Abs", x, name=name)


@public("math.logical_xor", v1=("logical_xor",))
def logical_xor(world: Any, x: Any, y: Any, name: str | None = "LogicalXor") -> Any:
    """Return x xor y, made of the three logical ops as in TensorFlow."""
    both = world.apply("LogicalAnd", x, y)
    return world.apply("LogicalAnd", world.apply("LogicalOr", x, y), world.apply("LogicalNot", both), name=name)


@public("math.scalar_mul", "scalar_mul")
def scalar_mul(world: Any, scalar: Any, x: Any, name: str | None = None) -> Any:
    """Multiply a tensor by a scalar. Raises ValueError where the first argument is not a scalar."""
    x = world.convert(x, name="x")
    scalar = world.convert(scalar, x.dtype.base_dtype, name="scalar")
    if scalar.static_shape not in ((), None):
        raise ValueError(
            f"The input scalar must be a 0-D value. Received shape {world.shape_class(scalar.static_shape)}."
        )
    return world.apply("Mul", scalar, x, name=name)
