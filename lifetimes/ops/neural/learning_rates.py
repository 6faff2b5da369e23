"""Learning rates that follow the step: tensors, which a session computes anew in each run.

The nodes have the names that TensorFlow gives them. Source: `tensorflow/python/keras/optimizer_v2/
learning_rate_schedule.py`, to which the functions of TensorFlow 1 lead.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from lifetimes.library import load
from lifetimes.ops import dtypes, public
from lifetimes.ops.math.casting import cast


@contextmanager
def _decay(world: Any, name: str | None, title: str, rate: Any, *numbers: Any) -> Iterator[Any]:
    """Enter the scope of a decay: give its name, the rate as a tensor, and the numbers as tensors of its dtype."""
    with world.name_scope(name, title) as scope:
        rate = world.convert(rate, name="initial_learning_rate")
        yield (scope, rate, *(cast(world, number, rate.dtype.base_dtype) for number in numbers))


def _turns(world: Any, step: Any, every: Any, staircase: bool) -> Any:
    return world.apply("Floor", step / every) if staircase else step / every


@public(v1=("train.exponential_decay",))
def exponential_decay(
    world: Any, learning_rate: Any, global_step: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return `learning_rate * decay_rate ** (global_step / decay_steps)`."""
    given = decay_steps, decay_rate, global_step
    with _decay(world, name, "ExponentialDecay", learning_rate, *given) as (scope, rate, every, decay, step):
        power = world.apply("Pow", decay, _turns(world, step, every, staircase))
        return world.apply("Mul", rate, power, name=scope)


@public(v1=("train.natural_exp_decay",))
def natural_exp_decay(
    world: Any, learning_rate: Any, global_step: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return `learning_rate * exp(-decay_rate * global_step / decay_steps)`."""
    rate = world.apply("Exp", world.apply("Neg", decay_rate))
    return exponential_decay(world, learning_rate, global_step, decay_steps, rate, staircase, name)


@public(v1=("train.inverse_time_decay",))
def inverse_time_decay(
    world: Any, learning_rate: Any, global_step: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return `learning_rate / (1 + decay_rate * global_step / decay_steps)`."""
    given = decay_steps, decay_rate, global_step
    with _decay(world, name, "InverseTimeDecay", learning_rate, *given) as (scope, rate, every, decay, step):
        turns = _turns(world, step, every, staircase)
        one = cast(world, world.constant(1), rate.dtype.base_dtype)
        slower = world.apply("AddV2", one, world.apply("Mul", decay, turns), name="Add")
        return world.apply("RealDiv", rate, slower, name=scope)


@public(v1=("train.polynomial_decay",))
def polynomial_decay(
    world: Any, learning_rate: Any, global_step: Any, decay_steps: Any, end_learning_rate: Any = 0.0001,
    power: Any = 1.0, cycle: bool = False, name: str | None = None,
) -> Any:  # fmt: skip
    """Return a rate that falls to `end_learning_rate` in `decay_steps`; with `cycle` again and again, ever slower."""
    given = end_learning_rate, power, global_step, decay_steps
    with _decay(world, name, "PolynomialDecay", learning_rate, *given) as (scope, rate, end, power, step, every):
        if cycle:
            first, turns = world.apply("Equal", step, 0), world.apply("Ceil", step / decay_steps)
            every = world.apply("Mul", every, world.apply("SelectV2", first, 1.0, turns))
        else:
            step = world.apply("Minimum", step, every)
        done, fallen = step / every, rate - end
        left = world.apply("Mul", fallen, world.apply("Pow", 1 - done, power))
        return world.apply("AddV2", left, end, name=scope)


def _cosine(world: Any, turns: Any) -> Any:
    """Return a number that goes from 1 to 0 along a cosine while the turns go from 0 to 1."""
    return 0.5 * (1.0 + world.apply("Cos", world.constant(math.pi, turns.dtype.base_dtype) * turns))


@public(v1=("train.cosine_decay",))
def cosine_decay(
    world: Any, learning_rate: Any, global_step: Any, decay_steps: Any, alpha: float = 0.0, name: str | None = None
) -> Any:
    """Return a rate that falls along a cosine to `alpha` times itself in `decay_steps`."""
    with _decay(world, name, "CosineDecay", learning_rate, decay_steps, global_step) as (_, rate, every, step):
        cosine = _cosine(world, world.apply("Minimum", step, every) / every)
        return world.apply("Mul", rate, (1 - alpha) * cosine + alpha)


@public(v1=("train.cosine_decay_restarts",))
def cosine_decay_restarts(
    world: Any, learning_rate: Any, global_step: Any, first_decay_steps: Any, t_mul: Any = 2.0, m_mul: Any = 1.0,
    alpha: Any = 0.0, name: str | None = None,
) -> Any:  # fmt: skip
    """Return a rate that falls along a cosine and begins anew: after `t_mul` times the steps, from `m_mul` of it."""
    given = first_decay_steps, alpha, t_mul, m_mul, global_step
    with _decay(world, name, "SGDRDecay", learning_rate, *given) as (scope, rate, every, alpha, longer, lower, step):
        done = step / every

        def grown() -> Any:
            begun = world.apply("Floor", world.apply("Log", 1.0 - done * (1.0 - longer)) / world.apply("Log", longer))
            before = (1.0 - longer**begun) / (1.0 - longer)
            return begun, (done - before) / longer**begun

        def even() -> Any:
            begun = world.apply("Floor", done)
            return begun, done - begun

        begun, part = load("graph.control.control_flow").cond(world, world.apply("Equal", longer, 1.0), even, grown)
        left = lower**begun * _cosine(world, part)
        return world.apply("Mul", rate, (1 - alpha) * left + alpha, name=scope)


@public(v1=("train.linear_cosine_decay",))
def linear_cosine_decay(
    world: Any, learning_rate: Any, global_step: Any, decay_steps: Any, num_periods: float = 0.5, alpha: float = 0.0,
    beta: float = 0.001, name: str | None = None,
) -> Any:  # fmt: skip
    """Return a rate that falls on a line with a cosine on it."""
    given = decay_steps, num_periods, alpha, beta, global_step
    with _decay(world, name, "LinearCosineDecay", learning_rate, *given) as (scope, rate, every, periods, *more):
        alpha, beta, step = more
        step = world.apply("Minimum", step, every)
        line, done = (every - step) / every, step / every
        cosine = _cosine(world, 2.0 * periods * done)
        return world.apply("Mul", rate, (alpha + line) * cosine + beta, name=scope)


@public(v1=("train.piecewise_constant", "train.piecewise_constant_decay"))
def piecewise_constant(world: Any, x: Any, boundaries: Any, values: Any, name: str | None = None) -> Any:
    """Return `values[i]`, where i boundaries are smaller than x."""
    if len(boundaries) != len(values) - 1:
        raise ValueError("The length of boundaries should be 1 less than the length of values")
    bounds = [world.convert(bound) for bound in boundaries]
    pieces = [world.convert(value) for value in values]
    x = world.convert(x)
    kind = x.dtype.base_dtype
    for place, bound in enumerate(bounds):
        own = bound.dtype.base_dtype
        if own != kind and (own, kind) != (dtypes.int32, dtypes.int64):
            raise ValueError(f"Boundaries ({own}) must have the same dtype as x ({kind}).")
        bounds[place] = cast(world, bound, kind)
    for other in pieces[1:]:
        kinds = pieces[0].dtype.base_dtype, other.dtype.base_dtype
        if kinds[0] != kinds[1]:
            raise ValueError(f"Values must have elements all with the same dtype ({kinds[0]} vs {kinds[1]}).")
    with world.name_scope(name, "PiecewiseConstant", [x, values]):
        low_end, high_end = bounds[0], bounds[-1]
        first, *between, last = (lambda piece=piece: piece for piece in pieces)
        choices = [(x <= low_end, first), (x > high_end, last)]
        choices += [((x > low) & (x <= high), piece)
                    for (low, high), piece in zip(pairwise(bounds), between, strict=True)]  # fmt: skip
        return load("graph.control.cases").case(world, choices, first, exclusive=True)
