"""GradientTape on graph tensors: there is nothing to record, since the graph keeps everything anyway."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes import nest
from lifetimes.graph.differentiation import connected, walk_back
from lifetimes.ops.registry import public
from lifetimes.ops.variable_options import UnconnectedGradients
from lifetimes.tf1.variable_lists import global_variables


@public(v1=("GradientTape",))
class GradientTape:
    """The new world's way to write `tf.gradients`. It watches nothing and owns nothing here."""

    def __init__(self, world: Any, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        self._world = world

    def __enter__(self) -> GradientTape:
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
