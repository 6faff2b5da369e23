"""Learning rates that follow the global step: tensors, so a session computes them anew in each run."""

from __future__ import annotations

import math
from typing import Any

from lifetimes.ops import dtypes
from lifetimes.ops.registry import public
from lifetimes.ops.world import World


def _numbers(world: World, rate: Any, *others: Any) -> list[Any]:
    """Return the rate as a tensor, and the other numbers as tensors of its dtype."""
    rate = world.convert(rate, name="learning_rate")
    kind = rate.dtype.base_dtype
    tensors = (world.convert(value, hint=kind) for value in others)
    return [rate, *(t if t.dtype.base_dtype == kind else world.apply("Cast", t, to=kind) for t in tensors)]


def _fraction(world: World, step: Any, decay_steps: Any, staircase: bool) -> Any:
    p = world.apply("RealDiv", step, decay_steps)
    return world.apply("Floor", p) if staircase else p


def _needs_step(global_step: Any, name: str) -> None:
    if global_step is None:
        raise ValueError(f"global_step is required for {name}.")


@public(v1=("train.exponential_decay",))
def exponential_decay(
    world: World, learning_rate: Any, global_step: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return `learning_rate * decay_rate ** (global_step / decay_steps)`."""
    with world.name_scope(name, "ExponentialDecay", [learning_rate, global_step]) as scope:
        rate, step, every, decay = _numbers(world, learning_rate, global_step, decay_steps, decay_rate)
        power = world.apply("Pow", decay, _fraction(world, step, every, staircase))
        return world.apply("Mul", rate, power, name=scope)


@public(v1=("train.natural_exp_decay",))
def natural_exp_decay(
    world: World, learning_rate: Any, global_step: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return `learning_rate * exp(-decay_rate * global_step / decay_steps)`."""
    rate = math.exp(-decay_rate) if isinstance(decay_rate, (int, float)) else world.apply("Exp", -decay_rate)
    return exponential_decay(
        world, learning_rate, global_step, decay_steps, rate, staircase, name or "ExponentialDecay"
    )


@public(v1=("train.inverse_time_decay",))
def inverse_time_decay(
    world: World, learning_rate: Any, global_step: Any, decay_steps: Any, decay_rate: Any, staircase: bool = False,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return `learning_rate / (1 + decay_rate * global_step / decay_steps)`."""
    _needs_step(global_step, "inverse_time_decay")
    with world.name_scope(name, "InverseTimeDecay", [learning_rate, global_step]) as scope:
        rate, step, every, decay = _numbers(world, learning_rate, global_step, decay_steps, decay_rate)
        slower = world.apply("AddV2", 1.0, world.apply("Mul", decay, _fraction(world, step, every, staircase)))
        return world.apply("RealDiv", rate, slower, name=scope)


@public(v1=("train.polynomial_decay",))
def polynomial_decay(
    world: World, learning_rate: Any, global_step: Any, decay_steps: Any, end_learning_rate: Any = 0.0001,
    power: Any = 1.0, cycle: bool = False, name: str | None = None,
) -> Any:  # fmt: skip
    """Return a rate that falls to `end_learning_rate` in `decay_steps`; with `cycle` again and again, ever slower."""
    _needs_step(global_step, "polynomial_decay")
    with world.name_scope(name, "PolynomialDecay", [learning_rate, global_step]) as scope:
        rate, step, every, end, power = _numbers(
            world, learning_rate, global_step, decay_steps, end_learning_rate, power
        )
        if cycle:
            one = world.constant(1, rate.dtype.base_dtype)
            turns = world.apply("Ceil", world.apply("RealDiv", step, every))
            every = every * world.apply("Maximum", turns, one)
        else:
            step = world.apply("Minimum", step, every)
        left = world.apply("Pow", 1 - world.apply("RealDiv", step, every), power)
        return world.apply("AddV2", (rate - end) * left, end, name=scope)


@public(v1=("train.piecewise_constant", "train.piecewise_constant_decay"))
def piecewise_constant(world: World, x: Any, boundaries: Any, values: Any, name: str | None = None) -> Any:
    """Return `values[i]`, where i boundaries are smaller than x."""
    if len(boundaries) != len(values) - 1:
        raise ValueError("The length of boundaries should be 1 less than the length of values")
    with world.name_scope(name, "PiecewiseConstant", [x, *boundaries, *values]):
        x = world.convert(x)
        bounds = [world.convert(bound, hint=x.dtype.base_dtype) for bound in boundaries]
        for bound in bounds:
            if bound.dtype.base_dtype != x.dtype.base_dtype:
                raise ValueError(
                    f"Boundaries ({bound.dtype.base_dtype}) must have the same dtype as x ({x.dtype.base_dtype})."
                )
        pieces = world.apply("Pack", *[world.convert(value) for value in values])
        passed = [world.apply("Cast", world.apply("Greater", x, bound), to=dtypes.int32) for bound in bounds]
        return world.apply("GatherV2", pieces, world.apply("AddN", *passed) if passed else 0, 0)


def _cosine(world: World, step: Any, every: Any, turns: float) -> Any:
    """Return a number that goes from 1 to 0 along a cosine while the step goes to `every`."""
    done = world.apply("RealDiv", world.apply("Minimum", step, every), every)
    return 0.5 * (1.0 + world.apply("Cos", math.pi * turns * done))


@public(v1=("train.cosine_decay",))
def cosine_decay(
    world: World, learning_rate: Any, global_step: Any, decay_steps: Any, alpha: float = 0.0, name: str | None = None
) -> Any:
    """Return a rate that falls along a cosine to `alpha` times itself in `decay_steps`."""
    _needs_step(global_step, "cosine_decay")
    with world.name_scope(name, "CosineDecay", [learning_rate, global_step]):
        rate, step, every = _numbers(world, learning_rate, global_step, decay_steps)
        return rate * ((1 - alpha) * _cosine(world, step, every, 1.0) + alpha)


@public(v1=("train.linear_cosine_decay",))
def linear_cosine_decay(
    world: World, learning_rate: Any, global_step: Any, decay_steps: Any, num_periods: float = 0.5, alpha: float = 0.0,
    beta: float = 0.001, name: str | None = None,
) -> Any:  # fmt: skip
    """Return a rate that falls on a line with a cosine on it."""
    _needs_step(global_step, "linear_cosine_decay")
    with world.name_scope(name, "LinearCosineDecay", [learning_rate, global_step]):
        rate, step, every = _numbers(world, learning_rate, global_step, decay_steps)
        line = world.apply("RealDiv", every - world.apply("Minimum", step, every), every)
        return rate * ((alpha + line) * _cosine(world, step, every, 2.0 * num_periods) + beta)
