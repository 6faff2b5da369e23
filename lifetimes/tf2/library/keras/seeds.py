"""Random numbers of Keras: each drawing has a seed of its own, a whole number or the next one of a generator.

A generator is a variable with a seed and a count. Layers that draw own one; where nobody gives a seed there is one for
all. Source: `keras/src/random/seed_generator.py`.
"""

import random
from typing import Any

from lifetimes.ops import plain
from lifetimes.ops.layout import choosing, creation
from lifetimes.ops.random import sampling
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.world import WORLD


@plain(v2=("keras.random.SeedGenerator",))
class SeedGenerator(scope.Configured):
    """Gives one seed after the other: `[seed, 0]`, `[seed, 1]` and so on."""

    def __init__(self, seed: int | None = None, name: str | None = None) -> None:
        self.name, self.seed = name or scope.auto_name("SeedGenerator"), seed
        seed = random.randint(1, 10**9) if seed is None else seed
        if not isinstance(seed, int):
            raise ValueError(f"Argument `seed` must be an integer. Received: seed={seed}")

        def start(shape: Any, dtype: Any) -> Any:
            return WORLD.convert([seed, 0], dtype)

        with scope.inside(self.name):
            self.state = KerasVariable(start, (2,), "int64", False, "seed_generator_state")

    def next(self, ordered: bool = True) -> Any:
        """Return the seed of now, and go on."""
        now = self.state.value * 1
        self.state.assign(now + WORLD.convert([0, 1], "int64") if ordered else (now + 1) * 5387 % 933199)
        return now


def _drawn(seed: Any) -> Any:
    """Return the seed of a drawing. ValueError for what is neither a whole number nor a generator."""
    if seed is None:
        if "seeds" not in scope.FOR_ALL:
            scope.FOR_ALL["seeds"] = SeedGenerator()
        return scope.FOR_ALL["seeds"].next(ordered=False)
    if not isinstance(seed, (int, SeedGenerator)):
        raise ValueError("Argument `seed` must be either an integer or an instance of `SeedGenerator`. Received: "
                         f"seed={seed} (of type {type(seed)})")  # fmt: skip
    return seed.next() if isinstance(seed, SeedGenerator) else WORLD.convert([seed, 0], "int64")


@plain(v2=("keras.random.normal",))
def normal(shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    return sampling.stateless_normal(WORLD, shape, _drawn(seed), mean, stddev, dtype or "float32")


@plain(v2=("keras.random.truncated_normal",))
def truncated_normal(shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    return sampling.stateless_truncated_normal(WORLD, shape, _drawn(seed), mean, stddev, dtype or "float32")


@plain(v2=("keras.random.uniform",))
def uniform(shape: Any, minval: float = 0.0, maxval: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    return sampling.stateless_uniform(WORLD, shape, _drawn(seed), minval, maxval, dtype or "float32")


@plain(v2=("keras.random.dropout",))
def dropout(inputs: Any, rate: float, noise_shape: Any = None, seed: Any = None) -> Any:
    """Return the inputs with a share of them set to zero and the rest scaled up."""
    if rate in (0.0, 1.0):
        return inputs if rate == 0.0 else creation.zeros_like(WORLD, inputs)
    inputs = WORLD.convert(inputs)
    shape = WORLD.apply("Shape", inputs)
    if noise_shape is not None:
        shape = [shape[axis] if size is None else size for axis, size in enumerate(noise_shape)]
    kept = sampling.stateless_uniform(WORLD, shape, _drawn(seed), dtype=inputs.dtype) >= rate
    return choosing.where_v2(WORLD, kept, inputs * (1.0 / (1.0 - rate)), creation.zeros_like(WORLD, inputs))
