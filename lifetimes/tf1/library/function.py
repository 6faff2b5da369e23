"""`tf.function` in the old world: what the function builds, branches and loops too, goes into the graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from lifetimes import nest
from lifetimes.autograph.api import turned
from lifetimes.graph.tensor import Tensor
from lifetimes.ops.registry import public


@public(v1=("function",))
def function(
    world: Any, func: Callable[..., Any] | None = None, input_signature: Any = None, autograph: bool = True,
    experimental_autograph_options: Any = None, **accepted: Any,
) -> Any:  # fmt: skip
    """Return the function as one whose `if`, `while` and `for` may depend on tensors; each call builds it again."""
    if func is None:
        return lambda f: function(world, f, input_signature, autograph, experimental_autograph_options, **accepted)
    body = turned(world, func, experimental_autograph_options) if autograph else func

    @wraps(func)
    def call(*args: Any, **kwargs: Any) -> Any:
        with world.name_scope(func.__name__):
            result = body(*args, **kwargs)
        leaves = (world.apply("Identity", leaf, name="PartitionedCall") if isinstance(leaf, Tensor) else leaf
                  for leaf in nest.flatten(result))  # fmt: skip
        return nest.pack_sequence_as(result, list(leaves))

    call.python_function = func  # type: ignore[attr-defined]
    return call
