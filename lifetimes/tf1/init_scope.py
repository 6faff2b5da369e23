"""Where a variable is made: in the outermost graph, also when a branch or a loop body asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes.graph.graph import Graph
from lifetimes.ops.registry import public


@public(v1=("init_scope",))
@contextmanager
def init_scope(world: Any) -> Iterator[Graph]:
    """Build outside of all branches, loop bodies and control dependencies, in the name scope of now."""
    graph: Graph = world.current_graph()
    scope = graph.get_name_scope()
    while graph.outer is not None:
        graph = graph.outer
    with world.graph_as_default(graph), graph.scopes.no_control(), graph.names.enter(f"{scope}/" if scope else None):
        yield graph
