"""Ops on the bits of integers."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.ops.arithmetic import bits_or_truth, incompatible
from lifetimes.ops.math.arithmetic import logical_xor
from lifetimes.ops.registry import INTEGERS, elementwise, not_differentiable, op, operator, public, same


def _publish(function: str, op_name: str, ufunc: np.ufunc) -> None:
    def call(world: Any, x: Any, y: Any, name: str | None = None) -> Any:
        return world.apply(op_name, x, y, name=name)

    op(op_name, "x:T y:T", ufunc, elementwise, not_differentiable, allow=INTEGERS, explain=incompatible)
    call.__name__ = call.__qualname__ = function
    call.__doc__ = f"Return `{function}` of two integer tensors, elementwise with broadcasting."
    public(f"bitwise.{function}")(call)


_publish("bitwise_and", "BitwiseAnd", np.bitwise_and)
_publish("bitwise_or", "BitwiseOr", np.bitwise_or)
_publish("bitwise_xor", "BitwiseXor", np.bitwise_xor)
_publish("left_shift", "LeftShift", np.left_shift)
_publish("right_shift", "RightShift", np.right_shift)
operator("BitwiseXor")(bits_or_truth("BitwiseXor", logical_xor))
op("Invert", "x:T", np.invert, same, not_differentiable, allow=INTEGERS)


@public("bitwise.invert")
def invert(world: Any, x: Any, name: str | None = None) -> Any:
    """Return the integers with every bit turned."""
    return world.apply("Invert", x, name=name)
