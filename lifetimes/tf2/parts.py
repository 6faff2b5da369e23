"""Imports every file that publishes a name of this world."""

from lifetimes.autograph import api
from lifetimes.graph import checkpoint_reader, control, control_gradients, functional, tensor_array
from lifetimes.ops import everything
from lifetimes.tf2 import custom, function, generator, labelled, scopes, summaries

__all__ = [
    "api",
    "checkpoint_reader",
    "control",
    "control_gradients",
    "custom",
    "everything",
    "function",
    "functional",
    "generator",
    "labelled",
    "scopes",
    "summaries",
    "tensor_array",
]
