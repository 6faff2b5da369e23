"""`custom_gradient`: a function whose gradient the program writes itself, in either world."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from lifetimes import nest
from lifetimes.ops.registry import public
from lifetimes.ops.world import World


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
