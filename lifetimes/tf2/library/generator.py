"""Generator: random numbers whose state is a variable that the generator owns. Equal states give equal numbers.

Nothing is global unless it is asked for: `get_global_generator` makes one and keeps it until another is set.
Source: `guide/random_numbers`; `tensorflow/python/ops/stateful_random_ops.py`.
"""

from enum import IntEnum
from typing import Any, Final

import numpy as np

from lifetimes.errors import UnimplementedError
from lifetimes.ops import Array, dtypes, plain, public
from lifetimes.ops.layout.tensor_shape import TensorShape
from lifetimes.ops.random.philox import LONG
from lifetimes.ops.random.sampling import drawable, shape_tensor
from lifetimes.tf2.tracking import AutoTrackable
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


@plain(v2=("random.Algorithm",))
class Algorithm(IntEnum):
    """How the numbers are computed. Here that is Philox; a state for ThreeFry can be made but not drawn from."""

    PHILOX = 1
    THREEFRY = 2
    AUTO_SELECT = 3

    def __str__(self) -> str:
        return f"Algorithm.{self.name}"


_SIZES: Final = {Algorithm.PHILOX: 3, Algorithm.THREEFRY: 2, Algorithm.AUTO_SELECT: 3}


def _algorithm(alg: Any) -> Algorithm:
    try:
        return Algorithm[alg.upper()] if isinstance(alg, str) else Algorithm(int(alg))
    except (KeyError, ValueError):
        raise ValueError(f"Argument `alg` got unsupported value {alg}. Supported values are philox for the "
                         "Philox algorithm, threefry for the ThreeFry algorithm, and auto_select for "
                         "auto-selection.") from None  # fmt: skip


def _words(number: int) -> list[int]:
    """Return an integer as signed 64-bit words, lowest first."""
    return [int(np.uint64(number >> shift & LONG).astype(np.int64)) for shift in (0, 64, 128)]


def _state_of(seed: Any, alg: Algorithm) -> Array:
    """Return the state that a seed begins with: a number fills it from the front, several from the back."""
    size = _SIZES[alg]
    if isinstance(seed, int):
        return np.array(_words(seed)[:size], np.int64)
    given = np.ravel(WORLD.convert(seed).numpy()).astype(np.int64)
    return np.concatenate([np.zeros(max(size - given.size, 0), np.int64), given])[:size]


@public(v2=("random.create_rng_state", "random.experimental.create_rng_state"))
def create_rng_state(world: Any, seed: Any, alg: Any) -> Any:
    """Return the state with which a generator of that seed begins."""
    return world.constant(_state_of(seed, _algorithm(alg)))


def _normal(op: str, doc: str) -> Any:
    """Return a method that draws samples of a kind of normal distribution."""

    def draw(
        self: Any, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = dtypes.float32, name: str | None = None
    ) -> Any:
        kind = dtypes.as_dtype(dtype)
        mean, stddev = WORLD.convert(mean, kind), WORLD.convert(stddev, kind)
        return self._draw(op, shape, dtype=kind) * stddev + mean

    draw.__doc__ = doc
    return draw


@plain(v2=("random.Generator", "random.experimental.Generator"))
class Generator(AutoTrackable):
    """Draws random numbers and moves its own state on. It owns the state; a module that holds it does not list it."""

    def __init__(self, copy_from: Any = None, state: Any = None, alg: Any = None) -> None:
        if copy_from is not None:
            state, alg = copy_from.state.numpy(), copy_from.algorithm
        assert alg is not None and state is not None
        self._alg = _algorithm(alg)
        if not isinstance(state, Variable):
            state = WORLD.convert(state, None if WORLD.is_tensor(state) else dtypes.int64)
            state = WORLD.apply("Cast", state, to=dtypes.int64) if state.dtype != dtypes.int64 else state
        wanted = (_SIZES[self._alg],)
        if not TensorShape(state.static_shape).is_compatible_with(wanted):
            raise ValueError(f"Shapes {state.shape} and {list(wanted)} are incompatible")
        self._state_var = state if isinstance(state, Variable) else Variable(state, name="StateVar", trainable=False)

    # --- making ---

    @classmethod
    def from_state(cls, state: Any, alg: Any) -> "Generator":
        """Return a generator that begins at a state; of a variable, one that shares it."""
        return cls(alg=alg, state=state)

    @classmethod
    def from_seed(cls, seed: Any, alg: Any = None) -> "Generator":
        """Return the generator of a seed."""
        chosen = _algorithm(Algorithm.PHILOX if alg is None else alg)
        return cls(alg=chosen, state=_state_of(seed, chosen))

    @classmethod
    def from_non_deterministic_state(cls, alg: Any = None) -> "Generator":
        """Return a generator that begins somewhere that nobody can repeat."""
        chosen = _algorithm(Algorithm.PHILOX if alg is None else alg)
        return cls(alg=chosen, state=np.random.default_rng().integers(-(2**63), 2**63, _SIZES[chosen], np.int64))

    @classmethod
    def from_key_counter(cls, key: Any, counter: Any, alg: Any) -> "Generator":
        """Return a generator that begins at a counter, two numbers, under a key."""
        return cls(alg=alg, state=_key_counter(key, counter))

    # --- state ---

    algorithm = property(lambda self: int(self._alg))

    @property
    def state(self) -> Any:
        """The variable: the counter in two halves, and the key."""
        return self._state_var

    key = property(lambda self: self._state_var[2])

    def reset(self, state: Any) -> None:
        """Go on from another state."""
        self._state_var.assign(WORLD.convert(state, dtypes.int64))

    def reset_from_seed(self, seed: Any) -> None:
        """Go on as a new generator of that seed would begin."""
        self._state_var.assign(_state_of(seed, self._alg))

    def reset_from_key_counter(self, key: Any, counter: Any) -> None:
        self._state_var.assign(_key_counter(key, counter))

    def skip(self, delta: Any) -> Any:
        """Pass over `delta` samples; return the state as it was."""
        return self._read_and_skip(WORLD.convert(delta))

    def _read_and_skip(self, delta: Any) -> Any:
        if self._alg is Algorithm.THREEFRY:
            text = "Non-XLA devices don't support the ThreeFry algorithm. [Op:RngReadAndSkip] name: "
            raise UnimplementedError(None, None, text)
        self._state_var._note_access()
        return WORLD.apply("RngReadAndSkip", self._state_var._handle, delta)

    # --- drawing ---

    def _draw(self, op: str, shape: Any, *inputs: Any, **attrs: Any) -> Any:
        drawable(WORLD, op, inputs[0].dtype if inputs else attrs["dtype"])
        shape = shape_tensor(WORLD, shape)
        count = WORLD.apply("Prod", shape, [0])
        return WORLD.apply(op, shape, self._read_and_skip(count), *inputs, **attrs)

    normal = _normal("StatelessRandomNormalV2", "Return samples of the normal distribution.")
    truncated_normal = _normal(
        "StatelessTruncatedNormalV2",
        "Return normal samples none of which is further than two standard deviations from the mean.",
    )

    def uniform(
        self, shape: Any, minval: Any = 0, maxval: Any = None, dtype: Any = dtypes.float32, name: str | None = None
    ) -> Any:
        """Return samples from [minval, maxval), of floats or of integers; integers need a maxval."""
        kind = dtypes.as_dtype(dtype)
        if not kind.is_integer:
            low, high = WORLD.convert(minval, kind), WORLD.convert(1 if maxval is None else maxval, kind)
            return self._draw("StatelessRandomUniformV2", shape, dtype=kind) * (high - low) + low
        if (minval is None) != (maxval is None):
            raise ValueError(f"For integer dtype {kind}, minval and maxval must be both `None` or both non-`None`; got "
                             f"minval={minval} and maxval={maxval}")  # fmt: skip
        if minval is None:
            return self.uniform_full_int(shape, kind)
        low, high = WORLD.convert(minval, kind), WORLD.convert(maxval, kind)
        return self._draw("StatelessRandomUniformIntV2", shape, low, high)

    def uniform_full_int(self, shape: Any, dtype: Any = dtypes.uint64, name: str | None = None) -> Any:
        """Return integers from the whole range of the dtype."""
        return self._draw("StatelessRandomUniformFullIntV2", shape, dtype=dtypes.as_dtype(dtype))

    # --- more generators ---

    def make_seeds(self, count: int = 1) -> Any:
        """Return `count` seeds for stateless ops, one in each column."""
        seeds = self.uniform_full_int([count], dtypes.int64)
        return WORLD.apply("Pack", seeds, WORLD.apply("ZerosLike", seeds))

    def split(self, count: int = 1) -> "list[Generator]":
        """Return independent generators; this one moves on."""
        keys = self.uniform_full_int([count], dtypes.int64).numpy()
        return [Generator(state=np.array([0, 0, key], np.int64), alg=self._alg) for key in keys]


def _key_counter(key: Any, counter: Any) -> Array:
    counts = np.asarray(WORLD.convert(counter, dtypes.int64).numpy())
    if counts.shape != (2,):
        raise ValueError(f"Shapes {TensorShape(counts.shape)} and [2] are incompatible")
    return np.array([*counts, int(WORLD.convert(key, dtypes.int64))], np.int64)


@public(v2=("random.get_global_generator", "random.experimental.get_global_generator"))
def get_global_generator(world: Any) -> Generator:
    """Return the generator that was set for everybody, made at the first call."""
    if world.global_generator is None:
        with world.context.outside():
            world.global_generator = Generator.from_non_deterministic_state()
    return world.global_generator  # type: ignore[no-any-return]


@public(v2=("random.set_global_generator", "random.experimental.set_global_generator"))
def set_global_generator(world: Any, generator: Any) -> None:
    """Set the generator for everybody; the world lets go of the one before."""
    world.global_generator = generator
