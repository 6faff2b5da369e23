"""Where random numbers come from: a source per run with one stream per operation, and the rule of the two seeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakKeyDictionary

from lifetimes.ops.random.philox import Stream, seeded

_DEFAULT_GRAPH_SEED: Final = 87654321
LARGEST_SEED: Final = 2**31 - 1


class Randomness:
    """Streams by operation, each as long-lived as its operation; asking again continues where the stream stands."""

    __slots__ = ("_by_operation", "_by_seed")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin all streams anew."""
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
        found = streams.get(key)
        if found is None:
            found = streams[key] = seeded(seed, seed2)
        return found  # type: ignore[no-any-return]


def choose_seeds(global_seed: int | None, op_seed: Any, next_op_seed: Callable[[], int]) -> tuple[int, int]:
    """Return the two seeds of an op by TensorFlow's rule (`get_seed` in `framework/random_seed.py`).

    Where only the global seed was given, `next_op_seed` says the other. Two zeros mean: never the same again.
    """
    if global_seed is None and op_seed is None:
        return 0, 0
    if global_seed is None:
        return _DEFAULT_GRAPH_SEED, int(op_seed) % LARGEST_SEED
    chosen = next_op_seed() if op_seed is None else op_seed
    seeds = int(global_seed) % LARGEST_SEED, int(chosen) % LARGEST_SEED
    return (0, LARGEST_SEED) if seeds == (0, 0) else seeds
