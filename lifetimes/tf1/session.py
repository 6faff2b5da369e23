"""Session: it owns the values. One graph, many sessions, each with values of its own under the variables' names."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Plan, Run
from lifetimes.graph.storage import Storage


class Session:
    """Runs parts of one graph. Holds the graph, and the value of every variable that it initialised."""

    def __init__(self, world: Any, target: str = "", graph: Graph | None = None, config: Any = None) -> None:
        self._world = world
        self.graph = graph or world.current_graph()
        self._run: Run | None = Run()
        self._plans: dict[Any, Plan] = {}

    def run(self, fetches: Any, feed_dict: Any = None) -> Any:
        if self._run is None:
            raise RuntimeError("Attempted to use a closed Session.")
        element = self.graph.as_graph_element(fetches)
        plan = Plan([element], [])
        return self._out(plan.run([], self._run)[0])

    @staticmethod
    def _out(value: Any) -> Any:
        if type(value) is Storage:
            value = value.read()
        return None if value is None else np.array(value)[()]

    def close(self) -> None:
        self._run = None

    def __enter__(self) -> Session:
        self._world.graphs.push(self.graph)
        self._world.sessions.push(self)
        return self

    def __exit__(self, *exc: Any) -> None:
        self._world.sessions.pop(self)
        self._world.graphs.pop(self.graph)
        self.close()
