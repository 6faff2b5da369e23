"""`saved_model.save` and `load`: a tree of objects with its variables and traces, without its classes.

    FOLDER/saved_model.pb                 who holds what by which attribute, and the traces: JSON and arrays, no code
    FOLDER/variables/variables.*          the values, as a checkpoint

What an attribute leads to is saved; a trace that captured anything else is an error, as ownership is by attribute.
Loading runs no code of the program that saved. Source: `guide/saved_model`; `tensorflow/python/saved_model/save.py`.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lifetimes import nest
from lifetimes.graph.data import archive
from lifetimes.graph.data.whole_files import write_file
from lifetimes.object_graph import objects_below as graph_of
from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import public, publish
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.function import Function
from lifetimes.tf2.library import checkpoint_files
from lifetimes.tf2.library.saved_model import exporting
from lifetimes.tf2.library.saved_model.exporting import Untracked
from lifetimes.tf2.library.saved_model.loading import (
    CallableUserObject,
    RestoredFunction,
    SignatureFunction,
    Signatures,
    UserObject,
)
from lifetimes.tf2.library.signature_text import parameters_of
from lifetimes.tf2.object_graph import children_of, objects_below, storage_of, values_of, variable_name
from lifetimes.tf2.tracking import DictWrapper, ListWrapper, is_trackable
from lifetimes.tf2.variable import Variable

_FILE, _VALUES = "saved_model.pb", ("variables", "variables")
_CALLABLE = (Function, ConcreteFunction, RestoredFunction)


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
    folder = os.fspath(export_dir)
    export = _Export(obj, options or SaveOptions())
    content = export.content(signatures)
    objects, nodes = objects_below(obj, {})
    checkpoint_files.write(Path(folder, *_VALUES), nodes, values_of(objects, nodes))
    Path(folder, "assets").mkdir(exist_ok=True)
    write_file(Path(folder, _FILE), archive.pack(content, export.arrays))


class _Export:
    """One saving: objects get numbers as they are met, nearest first."""

    def __init__(self, root: Any, options: SaveOptions) -> None:
        self._options = options
        self.arrays: dict[str, Array] = {}
        self._root = root
        self._objects, self._held = graph_of(root, _held_by, variable_name)
        self._owners = {
            id(storage): number for number, storage in enumerate(map(storage_of, self._objects)) if storage is not None
        }

    def content(self, signatures: Any) -> dict[str, Any]:
        """Return all of it as JSON-like data; the arrays are in `arrays`."""
        chosen = self._signatures(signatures)
        pairs = enumerate(zip(self._objects, self._held, strict=True))
        nodes = [self._node(number, value, held.children) for number, (value, held) in pairs]
        return {"nodes": nodes, "signatures": chosen}

    def _node(self, number: int, value: Any, held: dict[str, int]) -> dict[str, Any]:
        storage = storage_of(value)
        if storage is not None:
            self.arrays[f"value_{number}"] = storage.read()
            shape = None if value.static_shape is None else list(value.static_shape)
            return {"variable": [value._shared_name, value.trainable, shape]}
        if isinstance(value, _CALLABLE):
            return {"function": self._function(value)}
        kinds = ((list, "list"), (dict, "dict"), (tuple, "tuple"))
        return {next((kind for cls, kind in kinds if isinstance(value, cls)), "object"): held}

    def _function(self, value: Any) -> dict[str, Any]:
        concretes = [one for one in traces_of(value) if exporting.is_exportable(one)]
        parameters = value._signature.signature if isinstance(value, Function) else _signature_of(value)
        try:
            saved = [self._concrete(one) for one in concretes]
        except Untracked as error:
            raise KeyError(
                f"Failed to add concrete function '{concretes[0]._name}' to object-based SavedModel as it captures "
                "tensor "
                f"{error} which is unsupported or not reachable from root. One reason could be that a stateful object "
                "or a "
                "variable that the function depends on is not assigned to an attribute of the serialized trackable "
                "object "
                "(see SaveTest.test_captures_unreachable_variable)."
            ) from None
        return {
            "name": getattr(value, "__name__", "function"),
            "parameters": exporting.encode_signature(parameters),
            "fixed": getattr(value, "input_signature", None) is not None,
            "concretes": saved,
        }

    def _concrete(self, concrete: ConcreteFunction) -> dict[str, Any]:
        keep = self._options.experimental_custom_gradients
        return exporting.encode_concrete(concrete, self._owners, self.arrays, keep)

    # --- signatures ---

    def _signatures(self, given: Any) -> dict[str, Any]:
        if given is None:
            given = self._only_signature()
        if isinstance(given, _CALLABLE):
            given = {"serving_default": given}
        return {name: self._signature(name, function) for name, function in (given or {}).items()}

    def _only_signature(self) -> Any:
        """Return the one function of the root with a fixed signature and named results; None for none or several."""
        held = _held_by(self._root).values()
        fixed = [value for value in held if isinstance(value, Function) and value.input_signature is not None]
        found = [value for value in fixed if _output_names(value.get_concrete_function())]
        return found[0] if len(found) == 1 else None

    def _signature(self, name: str, function: Any) -> dict[str, Any]:
        concrete = function.get_concrete_function() if isinstance(function, Function) else function
        if not isinstance(concrete, ConcreteFunction):
            raise ValueError(
                f"Expected a TensorFlow function for which to generate a signature, but got {function}. Python "
                "functions may be "
                "decorated with `@tf.function` and passed as signatures directly, or created using "
                "`get_concrete_function()`."
            )
        outputs = _output_names(concrete)
        if outputs is None:
            raise ValueError(
                f"Got a dictionary or a nested structure as output of the function for signature {name!r}; a "
                "signature returns a "
                "tensor, a sequence of tensors, or a flat dictionary of tensors."
            )
        try:
            return {"concrete": self._concrete(concrete), "outputs": outputs}
        except Untracked as error:
            raise AssertionError(
                "Tried to export a function which references an 'untracked' resource. TensorFlow objects (e.g. "
                "tf.Variable) "
                "captured by functions must be 'tracked' by assigning them to an attribute of a tracked object or "
                "assigned to "
                "an attribute of the main object directly. See the information below:\n\tFunction name = "
                f"{concrete._name}\n\t"
                f"Captured Tensor = {error}"
            ) from None


def _held_by(value: Any) -> dict[str, Any]:
    """Return what an object holds by name: what it depends on, and the functions among its attributes and methods."""
    if isinstance(value, _CALLABLE):
        return {}
    held = children_of(value)
    if not isinstance(value, (list, dict, tuple)) and hasattr(value, "_trackable_children"):
        static = ((name, inspect.getattr_static(value, name, None)) for name in dir(value))
        held |= {name: getattr(value, name) for name, found in static if isinstance(found, _CALLABLE)}
    return held


def traces_of(function: Any) -> list[ConcreteFunction]:
    """Return one trace for each signature of a function, traced anew where only the names of arguments differ."""
    if isinstance(function, ConcreteFunction):
        return [function]
    if isinstance(function, RestoredFunction):
        return function.concrete_functions
    if function.input_signature is not None:
        return [function.get_concrete_function()]
    seen: list[Any] = []
    for concrete in function._list_all_concrete_functions():
        signature = concrete.structured_input_signature
        if exporting.is_exportable(concrete) and signature not in seen:
            seen.append(signature)
    return [function.get_concrete_function(*args, **kwargs) for args, kwargs in seen]


def _signature_of(function: Any) -> inspect.Signature:
    return function._signature if isinstance(function, RestoredFunction) else parameters_of(function)


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


# --- loading -------------------------------------------------------------------------------------------------


@public(v2=("saved_model.load",))
def load(world: Any, export_dir: Any, tags: Any = None, options: Any = None) -> Any:
    """Return the root object that was saved, without its class. OSError where there is no SavedModel."""
    folder = os.fspath(export_dir)
    path = Path(folder, _FILE)
    if not path.is_file():
        raise OSError(f"SavedModel file does not exist at: {folder}/{{saved_model.pbtxt|saved_model.pb}}")
    content, arrays = archive.unpack(path.read_bytes(), str(path))
    return _Import(content, arrays).root()


class _Import:
    """One loading: variables first, then functions, then the objects that hold them."""

    def __init__(self, content: Any, arrays: Mapping[str, Array]) -> None:
        self._nodes, self._signatures, self._arrays = content["nodes"], content["signatures"], arrays
        self._variables = {n: self._variable(n, node) for n, node in enumerate(self._nodes) if "variable" in node}
        self._made: dict[int, Any] = dict(self._variables)

    def root(self) -> Any:
        made = self._object(0)
        made.signatures = Signatures({name: self._signature(data) for name, data in self._signatures.items()})
        return made

    def _variable(self, number: int, node: Any) -> Any:
        name, trainable, shape = node["variable"]
        return Variable(self._arrays[f"value_{number}"], trainable=trainable, name=name, shape=shape)

    def _object(self, number: int) -> Any:
        if number not in self._made:
            ((kind, content),) = self._nodes[number].items()
            make: dict[str, Callable[..., Any]] = {
                "dict": self._dict, "function": self._function, "list": self._list, "object": self._user_object,
                "tuple": self._tuple,
            }  # fmt: skip
            self._made[number] = make[kind](number, content)
        return self._made[number]

    def _function(self, number: int, data: Any) -> RestoredFunction:
        concretes = [exporting.decode_concrete(one, self._arrays, self._variables) for one in data["concretes"]]
        return RestoredFunction(data["name"], exporting.decode_signature(data["parameters"]), data["fixed"], concretes)

    def _signature(self, data: Any) -> SignatureFunction:
        concrete = exporting.decode_concrete(data["concrete"], self._arrays, self._variables)
        return SignatureFunction(concrete, data["outputs"])

    def _user_object(self, number: int, held: dict[str, int]) -> Any:
        made = CallableUserObject() if "__call__" in held else UserObject()
        self._made[number] = made
        for name, child in held.items():
            if not isinstance(getattr(type(made), name, None), property):
                setattr(made, name, self._object(child))
        return made

    def _list(self, number: int, held: dict[str, int]) -> ListWrapper:
        return ListWrapper([self._object(child) for child in held.values()])

    def _dict(self, number: int, held: dict[str, int]) -> DictWrapper:
        return DictWrapper({name: self._object(child) for name, child in held.items()})

    def _tuple(self, number: int, held: dict[str, int]) -> tuple[Any, ...]:
        return tuple(self._object(child) for child in held.values())
