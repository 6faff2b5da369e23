"""`saved_model.save` and `load`: a tree of objects with its variables and traces, without its classes.

    FOLDER/saved_model.pb                 who holds what by which attribute, and the traces: TensorFlow's own bytes
    FOLDER/variables/variables.*          the values, as a checkpoint
    FOLDER/fingerprint.pb                 by which one saved model is told from another

What an attribute leads to is saved; a trace that captured anything else is an error, as ownership is by attribute.
Loading runs no code of the program that saved. Source: `guide/saved_model`; `tensorflow/python/saved_model/save.py`.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from lifetimes import nest
from lifetimes.graph.data.object_graph_def import KEY, encode
from lifetimes.graph.data.protos import FingerprintDef, SavedModel
from lifetimes.graph.data.tensor_bundle import bundle_exists, open_bundle
from lifetimes.graph.data.whole_files import decoding, read_saved_model, tagged, write_file
from lifetimes.graph.tensor import Tensor
from lifetimes.library import load as load_room
from lifetimes.ops import public, publish
from lifetimes.ops.text.fingerprints import fingerprint
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.function import Function
from lifetimes.tf2.library import checkpoint_files
from lifetimes.tf2.library.saved_model.exporting import Export, held_by
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


@public(v2=("saved_model.save",))
def save(world: Any, obj: Any, export_dir: Any, signatures: Any = None, options: Any = None) -> None:
    """Write an object, what its attributes lead to, and the traces of its functions.

    KeyError or AssertionError where a trace captured a variable that no attribute leads to.
    """
    if not is_trackable(obj):
        raise ValueError("Expected an object of type `Trackable`, such as `tf.Module` or a subclass of the `Trackable` "
                         f"class, for export. Got {obj} with type {type(obj)}.")  # fmt: skip
    folder, options = os.fspath(export_dir), options or SaveOptions()
    chosen = Signatures({key: _signature(key, function) for key, function in _chosen(obj, signatures).items()})
    objects, nodes = objects_below(obj, {})
    keys = {id(value): node.key for value, node in zip(objects, nodes, strict=True) if node.key is not None}
    export = Export(obj, chosen, keys, options.experimental_custom_gradients)
    data = export.model(KEY, encode(nodes)).SerializeToString()
    checkpoint_files.write(Path(folder, *_VALUES), nodes, values_of(objects, nodes))
    Path(folder, "assets").mkdir(exist_ok=True)
    write_file(Path(folder, _FILE), data)
    index = Path(folder, *_VALUES).with_suffix(".index").read_bytes()
    told = FingerprintDef(saved_model_checksum=fingerprint(data), checkpoint_hash=fingerprint(index))
    told.uuid, told.version.producer = str(uuid4().int), 4
    write_file(Path(folder, "fingerprint.pb"), told.SerializeToString())


def _chosen(root: Any, given: Any) -> Mapping[str, Any]:
    """Return the signatures by name: what is given, or the one function of the root that has named results."""
    if given is None:
        given = getattr(root, "_default_save_signature", None)
    if given is None:
        held = [one for one in held_by(root).values() if isinstance(one, Function) and one.input_signature is not None]
        found = [one for one in held if all(map(_is_tensor, _outputs(one.get_concrete_function()).values()))]
        given = found[0] if len(found) == 1 else None
    return given if isinstance(given, Mapping) else {} if given is None else {"serving_default": given}


def _signature(key: str, function: Any) -> ConcreteFunction:
    """Return a trace that takes tensors by keyword and returns a dict of tensors."""
    signed = isinstance(function, Function) and function.input_signature is not None
    concrete = function.get_concrete_function() if signed else function
    if not isinstance(concrete, ConcreteFunction):
        raise ValueError(f"Expected a TensorFlow function for which to generate a signature, but got {function}. "
                         "Only `tf.functions` with an input signature or concrete functions can be used as a "
                         "signature.")  # fmt: skip
    outputs = _outputs(concrete)
    for name, value in outputs.items():
        if not _is_tensor(value):
            raise ValueError(f"Got a non-Tensor value {value!r} for key {name!r} in the output of the function "
                             f"{concrete._name} used to generate the SavedModel signature {key!r}. Outputs for "
                             "functions used as signatures must be a single Tensor, a sequence of Tensors, or a "
                             "dictionary from string to Tensor.")  # fmt: skip
    parameters = concrete.graph.parameters

    def signature_wrapper(**tensors: Any) -> dict[str, Any]:
        found = concrete._call_flat([tensors[tensor.op.name] for tensor in parameters])
        return dict(zip(outputs, nest.flatten(found), strict=True))

    in_order = sorted(parameters, key=lambda one: str(one.op.name))  # as TensorFlow hands in keyword arguments
    specs = {one.op.name: TensorSpec(one.static_shape, one.dtype, one.op.name) for one in in_order}
    return Function(signature_wrapper, autograph=False).get_concrete_function(**specs)


def _outputs(concrete: ConcreteFunction) -> dict[str, Any]:
    """Return the results of a trace by name: their keys in a dict or a named tuple, else numbers."""
    found = concrete._trace.structure
    if isinstance(found, Mapping):
        return {key: found[key] for key in sorted(found)}
    if hasattr(found, "_asdict"):
        return found._asdict()  # type: ignore[no-any-return]
    parts = found if isinstance(found, (list, tuple)) else [found]
    return {f"output_{number}": part for number, part in enumerate(parts)}


def _is_tensor(value: Any) -> bool:
    return isinstance(value, Tensor) or hasattr(value, "_with_tensors")


@public(v2=("saved_model.load",))
def load(world: Any, export_dir: Any, tags: Any = None, options: Any = None) -> Any:
    """Return the root object that was saved, without its class. OSError where there is no SavedModel.

    Of several meta graphs it is that of the `tags`: ValueError where they are not given, or not those of the only one.
    """
    folder, earlier = os.fspath(export_dir), load_room("tf2.library.saved_model.earlier")
    path, model = read_saved_model(SavedModel, folder, earlier.read)
    found = model.meta_graphs
    if tags is not None and not isinstance(tags, set):
        tags = nest.flatten(tags)
    if len(found) == 1 and found[0].HasField("object_graph_def"):
        own = found[0].meta_info_def.tags
        if tags is not None and set(tags) != set(own):
            raise ValueError(f"Got an incompatible argument to `tags`: {tags}. The SavedModel at {export_dir} has one "
                             f"MetaGraph with tags {own}. You may omit the argument, pass 'None', or pass matching "
                             "tags.")  # fmt: skip
    elif tags is None and len(found) > 1:
        raise ValueError("Importing a SavedModel with `tf.saved_model.load` requires a `tags=` argument if there is "
                         f"more than one MetaGraph. Got `tags=None`, but there are {len(found)} MetaGraphs in the "
                         f"SavedModel with tag sets: {[one.meta_info_def.tags for one in found]}. Pass a `tags=` "
                         "argument to load this SavedModel.")  # fmt: skip
    elif tags is not None:
        found = [tagged(found, tags)]
    with decoding(path, "its objects cannot be built"):
        definition, values = found[0], Path(folder, *_VALUES)
        bundle = open_bundle(values) if bundle_exists(values) else None
        if not definition.HasField("object_graph_def"):
            return load_room("tf2.library.saved_model.old_models").load(definition, bundle, folder)
        return Import(definition, bundle, folder).root()
