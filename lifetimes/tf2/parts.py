"""Imports every file that publishes a name of this world."""

from lifetimes.autograph import api
from lifetimes.graph.control import branches_and_loops as control
from lifetimes.graph.control import control_flow as functional
from lifetimes.graph.control import control_gradients, tensor_array
from lifetimes.graph.data import checkpoint_reader
from lifetimes.ops import everything
from lifetimes.tf2 import function, labelled, scopes
from lifetimes.tf2.library import checkpoint_manager, generator
from lifetimes.tf2.library import custom_gradient as custom
from lifetimes.tf2.library import summary as summaries
from lifetimes.tf2.library.keras import model, regularizers
from lifetimes.tf2.library.ragged import ragged_functions
from lifetimes.tf2.library.saved_model import saving

__all__ = [
    "api",
    "checkpoint_manager",
    "checkpoint_reader",
    "control",
    "control_gradients",
    "custom",
    "everything",
    "function",
    "functional",
    "generator",
    "labelled",
    "model",
    "ragged_functions",
    "regularizers",
    "saving",
    "scopes",
    "summaries",
    "tensor_array",
]
