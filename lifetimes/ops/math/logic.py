"""True and false, and the bits of integers: `&`, `|`, `^` and `~` are one or the other, by the dtype."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lifetimes.ops import Array, World, dtypes
from lifetimes.ops.arithmetic import WORDS_OF_ONE, WORDS_OF_TWO, incompatible
from lifetimes.ops.debugging.wrappers import function_of
from lifetimes.ops.registry import INTEGERS, comparison, elementwise, not_differentiable, op, operator, public, same


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


def otherwise(world: World, op: str, x: Any, y: Any, name: str | None) -> Any:
    """Return what an operator gives that its op refused just now, or raise.

    A product with booleans is computed in int32 and is a boolean; nothing else is forgiven.
    """
    if op != "Mul" or all(getattr(one, "dtype", None) != dtypes.bool_ for one in (x, y)):
        raise  # the error that the caller is handling
    with world.name_scope(None, name, (x, y)) as scope:
        numbers = [world.apply("Cast", one, to=dtypes.int32, name=f"Cast{end}") for one, end in ((x, ""), (y, "_1"))]
        product = world.apply("Mul", *numbers, name=scope)
        return world.apply("Cast", product, to=dtypes.bool_, name="Cast_2")


for _name, _bitwise in (("LogicalAnd", "BitwiseAnd"), ("LogicalOr", "BitwiseOr")):
    operator(_name)(
        partial(_bits_or_truth, _bitwise, lambda world, x, y, name, op=_name: world.apply(op, x, y, name=name))
    )
operator("BitwiseXor")(partial(_bits_or_truth, "BitwiseXor", logical_xor))
