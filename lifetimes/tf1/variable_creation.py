"""How `tf.Variable(...)` makes a variable: through the creators in force, and at last in a class of the world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from lifetimes.ops.registry import public
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization


def variable(
    world: Any,
    initial_value: Any = None,
    trainable: bool | None = None,
    collections: Any = None,
    validate_shape: bool = True,
    caching_device: Any = None,
    name: str | None = None,
    variable_def: Any = None,
    dtype: Any = None,
    expected_shape: Any = None,
    import_scope: str | None = None,
    constraint: Callable[[Any], Any] | None = None,
    use_resource: bool | None = None,
    synchronization: VariableSynchronization = VariableSynchronization.AUTO,
    aggregation: VariableAggregation = VariableAggregation.NONE,
    shape: Any = None,
) -> Any:
    """Make a variable in the default graph: `tf.Variable(...)`."""
    arguments = dict(locals())
    del arguments["world"]
    make: Callable[..., Any] = partial(_made, world)
    for creator in world.current_graph().scopes.creators:
        make = partial(creator, make)
    return make(**arguments)


def _made(world: Any, use_resource: bool | None = None, **arguments: Any) -> Any:
    return world.variable_class(use_resource)(world, **arguments)


@public(v1=("variable_creator_scope",))
@contextmanager
def variable_creator_scope(world: Any, variable_creator: Callable[..., Any]) -> Iterator[None]:
    """Hand every variable that is made inside, however made, to `variable_creator(next_creator, **arguments)`.

    The scope belongs to the default graph of this thread. The innermost one is asked first.
    """
    scopes = world.current_graph().scopes
    old = scopes.creators
    scopes.creators = (*old, variable_creator)
    try:
        yield
    finally:
        scopes.creators = old
