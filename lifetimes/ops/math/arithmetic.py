"""Elementwise arithmetic, comparison and logic: kernel, shape rule and gradient rule of each op side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError
from lifetimes.ops.arithmetic import add, conj, divided, one_input, pair, summed, truediv, two_inputs
from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import (
    FLOATS,
    NUMBERS,
    ORDERED,
    REALS,
    Out,
    comparison,
    not_differentiable,
    op,
    public,
)


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


two_inputs("Add", add, summed(lambda w, n, x, y, dy: (dy, dy)), allow=(*NUMBERS, "string"))
two_inputs("Div", _div, summed(divided), label="div")
two_inputs("FloorDiv", _floor_div, not_differentiable, label="floordiv")
two_inputs(
    "FloorMod",
    _floor_mod,
    summed(lambda w, n, x, y, dy: (dy, -dy * w.apply("Floor", w.apply("RealDiv", x, y)))),
    label="FloorMod",
)
two_inputs("TruncateDiv", _truncate_div, not_differentiable)
two_inputs("TruncateMod", _truncate_mod, not_differentiable)
two_inputs("Pow", _power, summed(_power_gradient))
two_inputs("Maximum", np.maximum, summed(_choose_gradient("GreaterEqual")), allow=ORDERED)
two_inputs("Minimum", np.minimum, summed(_choose_gradient("LessEqual")), allow=ORDERED)
two_inputs(
    "SquaredDifference",
    lambda x, y: np.square(np.subtract(x, y)),
    summed(lambda w, n, x, y, dy: (dy * 2 * (x - y), dy * 2 * (y - x))),
)
two_inputs(
    "DivNoNan",
    _div_no_nan,
    summed(
        lambda w, n, x, y, dy: (w.apply("DivNoNan", dy, y), dy * w.apply("DivNoNan", w.apply("DivNoNan", -x, y), y))
    ),
    allow=FLOATS,
    label="div_no_nan",
)
two_inputs(
    "MulNoNan",
    lambda x, y: np.where(y == 0, np.zeros((), x.dtype), np.multiply(x, y)),
    summed(lambda w, n, x, y, dy: (w.apply("MulNoNan", dy, y), w.apply("MulNoNan", x, dy))),
    allow=FLOATS,
)
two_inputs(
    "Xlogy",
    _x_times(np.log),
    summed(lambda w, n, x, y, dy: (dy * w.apply("Xlogy", w.apply("OnesLike", x), y), dy * w.apply("DivNoNan", x, y))),
    allow=FLOATS,
)
two_inputs(
    "Xlog1py",
    _x_times(np.log1p),
    summed(lambda w, n, x, y, dy: (dy * w.apply("Log1p", y), dy * w.apply("DivNoNan", x, y + 1))),
    allow=FLOATS,
)
two_inputs(
    "Xdivy", _div_no_nan, summed(lambda w, n, x, y, dy: (w.apply("DivNoNan", dy, y), -dy * x / (y * y))), allow=FLOATS
)
two_inputs(
    "Atan2",
    np.arctan2,
    summed(lambda w, n, x, y, dy: (dy * y / (x * x + y * y), -dy * x / (x * x + y * y))),
    allow=REALS,
)

# --- one input -------------------------------------------------------------------------------------------


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


one_input("Abs", np.abs, lambda w, n, dy: dy * w.apply("Sign", n.inputs[0]), NUMBERS)
one_input("Sign", _sign, lambda w, n, dy: w.apply("ZerosLike", n.inputs[0]), NUMBERS)
one_input(
    "Sqrt",
    np.sqrt,
    lambda w, n, dy: w.apply("RealDiv", dy * w.constant(0.5, dy.dtype), conj(w, n.outputs[0]), name="SqrtGrad"),
)
one_input(
    "Rsqrt",
    lambda x: (1 / np.sqrt(x)).astype(x.dtype),
    lambda w, n, dy: dy * w.constant(-0.5, dy.dtype) * n.outputs[0] * n.outputs[0] * n.outputs[0],
)
one_input("Reciprocal", np.reciprocal, lambda w, n, dy: -dy * n.outputs[0] * n.outputs[0])
one_input("Exp", np.exp, lambda w, n, dy: dy * conj(w, n.outputs[0]))
one_input("Expm1", np.expm1, lambda w, n, dy: dy * w.apply("Exp", n.inputs[0]))
one_input("Log", np.log, lambda w, n, dy: dy * w.apply("Reciprocal", conj(w, n.inputs[0])))
one_input("Log1p", np.log1p, lambda w, n, dy: dy * w.apply("Reciprocal", n.inputs[0] + 1))
one_input("Sin", np.sin, lambda w, n, dy: dy * w.apply("Cos", conj(w, n.inputs[0])))
one_input("Cos", np.cos, lambda w, n, dy: -dy * w.apply("Sin", conj(w, n.inputs[0])))
one_input("Tan", np.tan, lambda w, n, dy: dy * (n.outputs[0] * n.outputs[0] + 1))
one_input("Asin", np.arcsin, lambda w, n, dy: dy * w.apply("Rsqrt", 1 - w.apply("Square", n.inputs[0])))
one_input("Acos", np.arccos, lambda w, n, dy: -dy * w.apply("Rsqrt", 1 - w.apply("Square", n.inputs[0])))
one_input("Atan", np.arctan, lambda w, n, dy: dy * w.apply("Reciprocal", 1 + w.apply("Square", n.inputs[0])))
one_input("Sinh", np.sinh, lambda w, n, dy: dy * w.apply("Cosh", n.inputs[0]))
one_input("Cosh", np.cosh, lambda w, n, dy: dy * w.apply("Sinh", n.inputs[0]))
one_input("Tanh", np.tanh, lambda w, n, dy: w.apply("Mul", dy, 1 - w.apply("Square", n.outputs[0]), name="TanhGrad"))
one_input("Asinh", np.arcsinh, lambda w, n, dy: dy * w.apply("Rsqrt", w.apply("Square", n.inputs[0]) + 1))
one_input("Acosh", np.arccosh, lambda w, n, dy: dy * w.apply("Rsqrt", w.apply("Square", n.inputs[0]) - 1))
one_input("Atanh", np.arctanh, lambda w, n, dy: dy * w.apply("Reciprocal", 1 - w.apply("Square", n.inputs[0])))
one_input(
    "Sigmoid",
    _sigmoid,
    lambda w, n, dy: w.apply("Mul", dy * n.outputs[0], 1 - n.outputs[0], name="SigmoidGrad"),
)
one_input("Floor", np.floor, not_differentiable, REALS)
one_input("Ceil", np.ceil, not_differentiable, REALS)
one_input("Round", _round, not_differentiable, ORDERED)
one_input("Rint", np.rint, not_differentiable, REALS)
for _name, _test in (("IsNan", np.isnan), ("IsInf", np.isinf), ("IsFinite", np.isfinite)):
    op(_name, "x:T", _test, comparison, not_differentiable, allow=REALS)


# --- what operators and programs call --------------------------------------------------------------------


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
