"""Second derivatives, and gradient rules that a program writes itself: for a function, or for ops of the library."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from lifetimes import nest
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


@public(v1=("custom_gradient",))
def custom_gradient(world: World, f: Callable[..., Any] | None = None) -> Any:
    """Return `f` as a function with a gradient of its own.

    `f` returns its result and a function that takes the gradients of the results and returns those of the arguments.
    Behind the result stands one `IdentityN` of results and arguments; that is where the walk back turns aside.
    """
    if f is None:
        return lambda function: custom_gradient(world, function)

    @wraps(f)
    def decorated(*args: Any, **kwargs: Any) -> Any:
        inputs = [world.convert(value) for value in nest.flatten(list(args))]
        result, gradient = f(*nest.pack_sequence_as(list(args), inputs), **kwargs)
        results = [world.convert(value) for value in nest.flatten(result)]
        count = len(results)

        def rule(world: World, node: Any, *dys: Any) -> list[Any]:
            given = [world.apply("ZerosLike", output) if dy is None else dy
                     for output, dy in zip(node.outputs[:count], dys[:count], strict=True)]  # fmt: skip
            found = nest.flatten(gradient(*given))
            if len(found) != len(inputs):
                raise ValueError(f"custom_gradient function expected to return {len(inputs)} gradients, but returned "
                                 f"{len(found)} instead.")  # fmt: skip
            return [None] * count + found

        outputs = world.apply("IdentityN", *results, *inputs, _gradient=rule)
        return nest.pack_sequence_as(result, list(outputs[:count]))

    return decorated
