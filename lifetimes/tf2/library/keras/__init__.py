"""Keras, small but real: layers own their variables, models their layers, optimizers their slots.

The one thing that is global is the counter of automatic names (`scope.py`), as in Keras itself.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from lifetimes.tf2.library.keras import (
    activations,
    initializers,
    layers,
    losses,
    metrics,
    optimizers,
    regularizers,
    scope,
)
from lifetimes.tf2.library.keras.model import Model, Sequential
from lifetimes.tf2.library.keras.training import Callback, History
from lifetimes.tf2.library.keras.variable import KerasVariable


def set_random_seed(seed: int) -> None:
    """Seed Python's random numbers, NumPy's, and TensorFlow's."""
    random.seed(seed)
    np.random.seed(seed)
    scope.function("random.set_seed")(seed)


def _under(place: str, *tables: dict[str, Any]) -> dict[str, Any]:
    return {f"{place}.{name}": value for table in tables for name, value in table.items()}


NAMES: dict[str, Any] = {
    "Input": layers.Input,
    "Model": Model,
    "Sequential": Sequential,
    "Variable": KerasVariable,
    "backend.clear_session": scope.clear_session,
    "callbacks.Callback": Callback,
    "callbacks.History": History,
    "layers.Input": layers.Input,
    "models.Model": Model,
    "models.Sequential": Sequential,
    "utils.clear_session": scope.clear_session,
    "utils.set_random_seed": set_random_seed,
    **_under("activations", activations.FUNCTIONS, {"get": activations.get}),
    **_under("initializers", initializers.BY_NAME, {"get": initializers.get}),
    **_under("layers", layers.CLASSES),
    "InputSpec": layers.InputSpec,
    "Layer": layers.Layer,
    "Initializer": initializers.Initializer,
    "Loss": losses.Loss,
    "Metric": metrics.Metric,
    "Optimizer": optimizers.Optimizer,
    **_under("losses", losses.CLASSES, losses.PUBLISHED, {"Loss": losses.Loss, "get": losses.get}),
    **_under("metrics", metrics.CLASSES, metrics.PUBLISHED, {"get": metrics.get}),
    **_under("optimizers", optimizers.CLASSES, {"get": optimizers.get}),
    **_under("optimizers.schedules", optimizers.SCHEDULES),
    **_under("regularizers", regularizers.CLASSES),
}
"""What stands under `tf.keras`."""
