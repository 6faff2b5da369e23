"""The rule of the two seeds: which numbers a random op takes its stream from."""

from collections.abc import Callable
from typing import Any, Final

_DEFAULT_GRAPH_SEED: Final = 87654321
LARGEST_SEED: Final = 2**31 - 1


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
