"""Where random numbers come from: a source per run, with one stream per operation."""

from __future__ import annotations

from typing import Any, Final
from weakref import WeakKeyDictionary

from lifetimes.ops.random.philox import Stream, seeded

_REMEMBERED: Final = 1024
"""Streams of eager ops that are kept: what was not asked for since as many others begins anew."""


class Randomness:
    """Streams by operation, each as long-lived as its operation; asking again continues where the stream stands."""

    __slots__ = ("_by_operation", "_by_seed")

    def __init__(self) -> None:
        self._by_operation: WeakKeyDictionary[Any, Stream] = WeakKeyDictionary()
        self._by_seed: dict[Any, Stream] = {}

    def stream(self, node: Any) -> Stream:
        """Return the stream of an operation by its attributes `seed` and `seed2`; a fresh one where both are 0.

        An op that ran eagerly has no lasting identity: its stream is found again by its kind and seeds.
        """
        seed, seed2 = node.attrs["seed"], node.attrs["seed2"]
        in_graph = hasattr(node, "graph")
        if not (in_graph or seed or seed2):
            return seeded(seed, seed2)
        streams: Any = self._by_operation if in_graph else self._by_seed
        key = node if in_graph else (node.type, node.attrs.get("dtype"), seed, seed2)
        found = streams.get(key) if in_graph else streams.pop(key, None)
        if found is None:
            found = seeded(seed, seed2)
        streams[key] = found  # behind all others
        if not in_graph and len(streams) > _REMEMBERED:
            del streams[next(iter(streams))]
        return found  # type: ignore[no-any-return]
