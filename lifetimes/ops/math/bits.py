"""Ops on the bits of integers."""

from __future__ import annotations

import numpy as np

from lifetimes.ops.arithmetic import bits_or_truth, incompatible
from lifetimes.ops.math.arithmetic import logical_xor
from lifetimes.ops.registry import (
    INTEGERS,
    elementwise,
    function_of,
    functions_of,
    not_differentiable,
    op,
    operator,
    same,
)

for _name, _ufunc in (
    ("BitwiseAnd", np.bitwise_and), ("BitwiseOr", np.bitwise_or), ("BitwiseXor", np.bitwise_xor),
    ("LeftShift", np.left_shift), ("RightShift", np.right_shift),
):  # fmt: skip
    op(_name, "x:T y:T", _ufunc, elementwise, not_differentiable, allow=INTEGERS, explain=incompatible)
    function_of(_name, f"bitwise.{_ufunc.__name__}",
                "Return `{function}` of two integer tensors, elementwise with broadcasting.")  # fmt: skip
op("Invert", "x:T", np.invert, same, not_differentiable, allow=INTEGERS)
operator("BitwiseXor")(bits_or_truth("BitwiseXor", logical_xor))


functions_of("""
Invert: bitwise.invert
    Return the integers with every bit turned.
""")
