"""Second derivatives, and gradient rules that a program writes for ops of the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.graph.differentiation import as_list, gradients
from lifetimes.graph.gradients import dense
from lifetimes.ops.registry import NAMED_GRADIENTS, public
from lifetimes.ops.variable_options import UnconnectedGradients
from lifetimes.ops.world import World


@public("hessians")
def hessians(world: World, ys: Any, xs: Any, name: str = "hessians", **options: Any) -> list[Any]:
    """Return for each x the matrix of second derivatives of the sum of ys. The shape of x must be known."""
    found = []
    for x in as_list(xs):
        (first,) = gradients(world, ys, x, **options)
        shape = world.convert(x).static_shape
        flat = world.apply("Reshape", dense(world, first), [-1])
        size = flat.static_shape[0]
        if size is None:
            raise ValueError(f"The shape of {x} must be known for its second derivatives.")
        rows = world.apply("Pack", *[_row(world, flat[j], x) for j in range(size)])
        found.append(world.apply("Reshape", rows, np.array([*shape, *shape], np.int32)))
    return found


def _row(world: World, part: Any, x: Any) -> Any:
    (second,) = gradients(world, part, x, unconnected_gradients=UnconnectedGradients.ZERO)
    return dense(world, second)


@public(v1=("RegisterGradient",), v2=("RegisterGradient",))
def register_gradient(world: World, op_type: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a gradient function `f(op, *grads)` a name that `gradient_override_map` can use. It is kept for good."""
    if not isinstance(op_type, str):
        raise TypeError("op_type must be a string")

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if op_type in NAMED_GRADIENTS:
            raise KeyError(f"Registering two gradient with name '{op_type}'!")
        NAMED_GRADIENTS[op_type] = lambda world, node, *dys: function(node, *dys)
        return function

    return register
