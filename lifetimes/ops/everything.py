"""Imports every file that registers an op or publishes a function. A world that is imported has them all."""

from lifetimes.ops import state
from lifetimes.ops.debugging import checks, machine, python_calls
from lifetimes.ops.layout import (
    arrays,
    broadcasting,
    choosing,
    creation,
    gathering,
    indexing,
    joining,
    reference_updates,
    repeating,
)
from lifetimes.ops.layout import resource_updates as updates
from lifetimes.ops.linalg import factorising, matrices, norms, solving
from lifetimes.ops.linalg import matmul as linear
from lifetimes.ops.math import arithmetic, bits, casting, reductions, scans, searching, segments, special
from lifetimes.ops.neural import activations, normalization
from lifetimes.ops.neural import cross_entropy as crossentropy
from lifetimes.ops.neural import losses_and_layers as neural
from lifetimes.ops.neural import optimizer_steps as training
from lifetimes.ops.random import distributions, initializers, sampling
from lifetimes.ops.random import stateless_sampling as keyed_sampling
from lifetimes.ops.text import characters, printing, strings

__all__ = [
    "activations",
    "arithmetic",
    "arrays",
    "bits",
    "broadcasting",
    "casting",
    "characters",
    "checks",
    "choosing",
    "creation",
    "crossentropy",
    "distributions",
    "factorising",
    "gathering",
    "indexing",
    "initializers",
    "joining",
    "keyed_sampling",
    "linear",
    "machine",
    "matrices",
    "neural",
    "normalization",
    "norms",
    "printing",
    "python_calls",
    "reductions",
    "reference_updates",
    "repeating",
    "sampling",
    "scans",
    "searching",
    "segments",
    "solving",
    "special",
    "state",
    "strings",
    "training",
    "updates",
]
