"""Imports every file that publishes a name of this world."""

from lifetimes.autograph import api
from lifetimes.graph import differentiation
from lifetimes.graph.control import control_flow as functional
from lifetimes.graph.control import control_gradients, custom_gradient, tensor_array
from lifetimes.graph.data import checkpoint_reader, files, graph_util
from lifetimes.graph.summaries import event_writer
from lifetimes.ops import everything
from lifetimes.tf1 import graph_building, labelled, session, variable_lists, variable_store
from lifetimes.tf1 import init_scope as lifting
from lifetimes.tf1.library import (
    assigning,
    checkpoint_init,
    config_messages,
    flags,
    global_step,
    layers,
    learning_rates,
    log_messages,
    losses,
    meta_import,
    metrics,
    moving_averages,
    object_checkpoint,
    optimizers,
    saved_model,
    summary,
    tape,
    templates,
    testing,
)
from lifetimes.tf1.library import behavior_switches as modes
from lifetimes.tf1.library import function as inlining

__all__ = [
    "api",
    "assigning",
    "checkpoint_init",
    "checkpoint_reader",
    "config_messages",
    "control_gradients",
    "custom_gradient",
    "differentiation",
    "event_writer",
    "everything",
    "files",
    "flags",
    "functional",
    "global_step",
    "graph_building",
    "graph_util",
    "inlining",
    "labelled",
    "layers",
    "learning_rates",
    "lifting",
    "log_messages",
    "losses",
    "meta_import",
    "metrics",
    "modes",
    "moving_averages",
    "object_checkpoint",
    "optimizers",
    "saved_model",
    "session",
    "summary",
    "tape",
    "templates",
    "tensor_array",
    "testing",
    "variable_lists",
    "variable_store",
]
