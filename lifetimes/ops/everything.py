"""Imports every file that registers an op or publishes a function. A world that is imported has them all."""

from lifetimes.ops import (
    activations,
    arithmetic,
    arrays,
    casting,
    choosing,
    creation,
    crossentropy,
    distributions,
    gathering,
    indexing,
    initializers,
    joining,
    linear,
    neural,
    normalization,
    reductions,
    reference_updates,
    sampling,
    special,
    state,
    updates,
)

__all__ = [
    "activations", "arithmetic", "arrays", "casting", "choosing", "creation", "crossentropy", "distributions",
    "gathering", "indexing", "initializers", "joining", "linear", "neural", "normalization", "reductions", "reference_updates",
    "sampling", "special", "state", "updates",
]  # fmt: skip
