"""The values of a model's variables in a file: arrays of NumPy in one archive, named by layer and position.

Keras writes HDF5 under the same name; what is written here is read here.
"""

import os
from typing import Any

import numpy as np

from lifetimes.tf2.library.keras.variable import misfit


def save(model: Any, filepath: Any) -> None:
    """Write the values. ValueError for another name than Keras takes."""
    path = os.fspath(filepath)
    if not path.endswith(".weights.h5"):
        raise ValueError(f"The filename must end in `.weights.h5`. Received: filepath={path}")
    beside, owners = f"{path}.tmp", enumerate(_owners(model))
    named = {name: variable for place, layer in owners for name, variable in _named(place, layer).items()}
    with open(beside, "wb") as file:
        np.savez(file, **{name: variable.numpy() for name, variable in named.items()})
    os.replace(beside, path)


def load(model: Any, filepath: Any, skip_mismatch: bool = False) -> None:
    """Put the values of a file into the variables. ValueError where a layer has others, unless these are skipped."""
    path = os.fspath(filepath)
    if not path.endswith(".weights.h5"):
        raise ValueError(f"File format not supported: filepath={path}. Keras 3 only supports V3 `.keras` files, "
                         "`.weights.h5` files, legacy H5 format files (`.h5` extension), or Orbax "
                         "checkpoints.")  # fmt: skip
    if not model.built:
        raise ValueError("You are loading weights into a model that has not yet been built. Try building the model "
                         "first by calling it on some data or by using `build()`.")  # fmt: skip
    with np.load(path, allow_pickle=False) as values:
        owners = [(layer, _named(place, layer)) for place, layer in enumerate(_owners(model))]
        problems = {layer: _misfit(layer, own, values) for layer, own in owners}
        bad = {layer: problem for layer, problem in problems.items() if problem is not None}
        for layer, own in owners:
            for name, variable in own.items() if layer not in bad else ():
                variable.assign(values[name])
    if bad and not skip_mismatch:
        layer, problem = next(iter(bad.items()))
        example = f"Example error message for object {layer}:\n\n{problem}"
        raise ValueError(f"A total of {len(bad)} objects could not be loaded. {example}")


def _owners(model: Any) -> list[Any]:
    """Return the model and all layers below it that have variables of their own."""
    found = [model]
    for layer in found:
        found += [inner for inner in layer._sublayers if not any(inner is one for one in found)]
    return [layer for layer in found if layer._variables]


def _named(place: int, layer: Any) -> dict[str, Any]:
    return {f"layers/{place}/vars/{i}": variable for i, variable in enumerate(layer._variables)}


def _misfit(layer: Any, own: dict[str, Any], values: Any) -> str | None:
    """Return what is wrong with the values of a layer; None where they fit."""
    there = [name for name in own if name in values]
    if len(there) != len(own):
        received = f"{len(there)} variables during loading. Expected: {[variable.name for variable in own.values()]}"
        return f"Layer '{layer.name}' expected {len(own)} variables, but received {received}"
    for name, variable in own.items():
        if values[name].shape != tuple(variable.shape):
            return misfit(variable, values[name])
    return None
