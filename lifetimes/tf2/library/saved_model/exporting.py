"""A tree of objects with its traces as one message: who holds what by which attribute, the functions, the captures.

A capture is recorded as what it is among the saved objects: a variable, or a constant that is saved for its sake. So a
trace that uses a variable which no attribute leads to cannot be exported. Values are not in here but in a checkpoint.
Source: `tensorflow/python/saved_model/save.py`, `function_serialization.py`.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Mapping
from typing import Any, Final

from lifetimes import nest
from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.graph_def import Functions
from lifetimes.graph.data.protos import MetaGraphDef, RegisteredGradient, SavedConcreteFunction, SavedModel, SavedObject
from lifetimes.graph.data.spelled_out import OWN
from lifetimes.object_graph import objects_below as graph_of
from lifetimes.ops.dtypes import Array
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.function import Function
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor
from lifetimes.tf2.library.saved_model import tables
from lifetimes.tf2.library.saved_model.gradients import Gradients, tensor_of
from lifetimes.tf2.library.saved_model.loading import RestoredFunction, Signatures
from lifetimes.tf2.library.saved_model.main_graph import MainGraph, Place
from lifetimes.tf2.library.saved_model.structures import PLAIN, function_spec, spec_of_ragged, structured
from lifetimes.tf2.library.signature_text import parameters_of
from lifetimes.tf2.library.signature_text import structured as given_of
from lifetimes.tf2.object_graph import children_of, storage_of, variable_name
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Literal
from lifetimes.tf2.tracing import legal
from lifetimes.tf2.variable import Variable

CALLABLE: Final = (Function, ConcreteFunction, RestoredFunction)
_CONTAINERS: Final[dict[str, Any]] = {
    "trackable_list_wrapper": list, "trackable_dict_wrapper": dict, "trackable_tuple_wrapper": tuple,
    "signature_map": Signatures,
}  # fmt: skip
_VERSION: Final = "2.21.0"  # the TensorFlow whose form this is
_VERSIONS: Final = {"producer": 1, "min_consumer": 1}


class Untracked(Exception):
    """A trace captured something that no attribute of the saved objects leads to."""


# --- what is held ----------------------------------------------------------------------------------------


def held_by(value: Any) -> dict[str, Any]:
    """Return what an object holds by name: what it depends on, and the functions among its attributes and methods.

    A function holds its traces, and a trace the values that it captured.
    """
    if isinstance(value, ConcreteFunction):
        captured = enumerate(value.graph.external_captures)
        return {f"capture_{number}": outside for number, outside in captured if isinstance(outside, EagerTensor)}
    if isinstance(value, CALLABLE):
        return {f"trace_{number}": concrete for number, concrete in enumerate(traces_of(value))}
    if isinstance(value, Signatures):
        return dict(value)
    held = children_of(value)
    if not isinstance(value, (list, dict, tuple)) and hasattr(value, "_trackable_children"):
        static = ((name, inspect.getattr_static(value, name, None)) for name in dir(value))
        held |= {name: getattr(value, name) for name, found in static if isinstance(found, CALLABLE)}
    return {name: child for name, child in held.items() if _is_saved(child)}


def _is_saved(value: Any) -> bool:
    return is_exportable(value) if isinstance(value, ConcreteFunction) else not isinstance(value, Signatures)


def traces_of(function: Any) -> list[ConcreteFunction]:
    """Return one trace for each signature of a function, traced anew where only the names of arguments differ."""
    if isinstance(function, RestoredFunction):
        return function.concrete_functions
    if function.input_signature is not None:
        return [function.get_concrete_function()]
    seen: list[Any] = []
    for concrete in function._list_all_concrete_functions():
        signature = concrete.structured_input_signature
        if is_exportable(concrete) and signature not in seen:
            seen.append(signature)
    return [function.get_concrete_function(*args, **kwargs) for args, kwargs in seen]


def is_exportable(concrete: ConcreteFunction) -> bool:
    """Return whether the types of a trace can be written: tensors and plain values, no objects."""
    return all(
        isinstance(leaf, TensorSpec) or (isinstance(leaf, Literal) and isinstance(leaf.value, PLAIN))
        for leaf in nest.flatten(concrete._trace.types)
    )


# --- the model -------------------------------------------------------------------------------------------


class Export:
    """One saving: objects get numbers as they are met, nearest first. `keys` are those of variables, by their ids."""

    def __init__(self, root: Any, signatures: Signatures, keys: Mapping[int, str], keep_gradients: bool) -> None:
        self._signatures, self._keys = signatures, keys
        self._gradients, self._main = Gradients(), MainGraph()
        self._tables: dict[int, dict[str, Function]] = {}
        self._functions = Functions(True, self._gradients.name_of if keep_gradients else None)
        self._objects, self._held = graph_of(root, lambda value: self._children(root, value), variable_name)
        self._numbers = {id(value): number for number, value in enumerate(self._objects)}
        self._numbers |= {id(value._handle): n for n, value in enumerate(self._objects) if storage_of(value)}
        held = (pair for pair in enumerate(self._objects) if tables.is_table(pair[1]))
        self._numbers |= {id(table.resource_handle): number for number, table in held}

    def _children(self, root: Any, value: Any) -> dict[str, Any]:
        if tables.is_table(value):
            return self._tables.setdefault(id(value), tables.functions_of(value))
        return {**held_by(value), "signatures": self._signatures} if value is root else held_by(value)

    def model(self, object_key: str, objects: Array) -> SavedModel:
        """Return all of it; `objects` is what the checkpoint has of the objects, under that key."""
        made = MetaGraphDef(meta_info_def={"tags": ["serve"], "tensorflow_version": _VERSION})
        graph = made.object_graph_def
        names = {key: self._signed(graph, concrete) for key, concrete in self._signatures.items()}
        for number, (value, held) in enumerate(zip(self._objects, self._held, strict=True)):
            node = self._node(graph, number, value)
            node.children = [{"node_id": child, "local_name": name} for name, child in held.children.items()]
            graph.nodes.append(node)
        self._add_gradients(graph)
        for key, name in names.items():
            bound = graph.concrete_functions[name].bound_inputs
            made.signature_def[key] = self._main.add_signature(key, self._signatures[key], name, bound)
        made.saver_def = self._main.add_saver(object_key, objects)
        self._main.graph_def.library.function = self._functions.made
        self._warn_of_own_ops()
        made.graph_def = self._main.graph_def
        self._gradients.dismantle()
        return SavedModel(saved_model_schema_version=1, meta_graphs=[made])

    def _warn_of_own_ops(self) -> None:
        """Say which nodes keep a model from leaving: ops of this package, and loops whose turns a gradient reads."""
        nodes = [(function.signature.name, node) for function in self._functions.made for node in function.node_def]
        kept = [f"{name}/{node.name} ({node.op})" for name, node in nodes if node.op in OWN or "leaves" in node.attr]
        if kept:
            shown = f"{', '.join(kept[:3])}{' and others' * (len(kept) > 3)}"
            warnings.warn(f"TensorFlow will not load this model, which has what it does not: {shown}.", stacklevel=4)

    # --- nodes ---

    def _node(self, graph: Any, number: int, value: Any) -> Any:
        if storage_of(value) is not None:
            return self._variable(number, value)
        if tables.is_table(value):
            self._main.add_table(number, value)
            return SavedObject(resource={})
        if isinstance(value, EagerTensor):
            operation = self._main.add_constant(number, value._value)
            return SavedObject(constant={"operation": operation}, registered_name="tf.TrackableConstant")
        if isinstance(value, ConcreteFunction):
            return SavedObject(bare_concrete_function=self._bare(self._traced(graph, value), value))
        if isinstance(value, CALLABLE):
            return SavedObject(function=self._function(graph, value))
        identifier = next(
            (name for name, kind in _CONTAINERS.items() if isinstance(value, kind)), "_generic_user_object"
        )
        return SavedObject(user_object={"identifier": identifier, "version": _VERSIONS})

    def _variable(self, number: int, value: Any) -> SavedObject:
        key, value = self._keys[id(value)], value if isinstance(value, Variable) else value.value  # Keras wraps its own
        name = legal(value._shared_name)
        self._main.add_variable(number, Place(name, value.dtype, value.static_shape, key))
        return SavedObject(
            variable={
                "dtype": value.dtype, "shape": shape_proto(value.static_shape), "trainable": value.trainable,
                "synchronization": value.synchronization.value, "aggregation": value.aggregation.value,
                "name": value._shared_name,
            }
        )  # fmt: skip

    def _function(self, graph: Any, value: Any) -> dict[str, Any]:
        parameters = value._signature.signature if isinstance(value, Function) else value.signature
        held = self._held[self._numbers[id(value)]].children.values()
        names = [self._traced(graph, self._objects[child]) for child in held]
        return {"concrete_functions": names, "function_spec": function_spec(parameters, value.input_signature)}

    def _bare(self, name: str, concrete: ConcreteFunction) -> dict[str, Any]:
        keywords = [tensor.op.name for tensor in concrete.graph.parameters]
        return {
            "concrete_function_name": name, "argument_keywords": keywords,
            "allowed_positional_arguments": len(keywords), "function_spec": function_spec(parameters_of(concrete)),
        }  # fmt: skip

    # --- functions ---

    def _traced(self, graph: Any, concrete: ConcreteFunction) -> str:
        """Return the name of a trace, and take it in where it is new. KeyError where it captured what nobody holds."""
        try:
            return self._added(graph, concrete)
        except Untracked as error:
            raise KeyError(
                f"Failed to add concrete function '{concrete._name}' to object-based SavedModel as it captures tensor "
                f"{error} which is unsupported or not reachable from root. One reason could be that a stateful object "
                "or a variable that the function depends on is not assigned to an attribute of the serialized "
                "trackable object (see SaveTest.test_captures_unreachable_variable)."
            ) from None

    def _signed(self, graph: Any, concrete: ConcreteFunction) -> str:
        try:
            return self._added(graph, concrete)
        except Untracked as error:
            raise AssertionError(
                "Tried to export a function which references an 'untracked' resource. TensorFlow objects (e.g. "
                "tf.Variable) captured by functions must be 'tracked' by assigning them to an attribute of a tracked "
                "object or assigned to an attribute of the main object directly. See the information below:\n\t"
                f"Function name = {concrete._name}\n\tCaptured Tensor = {error}"
            ) from None

    def _added(self, graph: Any, concrete: ConcreteFunction) -> str:
        bound = [self._bound(value) for value in concrete.graph.external_captures]
        name = self._functions.name_of(concrete.graph, name=concrete._name)
        if name not in graph.concrete_functions:
            graph.concrete_functions[name] = SavedConcreteFunction(
                bound_inputs=bound, canonicalized_input_signature=structured(given_of(concrete._trace)),
                output_signature=structured(_output_specs(concrete._trace.structure)),
            )  # fmt: skip
        return name

    def _bound(self, value: Any) -> int:
        if id(value) not in self._numbers:
            raise Untracked(getattr(value, "name", value))
        return self._numbers[id(value)]

    def _add_gradients(self, graph: Any) -> None:
        """Take in the rules of nodes: writing one may find others."""
        for kind, traced, wanted in self._gradients.traced:
            name = self._functions.name_of(traced)
            bound = []
            for outside in traced.external_captures:
                if id(outside) not in self._numbers:
                    self._numbers[id(outside)] = len(graph.nodes)
                    graph.nodes.append(self._captured(len(graph.nodes), outside))
                bound.append(self._numbers[id(outside)])
            outputs = iter(traced.outputs)
            specs = [_output_specs(next(outputs)) if one else None for one in wanted]
            given = tuple(TensorSpec(one.static_shape, one.dtype, one.op.name) for one in traced.parameters)
            graph.concrete_functions[name] = SavedConcreteFunction(
                bound_inputs=bound, canonicalized_input_signature=structured((given, {})),
                output_signature=structured(specs),
            )  # fmt: skip
            rule = RegisteredGradient(gradient_func=name, registered_op_type=kind)
            self._main.graph_def.library.registered_gradients.append(rule)

    def _captured(self, number: int, outside: Any) -> SavedObject:
        if isinstance(outside, EagerTensor):
            return self._node(None, number, outside)
        return SavedObject(captured_tensor=tensor_of(outside, self._functions))


def _output_specs(structure: Any) -> Any:
    """Return the specs of results in their structure, named after the last key of each."""
    flat = [_output_spec(leaf, _named(path)) for path, leaf in nest.leaves_with_paths(structure)]
    return nest.pack_sequence_as(structure, flat)


def _output_spec(leaf: Any, name: str) -> Any:
    if isinstance(leaf, RaggedTensor):
        return spec_of_ragged(leaf)
    return None if leaf is None else TensorSpec(leaf.static_shape, leaf.dtype.base_dtype, name)


def _named(path: Any) -> str:
    return path[-1] if path and isinstance(path[-1], str) else "unknown"
