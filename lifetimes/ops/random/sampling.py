"""Random ops. The stateful ones draw on from a stream that their run owns; the stateless ones are pure functions."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, DType, World, brackets, dtypes
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.debugging.checks import Assert
from lifetimes.ops.debugging.wrappers import dtype_among, parameters_of, taking
from lifetimes.ops.layout.shape_rules import always, of_rank, shaped
from lifetimes.ops.math.reductions import reduce_all
from lifetimes.ops.random import distributions
from lifetimes.ops.random.distributions import RESERVED
from lifetimes.ops.random.philox import Stream, of_state, scrambled, skipped
from lifetimes.ops.registry import INDEX, REALS, Out, not_differentiable, op, public, publish_as, same


def _count(shape: Array) -> int:
    if shape.ndim != 1:
        raise refuse(f"shape must be a vector of {{int32,int64}}, got shape {brackets(shape.shape)}")
    if shape.min(initial=0) < 0:
        raise refuse(f"Dimension {shape.min()} must be >= 0")
    return int(shape.prod(dtype=np.int64))


# --- of a shape: a stateful op, its stateless twin, and one that is told the state of a generator ---------------


def _drawing(run: Any, node: Any, blocks: int) -> Stream:
    """Return the stream of a stateful op, and move it past what the op may use."""
    return run.random.stream(node).reserve(blocks * RESERVED)  # type: ignore[no-any-return]


Recipe = Callable[..., Array]  # of a stream, how many samples, two bounds where it takes them, and a NumPy dtype


def _drawn(recipe: Recipe, stream: Stream, shape: Array, bounds: tuple[Array, ...], dtype: Any) -> Array:
    kind = bounds[0].dtype if dtype is None else dtype.as_numpy_dtype
    return recipe(stream, _count(shape), *bounds, kind).reshape(tuple(shape))


def _stateful(recipe: Recipe) -> Callable[..., Array]:
    return lambda run, node, shape, *bounds: _drawn(
        recipe, _drawing(run, node, _count(shape)), shape, bounds, node.attrs.get("dtype")
    )


def _stateless(stream_of: Callable[[Array], Stream], recipe: Recipe) -> Callable[..., Array]:
    return lambda shape, given, *bounds, dtype=None: _drawn(recipe, stream_of(given), shape, bounds, dtype)


def _between(stream: Stream, count: int, low: Array, high: Array, dtype: Any) -> Array:
    if low >= high:
        raise refuse(f"Need minval < maxval, got {low} >= {high}")
    return distributions.whole(stream, count, low, high, dtype)


def _sized(dtype: Any) -> Callable[..., Out]:
    """Make a shape rule: the sizes that the first input, a vector, tells."""

    def rule(inputs: Any, attrs: dict[str, Any]) -> Out:
        of_rank(inputs[0].static_shape, 1)
        return inputs[dtype].dtype.base_dtype if dtype == -1 else attrs[dtype], inputs[0].static_value_as_shape()

    return rule


for _name, _keyed, _recipe, _bounds in (
    ("RandomUniform", "RandomUniform", distributions.uniform, ""),
    ("RandomStandardNormal", "RandomNormal", distributions.normal, ""),
    ("TruncatedNormal", "TruncatedNormal", distributions.truncated_normal, ""),
    ("RandomUniformFullInt", "RandomUniformFullInt", distributions.full, ""),
    ("RandomUniformInt", "RandomUniformInt", _between, " minval:T maxval:T"),
):
    _rule = _sized(-1 if _bounds else "dtype")
    op(_name, f"shape{_bounds}", _stateful(_recipe), _rule, not_differentiable, stateful=True)
    op(f"Stateless{_name}", f"shape seed{_bounds}", _stateless(scrambled, _recipe), _rule, not_differentiable)
    op(f"Stateless{_keyed}V2", f"shape state{_bounds}", _stateless(of_state, _recipe), _rule, not_differentiable)


def _read_and_skip(run: Any, node: Any, storage: Any, delta: Array) -> Array:
    """Give the state of a generator as it is, and move its counter past what the next samples may use."""
    old: Array = storage.read()
    storage.value = skipped(old, int(delta) * RESERVED)
    return old


op("RngReadAndSkip", "resource delta", _read_and_skip, always(dtypes.int64, 3), not_differentiable, stateful=True,
   effect=True)  # fmt: skip


def shape_tensor(world: World, shape: Any) -> Any:
    """Return a shape given by a program as a 1-D integer tensor named `shape`."""
    if world.is_tensor(shape):
        return world.convert(shape)
    sizes = shape.as_list() if hasattr(shape, "as_list") else shape
    return world.convert(sizes, None if isinstance(shape, np.ndarray) else dtypes.int32, name="shape")


def _seeds(world: World, seed: Any) -> dict[str, Any]:
    first, second = world.seeds(seed)
    return {"seed": first, "seed2": second}


def _scaled(world: World, samples: Any, scale: Any, offset: Any, scope: str) -> Any:
    return world.apply("AddV2", samples * scale, offset, name=scope)


_FLOATING, _INTEGERS = ("float16", "bfloat16", "float32", "float64"), (*INDEX, "uint32", "uint64")


def _accepted(dtype: DType, *names: str) -> None:
    if dtype.name not in names:
        listed = ", ".join(f"tf.{name}" for name in names)
        raise ValueError(f"Argument `dtype` got invalid value {dtype}. Accepted dtypes are ({listed}).")


def drawable(world: World, op: str, dtype: DType) -> None:
    """Refuse the dtype where an op that draws does not give it."""
    dtype_among(world, "dtype", dtype, _INTEGERS if "Int" in op else _FLOATING)


def _draw(world: World, op_name: str, shape: Any, seed: Any, stateless: bool, dtype: Any) -> Any:
    drawable(world, op_name, dtype)
    if stateless:
        return world.apply(f"Stateless{op_name}", shape, _seed_pair(world, seed), dtype=dtype)
    return world.apply(op_name, shape, dtype=dtype, **_seeds(world, seed))


def _seed_pair(world: World, seed: Any) -> Any:
    pair = world.convert(seed, name="seed")
    if pair.static_shape not in (None, (2,), (None,)) or pair.dtype.name not in INDEX:
        world.apply("StatelessRandomGetKeyCounter", seed)  # which refuses it
    return pair


def _no_pair(seed: Array) -> Any:
    raise refuse(f"seed must have shape [2], not {brackets(seed.shape)}")


def _key(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    shape = of_rank(inputs[0].static_shape, 1)
    if shape not in (None, (None,), (2,)):
        raise ShapeError(f"Dimension must be 2 but is {shape[0]}")
    return [(dtypes.uint64, (1,)), (dtypes.uint64, (2,))]


op("StatelessRandomGetKeyCounter", "seed:I=Tseed", _no_pair, _key, not_differentiable, outputs=2)


def _normal(
    world: World, op_name: str, label: str, shape: Any, mean: Any, stddev: Any, dtype: DType, seed: Any,
    name: str | None, stateless: bool,
) -> Any:  # fmt: skip
    with world.name_scope(name, label) as scope:
        shape = shape_tensor(world, shape)
        mean = world.convert(mean, dtype, name="mean")
        stddev = world.convert(stddev, dtype, name="stddev")
        return _scaled(world, _draw(world, op_name, shape, seed, stateless, dtype), stddev, mean, scope)


def _uniform(
    world: World, op_name: str, label: str, shape: Any, low: Any, high: Any, dtype: DType, seed: Any,
    name: str | None, stateless: bool,
) -> Any:  # fmt: skip
    _accepted(dtype, *_FLOATING, *(_INTEGERS if stateless else INDEX))
    if high is None:
        if dtype.is_integer and not (stateless and low is None):
            raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
        high = None if dtype.is_integer else 1
    with world.name_scope(name, label) as scope:
        shape = shape_tensor(world, shape)
        if high is None:
            return _draw(world, "RandomUniformFullInt", shape, seed, stateless, dtype)
        if dtype.is_floating and all(isinstance(one, (int, float)) for one in (low, high)) and (low, high) == (0, 1):
            return _draw(world, op_name, shape, seed, stateless, dtype)
        low, high = world.convert(low, dtype, name="min"), world.convert(high, dtype, name="max")
        if dtype.is_floating:
            return _scaled(world, _draw(world, op_name, shape, seed, stateless, dtype), high - low, low, scope)
        if stateless and dtype.is_unsigned:
            words = "when argument `minval` is not None. Please don't use unsigned integers in this case."
            raise ValueError(f"Argument `dtype` got invalid value {dtype} {words}")
        if stateless:
            return world.apply("StatelessRandomUniformInt", shape, _seed_pair(world, seed), low, high, name=scope)
        return world.apply("RandomUniformInt", shape, low, high, name=scope, **_seeds(world, seed))


def _publish_draw(
    names: str, doc: str, recipe: Callable[..., Any], kind: str, label: str, takes: str, stateless: bool = False
) -> Callable[..., Any]:
    """Publish a function that draws samples of a shape: on from a stream, or by what its seed alone says."""
    title = names.split()[0].rpartition(":")[2].rpartition(".")[2]
    before, after = ("shape seed", "name=None alg='auto_select'") if stateless else ("shape", "seed=None name=None")

    def call(world: World, shape: Any, seed: Any, dtype: Any, name: str | None, alg: Any = None, **two: Any) -> Any:
        return recipe(world, kind, label, shape, *two.values(), dtypes.as_dtype(dtype), seed, name, stateless)

    parameters = parameters_of(f"{before} {takes} dtype=dtypes.float32 {after}")
    return publish_as(names, taking(title, parameters, call), doc)


_BELL, _RANGE = "mean=0.0 stddev=1.0", "minval=0 maxval=None"
random_normal = _publish_draw(
    "v1:random_normal random.normal", "Return samples of the normal distribution.",
    _normal, "RandomStandardNormal", "random_normal", _BELL)  # fmt: skip
truncated_normal = _publish_draw(
    "v1:truncated_normal random.truncated_normal",
    "Return normal samples none of which is further than two standard deviations from the mean.",
    _normal, "TruncatedNormal", "truncated_normal", _BELL)  # fmt: skip
random_uniform = _publish_draw(
    "v1:random_uniform random.uniform",
    "Return samples from [minval, maxval), of floats or of integers; integers need a maxval.",
    _uniform, "RandomUniform", "random_uniform", _RANGE)  # fmt: skip
stateless_normal = _publish_draw(
    "random.stateless_normal",
    "Return normal samples that depend on nothing but the seed (two integers) and the shape.",
    _normal, "RandomStandardNormal", "stateless_random_normal", _BELL, stateless=True)  # fmt: skip
stateless_truncated_normal = _publish_draw(
    "random.stateless_truncated_normal",
    "Return truncated normal samples that depend on nothing but the seed and the shape.",
    _normal, "TruncatedNormal", "stateless_truncated_normal", _BELL, stateless=True)  # fmt: skip
stateless_uniform = _publish_draw(
    "random.stateless_uniform",
    """Return uniform samples that depend on nothing but the seed and the shape.

    Integers with neither minval nor maxval are drawn from the whole range of their dtype.
    """,
    _uniform, "RandomUniform", "stateless_random_uniform", _RANGE, stateless=True)  # fmt: skip


@public(v2=("random.split", "random.experimental.stateless_split"))
def split(world: World, seed: Any, num: int = 2, alg: Any = "auto_select") -> Any:
    """Return `num` new seeds, `[num, 2]`, made from one."""
    seed = world.convert(seed)
    return stateless_uniform(world, [num, 2], seed, None, None, seed.dtype.base_dtype)


@public(v2=("random.fold_in", "random.experimental.stateless_fold_in"))
def fold_in(world: World, seed: Any, data: Any, alg: Any = "auto_select") -> Any:
    """Return a new seed made from one and a number."""
    data = world.convert(data)
    first = stateless_uniform(world, [], seed, None, None, data.dtype.base_dtype)
    return world.apply("Pack", first, data)


# --- of given values -------------------------------------------------------------------------------------


def _shuffle(run: Any, node: Any, value: Array) -> Array:
    size = len(value) if value.ndim else 0
    if size < 2:
        return value
    return value[distributions.shuffled(run.random.stream(node).reserve(-(-(size - 1) // 4)), size)]


def _multinomial(run: Any, node: Any, logits: Array, count: Array) -> Array:
    if logits.ndim != 2:
        raise refuse(f"logits should be a matrix, got shape {brackets(logits.shape)}")
    rows, each = len(logits), int(count)
    stream = _drawing(run, node, rows * (-(-each // 4) * 4) * 2)
    return distributions.categorical(stream, logits, each).astype(node.attrs["dtype"].as_numpy_dtype)


def _rejected(draw: Any, run: Any, node: Any, shape: Array, parameters: Array) -> Array:
    count = _count(shape)
    stream = _drawing(run, node, count * parameters.size)
    samples = distributions.by_rejection(stream, count, parameters, draw)
    return samples.reshape(*shape, *parameters.shape).astype(node.attrs["dtype"].as_numpy_dtype)


def _gamma_gradient(world: World, node: Any, dy: Any) -> tuple[None, Any]:
    """Return how a sample moves with its parameter: what keeps its place in the distribution (Figurnov, 2018)."""
    a, x = node.inputs[1], node.outputs[0]
    log_density = (a - 1) * world.apply("Log", x) - x - world.apply("Lgamma", a)
    moved = -world.apply("IgammaGradA", a, x) * world.apply("Exp", -log_density)
    extra = world.apply("Range", 0, world.apply("Size", node.inputs[0]), 1)
    return None, world.apply("Sum", dy * moved, extra)


op("RandomShuffle", "value", _shuffle, same, not_differentiable, stateful=True)
op("Multinomial", "logits num_samples:int32", _multinomial,
   shaped("shape? size?", lambda shape, count: ((of_rank(shape, 2) or [None])[0], count), "dtype"),
   not_differentiable, stateful=True)  # fmt: skip
for _name, _draw_one, _moved in (
    ("RandomGamma", distributions.gamma, _gamma_gradient),
    ("RandomPoissonV2", distributions.poisson, None),
):
    op(_name, "shape parameters", partial(_rejected, _draw_one),
       shaped("sizes shape", lambda shape, each: shape + each, "dtype"), _moved, stateful=True)  # fmt: skip


@public("random.shuffle", v1=("random_shuffle",))
def shuffle(world: World, value: Any, seed: Any = None, name: str | None = None) -> Any:
    """Return the rows of the value in random order."""
    return world.apply("RandomShuffle", value, name=name, **_seeds(world, seed))


@public("random.categorical", scope="categorical")
def categorical(
    world: World, logits: Any, num_samples: Any, dtype: Any = None, seed: Any = None, name: str | None = None
) -> Any:
    """Return `num_samples` class numbers for each row of unnormalised log-probabilities."""
    dtype = dtypes.as_dtype(dtype or dtypes.int64)
    _accepted(dtype, *INDEX)
    logits = world.convert(logits, name="logits")
    return world.apply("Multinomial", logits, num_samples, dtype=dtype, **_seeds(world, seed))


@public(v1=("multinomial", "random.multinomial"))
def multinomial(
    world: World, logits: Any, num_samples: Any, seed: Any = None, name: str | None = None, output_dtype: Any = None
) -> Any:
    """Return `num_samples` class numbers for each row of unnormalised log-probabilities."""
    return categorical(world, logits, num_samples, output_dtype, seed, "multinomial" if name is None else name)


@public("random.gamma", v1=("random_gamma",))
def random_gamma(
    world: World, shape: Any, alpha: Any, beta: Any = None, dtype: Any = dtypes.float32, seed: Any = None,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return samples of the gamma distribution for each alpha: the result has `shape`, then the parameters' shape."""
    dtype = dtypes.as_dtype(dtype)
    with world.name_scope(name, "random_gamma"):
        shape = shape_tensor(world, shape)
        alpha = world.convert(alpha, dtype, name="alpha")
        beta = world.convert(1 if beta is None else beta, dtype, name="beta")
        alpha = alpha + world.apply("ZerosLike", beta)
        samples = world.apply("RandomGamma", shape, alpha, dtype=dtype, **_seeds(world, seed))
        tiny = np.array(np.finfo(dtype.as_numpy_dtype).tiny)
        return world.apply("Maximum", tiny, samples / beta)


@public("random.poisson", v1=("random_poisson",), scope="random_poisson")
def random_poisson(
    world: World, shape: Any, lam: Any, dtype: Any = dtypes.float32, seed: Any = None, name: str | None = None
) -> Any:
    """Return samples of the Poisson distribution for each rate: the result has `shape`, then the rates' shape."""
    shape, dtype = shape_tensor(world, shape), dtype_among(world, "dtype", dtype, (*REALS, *INDEX))
    lam = world.convert(lam, name="lam")
    return world.apply("RandomPoissonV2", shape, lam, dtype=dtype, **_seeds(world, seed))


@public("image.random_crop", v1=("random_crop",), scope="random_crop")
def random_crop(world: World, value: Any, size: Any, seed: Any = None, name: str | None = None) -> Any:
    """Return a part of the value of the given size, taken from a random place."""
    with world.name_scope(name, "random_crop", [value, size]) as scope:
        value = world.convert(value, name="value")
        size = world.convert(size, dtypes.int32, name="size")
        shape = shape_of(world, value)
        held = reduce_all(world, shape >= size)
        check = Assert(world, held, ["Need value.shape >= size, got ", shape, size], 1000)
        if not world.is_eager():
            with world.current_graph().control_dependencies([check]):
                shape = world.apply("Identity", shape, name="control_dependency")
        room = shape - size + 1
        start = random_uniform(world, shape_of(world, size), 0, dtypes.int32.max, dtypes.int32, seed) % room
        return world.apply("Slice", value, start, size, name=scope)


@public(v1=("set_random_seed", "random.set_random_seed"), v2=("random.set_seed",))
def set_seed(world: World, seed: Any) -> None:
    """Set the seed from which random ops take theirs: that of the default graph, or of all that runs eagerly."""
    world.set_seed(seed)


@public(v1=("get_seed", "random.get_seed"))
def get_seed(world: World, op_seed: Any) -> tuple[int | None, int | None]:
    """Return the two seeds that an op made now with this seed would get; None twice for no seed at all."""
    seeds = world.seeds(op_seed)
    return (None, None) if seeds == (0, 0) else seeds
