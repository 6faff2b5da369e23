"""What programs of the new world write, in the old one: `Module`, `function` and `GradientTape`. Here they own nothing.

A module is a way to find variables through attributes, a function puts what it builds into the default graph, and a
tape has nothing to record: the graph owns the variables and keeps everything anyway. Source:
`tensorflow/python/module/module.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from lifetimes import nest
from lifetimes.autograph.api import turned
from lifetimes.graph.differentiation import connected, walk_back
from lifetimes.graph.tensor import Tensor
from lifetimes.modules import ReopenedScope, WalkedModule
from lifetimes.ops import public
from lifetimes.ops.variable_options import UnconnectedGradients
from lifetimes.tf1.variable import Variable
from lifetimes.tf1.variable_lists import global_variables


class _Scope(ReopenedScope):
    """A name scope in the default graph of a world."""

    def __init__(self, world: Any, name: str) -> None:
        super().__init__(name)
        self._world = world


@public(v1=("Module",))
class Module(WalkedModule):
    """Base class of what has variables as attributes."""

    _variable_class = Variable

    def __init__(self, world: Any, name: str | None = None) -> None:
        self._set_name(name)
        with world.name_scope(self._name) as scope:
            self._name_scope = _Scope(world, scope)

    def _trackable_children(self) -> dict[str, Any]:
        kinds = (Variable, Module, list, tuple, dict)
        return {name: value for name, value in vars(self).items() if isinstance(value, kinds) and value is not self}


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
        with world.name_scope(getattr(func, "__name__", "").strip("<>_") or "function"):  # a lambda, a partial one
            result = body(*args, **kwargs)
        leaves = (world.apply("Identity", leaf, name="PartitionedCall") if isinstance(leaf, Tensor) else leaf
                  for leaf in nest.flatten(result))  # fmt: skip
        return nest.pack_sequence_as(result, list(leaves))

    call.python_function = func  # type: ignore[attr-defined]
    return call


@public(v1=("GradientTape",))
class GradientTape:
    """The new world's way to write `tf.gradients`. It watches nothing and owns nothing here."""

    def __init__(self, world: Any, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        self._world = world

    def __enter__(self) -> "GradientTape":
        return self

    def __exit__(self, *exc: Any) -> None:
        pass

    def watch(self, tensor: Any) -> None:
        """Accepted: every tensor of a graph can be differentiated by."""

    @contextmanager
    def stop_recording(self) -> Iterator[None]:
        """Accepted: the graph keeps what is made inside as well."""
        yield

    def reset(self) -> None:
        """Accepted: there is nothing to forget."""

    def watched_variables(self) -> tuple[Any, ...]:
        """Return the trainable variables of the graph."""
        return tuple(v for v in global_variables(self._world) if v.trainable)

    def gradient(
        self, target: Any, sources: Any, output_gradients: Any = None,
        unconnected_gradients: UnconnectedGradients = UnconnectedGradients.NONE,
    ) -> Any:  # fmt: skip
        """Return the gradients as tensors, in the structure of `sources`."""
        found = walk_back(
            self._world, nest.flatten(target), nest.flatten(sources),
            None if output_gradients is None else nest.flatten(output_gradients),
        )  # fmt: skip
        found = connected(self._world, found, nest.flatten(sources), unconnected_gradients)
        return nest.pack_sequence_as(sources, found)
