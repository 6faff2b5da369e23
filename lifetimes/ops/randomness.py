"""Where random numbers come from: a source per run, with one independent stream per operation."""

from __future__ import annotations

import numpy as np


class Randomness:
    """Streams by key, each owned here; asking again continues where the stream stands."""

    __slots__ = ("_streams",)

    def __init__(self) -> None:
        self._streams: dict[object, np.random.Generator] = {}

    def stream(self, key: object, seed: int | None, seed2: int | None) -> np.random.Generator:
        """Return the stream of an operation: repeatable where a seed is given, fresh otherwise."""
        found = self._streams.get(key)
        if found is None:
            entropy = None if not seed and not seed2 else [abs(seed or 0), abs(seed2 or 0)]
            found = self._streams[key] = np.random.default_rng(entropy)
        return found
