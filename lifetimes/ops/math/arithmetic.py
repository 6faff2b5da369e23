"""Elementwise arithmetic, comparison and logic: kernel, shape rule and gradient rule of each op side by side."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError, refuse
from lifetimes.ops import Array, World, dtypes, registry
from lifetimes.ops.arithmetic import (
    WORDS_OF_ONE,
    WORDS_OF_TWO,
    add,
    as_floats,
    conj,
    divided,
    incompatible,
    named_within,
    one_input,
    summed,
    truediv,
    two_inputs,
)
from lifetimes.ops.debugging.wrappers import function_of
from lifetimes.ops.layout.creation import ones_like, zeros_like
from lifetimes.ops.math.casting import real_parts
from lifetimes.ops.operators import Operators, pair
from lifetimes.ops.registry import (
    COMPLEX,
    FLOATS,
    INDEX,
    INTEGERS,
    NUMBERS,
    ORDERED,
    REALS,
    SIGNED,
    WIDE,
    comparison,
    elementwise,
    not_differentiable,
    op,
    operator,
    public,
    same,
)


def _by_no_zero(divide: Callable[[Array, Array], Any], x: Array, y: Array) -> Any:
    """Divide; refuse an integer that is 0."""
    if y.dtype.kind in "iu" and not np.all(y) and np.broadcast(x, y).size:
        raise refuse("Integer division by zero")
    return divide(x, y)


def _truncate_div(x: Array, y: Array) -> Any:
    quotient = np.trunc(np.divide(x, y)) if x.dtype.kind == "f" else np.sign(x) * np.sign(y) * (abs(x) // abs(y))
    return np.asarray(quotient).astype(x.dtype)


def _div_no_nan(x: Array, y: Array) -> Any:
    zero = y == 0
    return np.where(zero, np.zeros((), x.dtype), np.divide(x, np.where(zero, np.ones((), y.dtype), y)))


def _x_times(function: Callable[[Array], Any], x: Array, y: Array) -> Any:
    zero = x == 0
    return np.where(zero, np.zeros((), x.dtype), x * function(np.where(zero, np.ones((), y.dtype), y)))


def _power(x: Array, y: Array) -> Any:
    if x.dtype.kind in "iu" and np.any(np.asarray(y) < 0):
        raise refuse("Integers to negative integer powers are not allowed")
    return np.power(x, y)


def _power_gradient(world: World, node: Any, x: Any, y: Any, dy: Any) -> tuple[Any, Any]:
    by_x = dy * conj(world, y) * world.apply("Pow", conj(world, x), conj(world, y) - 1)
    inside = world.apply("NotEqual", x, 0) if x.dtype.is_complex else x > 0
    logarithm = world.apply("Log", world.apply("Select", inside, conj(world, x), ones_like(world, x)))
    safe = world.apply("Select", inside, logarithm, zeros_like(world, x))
    return by_x, dy * conj(world, node.outputs[0]) * safe


def _not_zero(world: World, x: Any) -> Any:
    """Return 1 where x is not 0, and 0 where it is."""
    return world.apply("Cast", world.apply("NotEqual", x, world.apply("ZerosLike", x)), to=x.dtype.base_dtype)


def _choose_gradient(relation: str, world: World, node: Any, x: Any, y: Any, dy: Any) -> tuple[Any, Any]:
    zeros = zeros_like(world, dy)
    first = world.apply(relation, x, y)
    return world.apply("SelectV2", first, dy, zeros), world.apply("SelectV2", first, zeros, dy)


def _squares_gradient(world: World, node: Any, x: Any, y: Any, dy: Any) -> tuple[Any, Any]:
    two = world.constant(2, dy.dtype.base_dtype, name="scalar")
    by_x = world.apply("Mul", two, dy) * (x - y)
    return by_x, -by_x


def _angle_gradient(world: World, node: Any, y: Any, x: Any, dy: Any) -> tuple[Any, Any]:
    share = dy / (world.apply("Square", y) + world.apply("Square", x))
    return x * share, -y * share


two_inputs("Add", add, summed(lambda w, n, x, y, dy: (dy, dy), False), allow=(*NUMBERS, "string"), reads="shapes")
two_inputs("Div", partial(_by_no_zero, lambda x, y: np.divide(x, y) if x.dtype.kind in "fc" else _truncate_div(x, y)),
           summed(divided), label="div")  # fmt: skip
two_inputs("FloorDiv", partial(
    _by_no_zero, lambda x, y: np.floor(np.divide(x, y)) if x.dtype.kind == "f" else np.floor_divide(x, y)),
           registry.not_differentiable, "math.floordiv v1:floordiv", ORDERED, label="floordiv",
           folds="values")  # fmt: skip
function_of("FloorDiv", "v1:floor_div", WORDS_OF_TWO, label="FloorDiv")
two_inputs("FloorMod", partial(_by_no_zero, np.mod),
           summed(lambda w, n, x, y, dy: (dy, dy * -w.apply("FloorDiv", x, y, name="FloorDiv"))),
           "math.floormod math.mod v1:floormod v1:mod", ORDERED, reads="inputs", folds="values")  # fmt: skip
two_inputs("TruncateDiv", partial(_by_no_zero, _truncate_div), registry.not_differentiable, "truncatediv", ORDERED)
two_inputs("TruncateMod", partial(_by_no_zero, np.fmod), None, "truncatemod", (*WIDE, *INDEX))
two_inputs("Pow", _power, summed(_power_gradient), "pow math.pow", (*SIGNED, *COMPLEX))
for _name, _extreme, _relation in (("Maximum", np.maximum, "GreaterEqual"), ("Minimum", np.minimum, "LessEqual")):
    two_inputs(_name, _extreme, summed(partial(_choose_gradient, _relation)),
               f"{_name.lower()} math.{_name.lower()}", ORDERED, reads="inputs", folds="values")  # fmt: skip
two_inputs("SquaredDifference", lambda x, y: np.subtract(x, y) * np.conj(np.subtract(x, y)),
           summed(_squares_gradient, False),
           "math.squared_difference v1:squared_difference", (*FLOATS, *INDEX), reads="inputs")  # fmt: skip
two_inputs("DivNoNan", _div_no_nan,
           summed(lambda w, n, x, y, dy: (w.apply("DivNoNan", dy, y),
                                          dy * w.apply("DivNoNan", w.apply("DivNoNan", -x, y), y))),
           "", FLOATS, label="div_no_nan", reads="inputs")  # fmt: skip
two_inputs("MulNoNan", lambda x, y: np.where(y == 0, np.zeros((), x.dtype), np.multiply(x, y)),
           summed(lambda w, n, x, y, dy: (w.apply("MulNoNan", dy, y), w.apply("MulNoNan", x, dy)), False),
           "math.multiply_no_nan", FLOATS, label="multiply_no_nan", reads="inputs")  # fmt: skip
two_inputs("Xlogy", partial(_x_times, np.log),
           summed(lambda w, n, x, y, dy: (dy * w.apply("Xlogy", _not_zero(w, x), y), dy * w.apply("Xdivy", x, y))),
           "math.xlogy", FLOATS, reads="inputs")  # fmt: skip
two_inputs("Xlog1py", partial(_x_times, np.log1p),
           summed(lambda w, n, x, y, dy: (dy * w.apply("Xlog1py", _not_zero(w, x), y),
                                          dy * w.apply("Xdivy", x, y + 1))),
           "math.xlog1py", FLOATS, reads="inputs")  # fmt: skip
two_inputs("Xdivy", lambda x, y: np.where(x == 0, np.zeros((), x.dtype), np.divide(x, np.where(x == 0, 1, y))),
           summed(lambda w, n, x, y, dy: (dy * w.apply("Xdivy", _not_zero(w, x), y), dy * w.apply("Xdivy", -x, y * y))),
           "math.xdivy", FLOATS, reads="inputs")  # fmt: skip
two_inputs("Atan2", np.arctan2, summed(_angle_gradient), allow=REALS, inputs="y:T x:T", reads="inputs")


# --- one input -------------------------------------------------------------------------------------------


def _sigmoid(x: Array) -> Any:
    if x.dtype.kind == "c":
        return 1 / (1 + np.exp(-x))
    power = np.exp(-np.abs(x))  # at most 1, so that nothing overflows
    return np.maximum(power, (x >= 0).astype(x.dtype)) / (1 + power)


one_input("Conj", np.conj, lambda w, n, dy: conj(w, dy), allow=NUMBERS, reads="shapes")
one_input("Abs", np.abs, lambda w, n, dy: dy * w.apply("Sign", n.inputs[0]), allow=SIGNED, reads="inputs")
one_input("Sign", np.sign, lambda w, n, dy: zeros_like(w, n.inputs[0]), "sign math.sign", (*SIGNED, *COMPLEX),
          reads="inputs")  # fmt: skip


def _by_output(derivative: Callable[[Array], Any], y: Array, dy: Array) -> Any:
    """The gradient of an op from its output."""
    return dy * derivative(np.conj(y) if y.dtype.kind == "c" else y)


def _zero_stays(derivative: Callable[[Array], Any], y: Array, dy: Array) -> Any:
    """As that, of roots and reciprocals: a zero from above stays one."""
    product = _by_output(derivative, y, dy)
    if np.count_nonzero(dy) == dy.size:
        return product
    return np.where(dy == 0, np.zeros((), dy.dtype), product).astype(dy.dtype)


def _again(name: str, of_y: Callable[..., Any], world: World, node: Any, dy: Any) -> tuple[Any, Any]:
    """The gradient rule of an op's gradient, from that by the output."""
    y, above = node.inputs
    return of_y(conj(world, y), conj(world, dy), above), world.apply(name, conj(world, y), dy)


def _sqrt_again(world: World, node: Any, dy: Any) -> tuple[Any, Any]:
    y = node.inputs[0]
    share = dy / y
    return -conj(world, share) * node.outputs[0], share * world.constant(0.5, dy.dtype)


for _name, _kernel, _public, _back, _rule in (
    ("Sqrt", np.sqrt, "sqrt math.sqrt", partial(_zero_stays, lambda y: 0.5 / y), _sqrt_again),
    ("Rsqrt", lambda x: (1 / np.sqrt(x)).astype(x.dtype), "math.rsqrt v1:rsqrt",
     partial(_zero_stays, lambda y: -0.5 * y * y * y),
     partial(_again, "RsqrtGrad", lambda y, dy, above: dy * -1.5 * above * y * y)),
    ("Reciprocal", np.reciprocal, "math.reciprocal v1:reciprocal", partial(_zero_stays, lambda y: -y * y),
     partial(_again, "ReciprocalGrad", lambda y, dy, above: dy * -2.0 * above * y)),
    ("Sigmoid", _sigmoid, "sigmoid math.sigmoid nn.sigmoid", partial(_by_output, lambda y: y * (1 - y)),
     partial(_again, "SigmoidGrad", lambda y, dy, above: dy * above - 2.0 * dy * above * y)),
    ("Tanh", np.tanh, "tanh math.tanh nn.tanh", partial(_by_output, lambda y: 1 - y * y),
     partial(_again, "TanhGrad", lambda y, dy, above: dy * -2.0 * above * y)),
):  # fmt: skip
    op(f"{_name}Grad", "y:T dy:T", _back, registry.elementwise, _rule, allow=FLOATS)
    one_input(_name, _kernel, lambda w, n, dy, back=f"{_name}Grad": w.apply(back, n.outputs[0], dy), _public,
              reads="outputs")  # fmt: skip
for _name, _kernel, _public, _reads, _gradient in (
    ("Exp", np.exp, "exp math.exp", "outputs", lambda w, n, dy: dy * conj(w, n.outputs[0])),
    ("Expm1", np.expm1, "math.expm1 v1:expm1", "inputs", lambda w, n, dy: dy * w.apply("Exp", conj(w, n.inputs[0]))),
    ("Log", np.log, "math.log v1:log", "inputs", lambda w, n, dy: dy * w.apply("Reciprocal", conj(w, n.inputs[0]))),
    ("Log1p", np.log1p, "math.log1p v1:log1p", "inputs",
     lambda w, n, dy: dy * w.apply("Reciprocal", 1 + conj(w, n.inputs[0]))),
    ("Sin", np.sin, "sin math.sin", "inputs", lambda w, n, dy: dy * w.apply("Cos", conj(w, n.inputs[0]))),
    ("Cos", np.cos, "cos math.cos", "inputs", lambda w, n, dy: -dy * w.apply("Sin", conj(w, n.inputs[0]))),
    ("Tan", np.tan, "tan math.tan", "outputs", lambda w, n, dy: dy * (w.apply("Square", conj(w, n.outputs[0])) + 1)),
    ("Asin", np.arcsin, "asin math.asin", "inputs",
     lambda w, n, dy: dy * w.apply("Rsqrt", 1 - w.apply("Square", conj(w, n.inputs[0])))),
    ("Acos", np.arccos, "acos math.acos", "inputs",
     lambda w, n, dy: -dy * w.apply("Rsqrt", 1 - w.apply("Square", conj(w, n.inputs[0])))),
    ("Atan", np.arctan, "atan math.atan", "inputs",
     lambda w, n, dy: dy * w.apply("Reciprocal", 1 + w.apply("Square", conj(w, n.inputs[0])))),
    ("Sinh", np.sinh, "sinh math.sinh", "inputs", lambda w, n, dy: dy * w.apply("Cosh", conj(w, n.inputs[0]))),
    ("Cosh", np.cosh, "cosh math.cosh", "inputs", lambda w, n, dy: dy * w.apply("Sinh", conj(w, n.inputs[0]))),
    ("Asinh", np.arcsinh, "asinh math.asinh", "outputs",
     lambda w, n, dy: dy / w.apply("Cosh", conj(w, n.outputs[0]))),
    ("Acosh", np.arccosh, "acosh math.acosh", "outputs",
     lambda w, n, dy: dy / w.apply("Sinh", conj(w, n.outputs[0]))),
    ("Atanh", np.arctanh, "atanh math.atanh", "inputs",
     lambda w, n, dy: dy * w.apply("Reciprocal", 1 - w.apply("Square", conj(w, n.inputs[0])))),
):  # fmt: skip
    one_input(_name, _kernel, _gradient, _public, reads=_reads)
for _name, _rounding, _public, _allow in (
    ("Floor", np.floor, "floor math.floor", REALS), ("Ceil", np.ceil, "math.ceil v1:ceil", REALS),
    ("Round", np.round, "round math.round", (*REALS, *INTEGERS)), ("Rint", np.rint, "math.rint v1:rint", WIDE),
):  # fmt: skip
    one_input(_name, _rounding, registry.not_differentiable, _public, _allow)
for _name, _test in (("is_nan", np.isnan), ("is_inf", np.isinf), ("is_finite", np.isfinite)):
    _title = _name.title().replace("_", "")
    one_input(_title, _test, None, f"math.{_name} v1:{_name}", REALS, registry.comparison)


@public("math.conj", v1=("conj",))
def conjugate(world: World, x: Any, name: str | None = None) -> Any:
    """Return the complex conjugate of each element; real numbers are returned as they are."""
    x, name = named_within(world, x, name, "Conj", "x")
    if x.dtype.is_complex:
        return world.apply("Conj", x, name=name)
    if x.dtype.kind in "fiu":
        return x
    raise TypeError(f"Expected numeric or variant tensor, got dtype {x.dtype!r}.")


# --- what programs call ----------------------------------------------------------------------------------


@public(v1=("div",), scope="div +x y")
def div(world: World, x: Any, y: Any, name: str | None = None) -> Any:
    """Divide as Python 2 does: integers are rounded down, floats are not."""
    y = world.convert(y, x.dtype.base_dtype, name="y")
    whole = x.dtype.is_integer
    return world.apply("FloorDiv" if whole else "RealDiv", x, y, name=name)


def _beside(world: World, x: Any, y: Any, name: str | None = None) -> Any:
    """Return x; where it is a Python value and y a tensor, as a tensor of y's dtype."""
    return world.convert(x, y.dtype, name=name) if world.is_tensor(y) and not world.is_tensor(x) else x


@public("divide", "math.divide")
def divide(world: World, x: Any, y: Any, name: str | None = None) -> Any:
    """Divide as the `/` operator of tensors does: a Python value takes the dtype of the tensor beside it."""
    return truediv(world, _beside(world, x, y), y, name)


op("ComplexAbs", "x:T", np.abs, real_parts,
   lambda w, n, dy: w.apply("DivNoNan", *(w.apply("Complex", t, w.apply("ZerosLike", t)) for t in (dy, n.outputs[0])))
   * n.inputs[0], label="Abs", allow=COMPLEX)  # fmt: skip


@public("abs", "math.abs")
def absolute(world: World, x: Any, name: str | None = None) -> Any:
    """Return the absolute value of each element; of a complex number its modulus, which is real."""
    x, name = named_within(world, x, name, "Abs", "x")
    return world.apply("ComplexAbs" if x.dtype.is_complex else "Abs", x, name=name)


@public("math.divide_no_nan", v1=("div_no_nan",), scope="div_no_nan x y")
def div_no_nan(world: World, x: Any, y: Any, name: str | None = None) -> Any:
    """Return x / y, and 0 where y is 0. Integers become floats first."""
    return world.apply("DivNoNan", *as_floats(world, *pair(world, _beside(world, x, y, "x"), y)), name=name)


@public("math.scalar_mul", "scalar_mul")
def scalar_mul(world: World, scalar: Any, x: Any, name: str | None = None) -> Any:
    """Multiply a tensor, or rows of one, by a scalar. Raises ValueError where the first argument is not a scalar."""
    if hasattr(type(x), "with_values"):
        return x.with_values(scalar_mul(world, scalar, x.values, name))
    scalar = world.convert(scalar, dtypes.as_dtype(x.dtype).base_dtype, name="scalar")
    if scalar.static_shape not in ((), None):
        shape = world.shape_class(scalar.static_shape)
        raise ValueError(f"The input scalar must be a 0-D value. Received shape {shape}.")
    return world.apply("Mul", scalar, x, name=name)


function_of("Atan2", "atan2 math.atan2", "Return the angle of the point (x, y), in the quadrant where it lies.")


def _within_the_width(shift: np.ufunc) -> Callable[[Array, Array], Array]:
    """Return a kernel that shifts by no less than nothing and no more than the width of the integers allows."""

    def kernel(x: Array, y: Array) -> Array:
        return np.asarray(shift(x, np.clip(y, 0, x.dtype.itemsize * 8 - 1)))

    kernel.__name__ = shift.__name__
    return kernel


for _name, _logical in (("LogicalAnd", np.logical_and), ("LogicalOr", np.logical_or)):
    op(_name, "x:bool y:bool", _logical, comparison, not_differentiable, explain=incompatible)
    function_of(_name, f"{_logical.__name__} math.{_logical.__name__}", WORDS_OF_TWO)
op("LogicalNot", "x:bool", np.logical_not, same, not_differentiable)
function_of("LogicalNot", "logical_not math.logical_not", WORDS_OF_ONE)
for _name, _ufunc in (
    ("BitwiseAnd", np.bitwise_and), ("BitwiseOr", np.bitwise_or), ("BitwiseXor", np.bitwise_xor),
    ("LeftShift", _within_the_width(np.left_shift)), ("RightShift", _within_the_width(np.right_shift)),
):  # fmt: skip
    op(_name, "x:T y:T", _ufunc, elementwise, not_differentiable, allow=INTEGERS, explain=incompatible)
    function_of(_name, f"bitwise.{_ufunc.__name__}",
                "Return `{function}` of two integer tensors, elementwise with broadcasting.")  # fmt: skip
op("Invert", "x:T", np.invert, same, not_differentiable, allow=INTEGERS)
function_of("Invert", "bitwise.invert", "Return the integers with every bit turned.")


@public("math.logical_xor", v1=("logical_xor",))
def logical_xor(world: World, x: Any, y: Any, name: str | None = "LogicalXor") -> Any:
    """Return x xor y, made of the three logical ops as in TensorFlow."""
    either, both = world.apply("LogicalOr", x, y), world.apply("LogicalAnd", x, y)
    return world.apply("LogicalAnd", either, world.apply("LogicalNot", both), name=name)


def _bits_or_truth(bitwise: str, logical: Callable[..., Any], world: World, x: Any, y: Any, name: str | None) -> Any:
    """The operator rule of `&`, `|` and `^`: a question of true and false on booleans, else bit by bit."""
    with world.name_scope(None, name, (x, y)) as scope:
        if x.dtype.base_dtype == dtypes.bool_:
            return logical(world, x, y, scope)
        return world.apply(bitwise, x, y)


def _of_the_right(x: Any, y: Any, name: str) -> Any:
    """Return what the right side of an operator makes of a tensor on its left; NotImplemented where it refuses too."""
    if isinstance(y, Operators) or isinstance(sys.exception(), InvalidArgumentError) or not hasattr(type(y), name):
        return NotImplemented
    try:
        return getattr(y, name)(x)
    except (TypeError, ValueError):
        return NotImplemented


def otherwise(world: World, op: str, x: Any, y: Any, name: str | None) -> Any:
    """Return what an operator gives that its op refused just now, or raise.

    A product with booleans is computed in int32 and is a boolean. In TensorFlow 2, what is no tensor may know what it
    gives on the right of one: the text of `tf.constant(2) * "ab"` is repeated.
    """
    if op != "Mul" or all(getattr(one, "dtype", None) != dtypes.bool_ for one in (x, y)):
        answer = _of_the_right(x, y, f"__r{name}__")
        if answer is NotImplemented:
            raise  # the error that the caller is handling
        return answer
    with world.name_scope(None, name, (x, y)) as scope:
        numbers = [world.apply("Cast", one, to=dtypes.int32, name=f"Cast{end}") for one, end in ((x, ""), (y, "_1"))]
        product = world.apply("Mul", *numbers, name=scope)
        return world.apply("Cast", product, to=dtypes.bool_, name="Cast_2")


for _name, _bitwise in (("LogicalAnd", "BitwiseAnd"), ("LogicalOr", "BitwiseOr")):
    operator(_name)(
        partial(_bits_or_truth, _bitwise, lambda world, x, y, name, op=_name: world.apply(op, x, y, name=name))
    )
operator("BitwiseXor")(partial(_bits_or_truth, "BitwiseXor", logical_xor))
