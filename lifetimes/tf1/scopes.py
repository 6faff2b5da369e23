"""The blocks that a program opens: name scopes, control dependencies, devices, creators of variables, init scopes.

Each takes the graph from the thread it runs in. That is what makes these programs short, and what makes it hard to
say who owns anything.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from lifetimes.graph.graph import Graph
from lifetimes.ops import public


@public(v1=("name_scope",))
@contextmanager
def name_scope(world: Any, name: str | None, default_name: str | None = None, values: Any = None) -> Iterator[str]:
    """Name the operations made inside under `name/`, numbered if that is taken; `name/` itself opens it again."""
    if not (default_name is None or isinstance(default_name, str)):
        raise TypeError(f"`default_name` type ({type(default_name)}) is not a string type. You likely meant to pass "
                        "this into the `values` kwarg.")  # fmt: skip
    if name is not None and not isinstance(name, str):
        raise TypeError(f"expected string or bytes-like object, got '{type(name).__name__}'")
    if name is None and default_name is None and values is not None:
        raise ValueError(f"At least one of name ({name}) and default_name ({default_name}) must be provided.")
    with world.name_scope(name, default_name, values or ()) as scope:
        yield scope


@public(v1=("control_dependencies",))
def control_dependencies(world: Any, control_inputs: Any) -> AbstractContextManager[None]:
    """Make the operations built inside wait for those given; None lifts what is in force."""
    return world.current_graph().control_dependencies(control_inputs)  # type: ignore[no-any-return]


@public(v1=("device",))
def device(world: Any, device_name_or_function: Any) -> AbstractContextManager[None]:
    """Mark the operations made inside with a device; a function is asked about each."""
    return world.current_graph().device(device_name_or_function)  # type: ignore[no-any-return]


@public(v1=("variable_creator_scope",))
@contextmanager
def variable_creator_scope(world: Any, variable_creator: Callable[..., Any]) -> Iterator[None]:
    """Hand every variable that is made inside, however made, to `variable_creator(next_creator, **arguments)`.

    The scope belongs to the default graph of this thread. The innermost one is asked first.
    """
    creators = world.current_graph().scopes.creators
    old, creators.stack = creators.stack, (*creators.stack, variable_creator)
    try:
        yield
    finally:
        creators.stack = old


@public(v1=("init_scope",))
@contextmanager
def init_scope(world: Any) -> Iterator[Graph]:
    """Build outside of all branches, loop bodies and control dependencies, in the name scope of now."""
    graph: Graph = world.current_graph()
    if graph.outer is None and not graph.scopes.controls:
        yield graph  # it is outside of all already
        return
    scope = graph.get_name_scope()
    while graph.outer is not None:
        graph = graph.outer
    with world.graphs.entered(graph), graph.scopes.no_control(), graph.names.enter(f"{scope}/" if scope else None):
        yield graph
