"""`saved_model.save` and `load`: a tree of objects with its variables and traces, without its classes.

    FOLDER/saved_model.pb                 who holds what by which attribute, and the traces: TensorFlow's own bytes
    FOLDER/variables/variables.*          the values, as a checkpoint

What an attribute leads to is saved; a trace that captured anything else is an error, as ownership is by attribute.
Loading runs no code of the program that saved. Source: `guide/saved_model`; `tensorflow/python/saved_model/save.py`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from lifetimes import nest
from lifetimes.errors import DataLossError
from lifetimes.graph.data.object_graph_def import KEY, encode
from lifetimes.graph.data.protos import SavedModel
from lifetimes.graph.data.tensor_bundle import bundle_exists, open_bundle
from lifetimes.graph.data.whole_files import EARLIER, damaged, read_message, write_file
from lifetimes.library import load as load_room
from lifetimes.ops.registry import public, publish
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.function import Function
from lifetimes.tf2.library import checkpoint_files
from lifetimes.tf2.library.saved_model.exporting import CALLABLE, Export, held_by
from lifetimes.tf2.library.saved_model.loading import Signatures
from lifetimes.tf2.library.saved_model.reading import Import
from lifetimes.tf2.object_graph import objects_below, values_of
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.tracking import is_trackable

_FILE: Final = "saved_model.pb"
_VALUES: Final = ("variables", "variables")


class SaveOptions:
    """How to save. Only `experimental_custom_gradients` changes anything here."""

    def __init__(self, experimental_custom_gradients: bool = True, **unused: Any) -> None:
        self.experimental_custom_gradients = experimental_custom_gradients
        vars(self).update(unused)


class LoadOptions:
    """How to load; kept for programs that pass it."""

    def __init__(self, **unused: Any) -> None:
        vars(self).update(unused)


publish(SaveOptions, v2=("saved_model.SaveOptions",))
publish(LoadOptions, v2=("saved_model.LoadOptions",))


# --- saving --------------------------------------------------------------------------------------------------


@public(v2=("saved_model.save",))
def save(world: Any, obj: Any, export_dir: Any, signatures: Any = None, options: Any = None) -> None:
    """Write an object, what its attributes lead to, and the traces of its functions.

    KeyError or AssertionError where a trace captured a variable that no attribute leads to.
    """
    if not is_trackable(obj):
        raise ValueError(f"Expected an AutoTrackable object for export, got {obj}.")
    folder, options = os.fspath(export_dir), options or SaveOptions()
    chosen = Signatures({key: _signature(key, function) for key, function in _chosen(obj, signatures).items()})
    objects, nodes = objects_below(obj, {})
    keys = {id(value): node.key for value, node in zip(objects, nodes, strict=True) if node.key is not None}
    export = Export(obj, chosen, keys, options.experimental_custom_gradients)
    data = export.model(KEY, encode(nodes)).SerializeToString()
    checkpoint_files.write(Path(folder, *_VALUES), nodes, values_of(objects, nodes))
    Path(folder, "assets").mkdir(exist_ok=True)
    write_file(Path(folder, _FILE), data)


# --- signatures ------------------------------------------------------------------------------------------


def _chosen(root: Any, given: Any) -> Mapping[str, Any]:
    """Return the signatures by name: what is given, or the one function of the root that has named results."""
    if given is None:
        held = [one for one in held_by(root).values() if isinstance(one, Function) and one.input_signature is not None]
        found = [one for one in held if _output_names(one.get_concrete_function())]
        given = found[0] if len(found) == 1 else None
    return {"serving_default": given} if isinstance(given, CALLABLE) else given or {}


def _signature(key: str, function: Any) -> ConcreteFunction:
    """Return a trace that takes tensors by keyword and returns a dict of tensors."""
    concrete = function.get_concrete_function() if isinstance(function, Function) else function
    if not isinstance(concrete, ConcreteFunction):
        raise ValueError(f"Expected a TensorFlow function for which to generate a signature, but got {function}. "
                         "Python functions may be decorated with `@tf.function` and passed as signatures directly, or "
                         "created using `get_concrete_function()`.")  # fmt: skip
    outputs = _output_names(concrete)
    if outputs is None:
        raise ValueError(
            f"Got a dictionary or a nested structure as output of the function for signature {key!r}; a signature "
            "returns a tensor, a sequence of tensors, or a flat dictionary of tensors."
        )
    parameters = concrete.graph.parameters

    def signature_wrapper(**tensors: Any) -> dict[str, Any]:
        found = concrete._call_flat([tensors[tensor.op.name] for tensor in parameters])
        return dict(zip(outputs, nest.flatten(found), strict=True))

    specs = {one.op.name: TensorSpec(one.static_shape, one.dtype, one.op.name) for one in parameters}
    return Function(signature_wrapper, autograph=False).get_concrete_function(**specs)


def _output_names(concrete: ConcreteFunction) -> list[str] | None:
    """Return a name for each result: its key in a dict, else a number; None where they cannot be named."""
    structure = concrete._trace.structure
    if isinstance(structure, Mapping):
        nested = any(nest.is_nested(part) for part in structure.values())
        return None if nested else sorted(structure)
    flat = nest.flatten(structure)
    if None in flat:
        return None
    return [f"output_{number}" for number in range(len(flat))]


# --- loading ---------------------------------------------------------------------------------------------


@public(v2=("saved_model.load",))
def load(world: Any, export_dir: Any, tags: Any = None, options: Any = None) -> Any:
    """Return the root object that was saved, without its class. OSError where there is no SavedModel."""
    folder = os.fspath(export_dir)
    path = Path(folder, _FILE)
    if not path.is_file():
        raise OSError(f"SavedModel file does not exist at: {folder}/{{saved_model.pbtxt|saved_model.pb}}")
    data = path.read_bytes()
    if data.startswith(EARLIER):
        model = load_room("tf2.library.saved_model.earlier").read(data, str(path))
    else:
        model = read_message(SavedModel, path)
    try:
        if model.meta_graphs and not model.meta_graphs[0].HasField("object_graph_def"):
            return _of_the_old_world(model.meta_graphs[0], Path(folder, *_VALUES))
        return Import(model.meta_graphs[0], Path(folder, *_VALUES)).root()
    except (LookupError, TypeError, ValueError, AttributeError, DataLossError) as error:
        if folder in str(error):
            raise
        raise damaged(path, f"its objects cannot be built, {type(error).__name__}: {error}") from error


def _of_the_old_world(definition: Any, prefix: Path) -> Any:
    bundle = open_bundle(prefix) if bundle_exists(prefix) else None
    return load_room("tf2.library.saved_model.old_models").load(definition, bundle)
