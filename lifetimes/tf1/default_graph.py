"""The default graph: the one implicit argument of everything in TensorFlow 1.

Nobody passes it, everybody uses it. `tf.constant(1)` puts a node somewhere; this file says where:

    each thread has a stack of graphs
    the top of the stack is the default graph
    with nothing pushed, there is one graph at the bottom, made when it is first asked for

Whatever goes into that bottom graph stays in it until `reset_default_graph()`, because this module holds
the stack, and the stack holds the graph, and the graph holds every operation ever made in it. Losing a
Python handle changes nothing. That is the whole design, and the reason for this library.

Source: `rfcs/20180918-functions-not-sessions-20.md`; behaviour of `tensorflow/python/framework/ops.py`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes.graph.graph import Graph
from lifetimes.ops.registry import public


class DefaultGraphStack(threading.local):
    """The graphs that this thread has entered, and the one at the bottom. Every thread starts with its own."""

    def __init__(self, make_graph: Callable[[], Graph]) -> None:
        self._make_graph = make_graph
        self._entered: list[Graph] = []
        self._bottom: Graph | None = None

    def get(self) -> Graph:
        """Return the default graph: the innermost one entered, or the one at the bottom."""
        if self._entered:
            return self._entered[-1]
        if self._bottom is None:
            self._bottom = self._make_graph()
        return self._bottom

    @contextmanager
    def entered(self, graph: Graph) -> Iterator[Graph]:
        """Make `graph` the default until the block ends, by an exception too."""
        self.push(graph)
        try:
            yield graph
        finally:
            self.pop(graph)

    def push(self, graph: Graph) -> None:
        self._entered.append(graph)

    def pop(self, graph: Graph) -> None:
        """Undo the innermost `push` of that graph."""
        for position in range(len(self._entered) - 1, -1, -1):
            if self._entered[position] is graph:
                del self._entered[position]
                return

    def reset(self) -> None:
        """Let go of the graph at the bottom. The old one lives on only if somebody else holds it.

        Raises AssertionError inside a `with graph.as_default():` or `with session:` block.
        """
        if self._entered:
            raise AssertionError(
                "Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared graph, exit the "
                "nesting and create a new graph."
            )
        self._bottom = None


@public(v1=("get_default_graph",))
def get_default_graph(world: Any) -> Any:
    """Return the graph that new operations of this thread go into."""
    return world.current_graph()


@public(v1=("reset_default_graph",))
def reset_default_graph(world: Any) -> None:
    """Let go of the default graph of this thread; it lives on where a session or a handle holds it."""
    world.reset_default_graph()
