"""Losses over many classes that look at the true ones and at few that are drawn: those of word vectors.

    loss = tf.nn.nce_loss(weights, biases, labels, inputs, num_sampled=64, num_classes=50000)

What is drawn under a seed is what TensorFlow draws. Sources: `tensorflow/core/kernels/range_sampler.cc` and
`tensorflow/python/ops/nn_impl.py`.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, World, dtypes
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.layout.creation import ones, ones_like, zeros_like
from lifetimes.ops.layout.joining import concat, stack
from lifetimes.ops.layout.shape_rules import of_rank
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_any
from lifetimes.ops.neural.cross_entropy import sigmoid_cross_entropy_with_logits, softmax_cross_entropy_with_logits
from lifetimes.ops.neural.losses_and_layers import embedding_lookup_v1
from lifetimes.ops.random.distributions import unit64
from lifetimes.ops.random.philox import Stream
from lifetimes.ops.registry import Out, not_differentiable, op, public, publish_as

_RESERVED = 512  # blocks of the generator for each class that is drawn


def _words(stream: Stream) -> Iterator[int]:
    while True:
        yield from stream.reserve(16).words(16).ravel().tolist()


def _uniform(words: Iterator[int], classes: int) -> int:
    rest = 0 if classes & (classes - 1) == 0 else (1 << 64) % classes
    while (word := next(words) | next(words) << 32) < rest:  # so that all are as likely
        pass
    return word % classes


def _log_uniform(words: Iterator[int], classes: int) -> int:
    drawn = unit64(*(np.array(next(words), np.uint32) for _ in range(2)))
    return (int(np.exp(drawn * np.log1p(classes))) - 1) % classes


def _sampler(draw: Callable[[Iterator[int], int], int], chance: Callable[[Array, int], Array], run: Any, node: Any,
             true_classes: Array) -> tuple[Array, Array, Array]:  # fmt: skip
    wanted, classes, unique = (node.attrs[name] for name in ("num_sampled", "range_max", "unique"))
    if true_classes.shape[1] != node.attrs["num_true"]:
        columns = f"expected: {true_classes.shape[1]} was: {node.attrs['num_true']}"
        raise refuse(f"true_classes must have num_true columns, {columns}")
    if unique and wanted > classes:
        raise refuse("Sampler's range is too small.")
    words, found, tries = _words(run.random.stream(node).reserve(wanted * _RESERVED)), list[int](), 0
    known = set[int]()
    while len(found) < wanted:
        drawn, tries = draw(words, classes), tries + 1
        if not unique or drawn not in known:
            found.append(drawn)
            known.add(drawn)
    sampled = np.array(found, np.int64)
    chances = [chance(one, classes).astype(np.float32) for one in (true_classes, sampled)]
    expected = [p * np.float32(wanted) if tries == wanted else -np.expm1(tries * np.log1p(-p)) for p in chances]
    return sampled, *expected  # type: ignore[return-value]


def _samples(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    drawn, true = (attrs["num_sampled"],), of_rank(inputs[0].static_shape, 2)
    return [(dtypes.int64, drawn), (dtypes.float32, true and (true[0], attrs["num_true"])), (dtypes.float32, drawn)]


def _publish_sampler(kind: str, op_name: str, draw: Any, chance: Any) -> Any:
    op(op_name, "true_classes:int64", partial(_sampler, draw, chance), _samples, not_differentiable, outputs=3,
       stateful=True)  # fmt: skip
    made = namedtuple(op_name, "sampled_candidates true_expected_count sampled_expected_count")  # type: ignore[misc]

    def call(
        world: World, true_classes: Any, num_true: int, num_sampled: int, unique: bool, range_max: int,
        seed: Any = None, name: str | None = None,
    ) -> Any:  # fmt: skip
        first, second = world.seeds(seed)
        return made(*world.apply(
            op_name, true_classes, num_true=num_true, num_sampled=num_sampled, unique=unique, range_max=range_max,
            seed=first, seed2=second, name=name,
        ))  # fmt: skip

    names = f"random.{kind}_candidate_sampler {'' if kind == 'uniform' else 'v1:'}nn.{kind}_candidate_sampler"
    return publish_as(names, call, "Return drawn classes, and how often the true ones and these are expected.")


_publish_sampler("uniform", "UniformCandidateSampler", _uniform, lambda each, n: np.full(each.shape, 1 / n))
log_uniform = _publish_sampler("log_uniform", "LogUniformCandidateSampler", _log_uniform,
                               lambda each, n: np.log((each + 2.0) / (each + 1.0)) / np.log1p(n))  # fmt: skip


def _sum_rows(world: World, x: Any) -> Any:
    column = ones(world, stack(world, [shape_of(world, x)[1], 1]), x.dtype)
    return world.apply("Reshape", world.apply("MatMul", x, column), [-1])


def _sampled_logits(
    world: World, weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int,
    num_true: int, sampled_values: Any, remove_accidental_hits: bool, strategy: str, seed: Any = None,
) -> tuple[Any, Any]:  # fmt: skip
    """Return the logits of the true classes and of those drawn, and what they should be."""
    apply = world.apply
    labels, inputs = cast(world, labels, dtypes.int64), world.convert(inputs)
    flat = apply("Reshape", labels, [-1])
    if sampled_values is None:
        sampled_values = log_uniform(world, labels, num_true, num_sampled, True, num_classes, seed)
    drawn, true_count, drawn_count = (apply("StopGradient", world.convert(value)) for value in sampled_values)
    drawn = cast(world, drawn, dtypes.int64)
    ids, count_of = concat(world, [flat, drawn], 0), partial(shape_of, world, flat)
    rows = cast(world, embedding_lookup_v1(world, weights, ids, strategy), inputs.dtype)
    true_rows = apply("Slice", rows, [0, 0], stack(world, [count_of()[0], -1]))
    drawn_rows = apply("Slice", rows, stack(world, [count_of()[0], 0]), [-1, -1])
    drawn_logits = apply("MatMul", inputs, drawn_rows, transpose_b=True)
    shifts = cast(world, embedding_lookup_v1(world, biases, ids, strategy), inputs.dtype)
    true_shifts, drawn_shifts = apply("Slice", shifts, [0], count_of()), apply("Slice", shifts, count_of(), [-1])
    depth = shape_of(world, true_rows)[1:2]
    by_example = concat(world, [[-1, num_true], depth], 0)
    dots = apply("Mul", apply("ExpandDims", inputs, 1), apply("Reshape", true_rows, by_example))
    dots = _sum_rows(world, apply("Reshape", dots, concat(world, [[-1], depth], 0)))
    true_logits = apply("Reshape", dots, [-1, num_true])
    true_logits += apply("Reshape", true_shifts, [-1, num_true])
    drawn_logits += drawn_shifts
    if remove_accidental_hits:
        world.seeds(None)  # TensorFlow counts the search for hits among the ops that draw
        hits = reduce_any(world, apply("Equal", apply("ExpandDims", labels, 2), drawn), 1)
        least = np.finfo(np.float32).min
        drawn_logits += cast(world, apply("SelectV2", hits, least, np.float32(0)), drawn_logits.dtype)
    true_logits -= apply("Log", true_count)
    drawn_logits -= apply("Log", drawn_count)
    logits = concat(world, [true_logits, drawn_logits], 1)
    return logits, concat(world, [ones_like(world, true_logits) / num_true, zeros_like(world, drawn_logits)], 1)


@public(v1=("nn.nce_loss",))
def nce_loss(
    world: World, weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int,
    num_true: int = 1, sampled_values: Any = None, remove_accidental_hits: bool = False,
    partition_strategy: str = "mod", name: str | None = "nce_loss",
) -> Any:  # fmt: skip
    """Return the loss of each example that tells its true classes from those drawn (noise-contrastive estimation)."""
    with world.name_scope(name, "compute_sampled_logits"):
        logits, wanted = _sampled_logits(world, weights, biases, labels, inputs, num_sampled, num_classes, num_true,
                                         sampled_values, remove_accidental_hits, partition_strategy)  # fmt: skip
    return _sum_rows(world, sigmoid_cross_entropy_with_logits(world, wanted, logits, name="sampled_losses"))


@public(v1=("nn.sampled_softmax_loss",))
def sampled_softmax_loss(
    world: World, weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int,
    num_true: int = 1, sampled_values: Any = None, remove_accidental_hits: bool = True,
    partition_strategy: str = "mod", name: str | None = "sampled_softmax_loss", seed: Any = None,
) -> Any:  # fmt: skip
    """Return the cross entropy of each example over its true classes and those drawn."""
    with world.name_scope(name, "compute_sampled_logits"):
        logits, wanted = _sampled_logits(world, weights, biases, labels, inputs, num_sampled, num_classes, num_true,
                                         sampled_values, remove_accidental_hits, partition_strategy, seed)  # fmt: skip
    wanted = world.apply("StopGradient", wanted, name="labels_stop_gradient")
    return softmax_cross_entropy_with_logits(world, wanted, logits)


@public(v2=("nn.nce_loss",))
def nce_loss_v2(
    world: World, weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int,
    num_true: int = 1, sampled_values: Any = None, remove_accidental_hits: bool = False, name: str | None = "nce_loss",
) -> Any:  # fmt: skip
    """Return the loss of each example that tells its true classes from those drawn; shards follow each other."""
    return nce_loss(world, weights, biases, labels, inputs, num_sampled, num_classes, num_true, sampled_values,
                    remove_accidental_hits, "div", name)  # fmt: skip


@public(v2=("nn.sampled_softmax_loss",))
def sampled_softmax_loss_v2(
    world: World, weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int,
    num_true: int = 1, sampled_values: Any = None, remove_accidental_hits: bool = True, seed: Any = None,
    name: str | None = "sampled_softmax_loss",
) -> Any:  # fmt: skip
    """Return the cross entropy of each example over its true classes and those drawn; shards follow each other."""
    return sampled_softmax_loss(world, weights, biases, labels, inputs, num_sampled, num_classes, num_true,
                                sampled_values, remove_accidental_hits, "div", name, seed)  # fmt: skip
