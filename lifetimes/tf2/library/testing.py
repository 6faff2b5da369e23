"""`tf.test.TestCase` of the new world: tensors have values, and a session is opened for a graph of the old kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes import nest
from lifetimes.graph.graph import Graph
from lifetimes.library import load
from lifetimes.ops import plain
from lifetimes.ops.debugging.assertions import Assertions
from lifetimes.tf2.library.compat import BRIDGE
from lifetimes.tf2.world import WORLD


@plain(v2=("test.TestCase",))
class TestCase(Assertions):
    """A test with assertions on arrays and tensors."""

    def evaluate(self, tensors: Any) -> Any:
        """Return a structure of tensors as one of arrays: their values, or what the session of the block computes."""
        if WORLD.is_eager():
            return nest.map_structure(lambda leaf: leaf.numpy() if hasattr(leaf, "numpy") else leaf, tensors)
        return BRIDGE.sessions.get().run(tensors)

    @contextmanager
    def session(self, graph: Graph | None = None, config: Any = None, **unused: Any) -> Iterator[Any]:
        """Open a session on a graph of its own, or on the one that is given, for one block."""
        graph = graph or Graph(WORLD)
        with graph.as_default(), load("tf1.session").Session(BRIDGE, graph=graph, config=config) as sess:
            yield sess

    test_session = cached_session = session
