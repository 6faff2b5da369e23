"""A tree of objects with its traces as one message: who holds what by which attribute, the functions, the captures.

A capture is recorded as what it is among the saved objects: a variable, or a constant that is saved for its sake. So a
trace that uses a variable which no attribute leads to cannot be exported. Values are not in here but in a checkpoint.
Source: `tensorflow/python/saved_model/save.py`, `function_serialization.py`.
"""

import inspect
import warnings
from collections.abc import Mapping
from typing import Any, Final

from lifetimes import nest
from lifetimes.graph.data import protos
from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.called_graphs import WRITERS
from lifetimes.graph.data.graph_def import Functions
from lifetimes.graph.data.lookup_tables import TABLES, parts_of
from lifetimes.graph.data.op_signatures import definition_of, is_missing, signature_of
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.object_graph import PARTS
from lifetimes.object_graph import objects_below as graph_of
from lifetimes.ops import Array, dtypes
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.function import Function
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor
from lifetimes.tf2.library.saved_model.loading import RestoredFunction, Signatures
from lifetimes.tf2.library.saved_model.main_graph import MainGraph
from lifetimes.tf2.library.saved_model.structures import PLAIN, function_spec, structured
from lifetimes.tf2.library.signature_text import parameters_of
from lifetimes.tf2.library.signature_text import structured as given_of
from lifetimes.tf2.object_graph import children_of, storage_of, variable_name
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Literal
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD

CALLABLE: Final = (Function, ConcreteFunction, RestoredFunction)
_CONTAINERS: Final[dict[str, Any]] = {
    "trackable_list_wrapper": list, "trackable_dict_wrapper": dict, "trackable_tuple_wrapper": tuple,
    "signature_map": Signatures,
}  # fmt: skip
_VERSION: Final = "2.21.0"  # the TensorFlow whose form this is
_VERSIONS: Final = {"producer": 1, "min_consumer": 1}


# What a trace that captured something which no attribute leads to is refused with: as a function, as a signature.
_UNREACHABLE: Final = (
    KeyError,
    "Failed to add concrete function '{}' to object-based SavedModel as it captures tensor {} which is unsupported "
    "or not reachable from root. One reason could be that a stateful object or a variable that the function depends on "
    "is not assigned to an attribute of the serialized trackable object (see "
    "SaveTest.test_captures_unreachable_variable).",
)
_UNTRACKED: Final = (
    AssertionError,
    "Tried to export a function which references an 'untracked' resource. TensorFlow objects (e.g. tf.Variable) "
    "captured by functions must be 'tracked' by assigning them to an attribute of a tracked object or assigned to an "
    "attribute of the main object directly. See the information below:\n\tFunction name = {}\n\tCaptured Tensor = {}",
)


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
        own = getattr(value, "_own_functions", ())  # which it uses itself, and which are not saved
        static = ((name, inspect.getattr_static(value, name, None)) for name in dir(value) if name not in own)
        held |= {name: getattr(value, name) for name, found in static if isinstance(found, CALLABLE)}
    return {name: child for name, child in held.items() if not isinstance(child, Signatures)
            and (not isinstance(child, ConcreteFunction) or is_exportable(child))}  # fmt: skip


def is_table(value: Any) -> bool:
    """Return whether an object of a model is a table that has its entries."""
    return isinstance(getattr(value, "resource_handle", None), Storage)


def functions_of(table: Any, name: str) -> dict[str, Function]:
    """Return what a file needs of a table, which is as empty there as a new one: how it is made, and how it is filled.

    Its entries are constants of the second function, or in the checkpoint where the table can be changed.
    Source: `tensorflow/python/trackable/resource.py`.
    """
    storage, kinds = table.resource_handle, {"key_dtype": table.key_dtype, "value_dtype": table.value_dtype}
    parts = [] if table._op == TABLES[1] else parts_of(storage, *kinds.values())

    def create_resource() -> Any:
        return WORLD.apply(table._op, shared_name=name, **kinds)

    def initialize() -> Any:
        if parts:
            WORLD.apply("LookupTableImportV2", storage, *map(WORLD.constant, parts))
        return WORLD.constant(1)

    found = {"_create_resource": create_resource, "_initialize": initialize,
             "_destroy_resource": lambda: WORLD.constant(1)}  # fmt: skip
    return {name: Function(call, autograph=False, input_signature=()) for name, call in found.items()}


def savers_of(table: Any) -> list[ConcreteFunction]:
    """Return how TensorFlow's loader saves and restores the entries of a table that can be changed."""
    storage, kinds = table.resource_handle, {"Tkeys": table.key_dtype, "Tvalues": table.value_dtype}

    def save(checkpoint_key: Any) -> Any:
        parts = WORLD.apply("LookupTableExportV2", storage, **kinds)
        names = [WORLD.apply("StringJoin", checkpoint_key, WORLD.constant(f"-{part}")) for part in PARTS]
        return [{"name": name, "slice_spec": WORLD.constant(""), "tensor": part}
                for name, part in zip(names, parts, strict=True)]  # fmt: skip

    def restore(restored_tensors_0: Any, restored_tensors_1: Any) -> Any:
        WORLD.apply("LookupTableImportV2", storage, restored_tensors_0, restored_tensors_1)
        return WORLD.constant(1)

    specs = [TensorSpec(None, kind, f"restored_tensors_{n}") for n, kind in enumerate(kinds.values())]
    signatures: dict[Any, Any] = {save: [TensorSpec([], dtypes.string, "checkpoint_key")], restore: specs}
    return [Function(call, autograph=False, input_signature=given).get_concrete_function()
            for call, given in signatures.items()]  # fmt: skip


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
        isinstance(leaf, TensorSpec)
        or isinstance(getattr(leaf, "example", None), RaggedTensor)
        or (isinstance(leaf, Literal) and isinstance(leaf.value, PLAIN))
        for leaf in nest.flatten(concrete._trace.types)
    )


# --- derivatives -----------------------------------------------------------------------------------------


class _Gradients:
    """The derivatives that the program wrote for nodes of one model, each traced once, when its node is written.

    A node says by `_gradient_op_type` which rule it has. The function of that rule takes a gradient for each output of
    the node, and what else it reads: tensors of the graph of the node, variables and constants.
    """

    def __init__(self) -> None:
        self._kinds: dict[Operation, str] = {}
        self.traced: list[tuple[str, FuncGraph, list[bool]]] = []

    def name_of(self, operation: Operation) -> str:
        """Return the name of the rule of a node."""
        if operation not in self._kinds:
            self._kinds[operation] = f"CustomGradient-{len(self._kinds)}"
            self._trace(operation)
        return self._kinds[operation]

    def dismantle(self) -> None:
        """Take apart what was traced: it holds the graphs of the model, and is needed no more."""
        for _, graph, _ in self.traced:
            graph.dismantle()

    def _trace(self, operation: Operation) -> None:
        graph = FuncGraph(WORLD, f"__inference_internal_grad_fn_{len(self._kinds)}", operation.graph)
        with WORLD.graph_as_default(graph), WORLD.context.recorded_by(()):
            dys = [graph.parameter(f"dy_{i}", o.dtype, o.static_shape) for i, o in enumerate(operation.outputs)]
            found = operation.attrs["_gradient"](WORLD, operation, *dys)
            graph.outputs = [graph.capture_or_own(WORLD.convert(dx)) for dx in found if dx is not None]
        self.traced.append((self._kinds[operation], graph, [dx is not None for dx in found]))


def _tensor_of(outside: Tensor, functions: Functions) -> dict[str, str]:
    """Return where a rule finds a tensor of the graph of its node. ValueError where that graph is none of a model."""
    name = functions.of_graph.get(id(outside.graph))
    if name is None:
        raise ValueError("Cannot save a custom gradient, because SavedModel is unable to serialize the captured input "
                         f"{outside}. Save with tf.saved_model.SaveOptions(experimental_custom_gradients=False) to "
                         "leave gradients out.")  # fmt: skip
    return {"name": outside.name, "concrete_function": name}


# --- the model -------------------------------------------------------------------------------------------


class Export:
    """One saving: objects get numbers as they are met, nearest first. `keys` are those of variables, by their ids."""

    def __init__(self, root: Any, signatures: Signatures, keys: Mapping[int, str], keep_gradients: bool) -> None:
        self._signatures, self._keys = signatures, keys
        self._gradients, self._main, self._saved = _Gradients(), MainGraph(), protos.SavedObjectGraph()
        self._tables: dict[int, dict[str, Function]] = {}
        self._savers: list[ConcreteFunction] = []  # alive as long as they are known by their graphs
        self._functions = Functions(True, self._gradients.name_of if keep_gradients else None)
        self._objects, self._held = graph_of(root, lambda value: self._children(root, value), variable_name)
        self._numbers = {id(value): number for number, value in enumerate(self._objects)}
        for number, value in enumerate(self._objects):
            handle = value.resource_handle if is_table(value) else storage_of(value)
            if handle is not None:
                self._numbers[id(handle)] = number

    def _children(self, root: Any, value: Any) -> dict[str, Any]:
        if is_table(value):
            if id(value) not in self._tables:
                name = f"{value.resource_handle.name}_{len(self._tables)}"  # tables of one name would be one there
                self._tables[id(value)] = functions_of(value, name)
            return self._tables[id(value)]
        return {**held_by(value), "signatures": self._signatures} if value is root else held_by(value)

    def model(self, object_key: str, objects: Array) -> protos.SavedModel:
        """Return all of it; `objects` is what the checkpoint has of the objects, under that key."""
        made = protos.MetaGraphDef(meta_info_def={"tags": ["serve"], "tensorflow_version": _VERSION})
        names = {key: self._traced(concrete, _UNTRACKED) for key, concrete in self._signatures.items()}
        for number, (value, held) in enumerate(zip(self._objects, self._held, strict=True)):
            node = self._node(number, value)
            node.children = [{"node_id": child, "local_name": name} for name, child in held.children.items()]
            self._saved.nodes.append(node)
        self._add_savers()
        self._add_gradients()
        for key, name in names.items():
            bound = self._saved.concrete_functions[name].bound_inputs
            made.signature_def[key] = self._main.add_signature(key, self._signatures[key], name, bound)
        made.saver_def = self._main.add_saver(object_key, objects)
        self._main.graph_def.library.function = self._functions.made.values()
        self._warn_of_own_ops()
        made.graph_def, made.object_graph_def = self._main.graph_def, self._saved
        self._gradients.dismantle()
        return protos.SavedModel(saved_model_schema_version=1, meta_graphs=[made])

    def _warn_of_own_ops(self) -> None:
        """Say which nodes keep a model from leaving: those of ops whose form is this package's own."""
        nodes = [(name, node) for name, function in self._functions.made.items() for node in function.node_def]
        kept = [f"{name}/{node.name} ({node.op})" for name, node in nodes if node.op not in WRITERS
                and signature_of(node.op) is None and not is_missing(definition_of(node.op))]  # fmt: skip
        if kept:
            shown = f"{', '.join(kept[:3])}{' and others' * (len(kept) > 3)}"
            warnings.warn(f"TensorFlow will not load this model, which has what it does not: {shown}.", stacklevel=4)

    # --- nodes ---

    def _node(self, number: int, value: Any) -> protos.SavedObject:
        if storage_of(value) is not None:
            return self._variable(number, value)
        if is_table(value):
            self._main.add_table(number, value)
            return protos.SavedObject(resource={})
        if isinstance(value, EagerTensor):
            operation = self._main.add_constant(number, value._value)
            return protos.SavedObject(constant={"operation": operation}, registered_name="tf.TrackableConstant")
        if isinstance(value, ConcreteFunction):
            keywords = [tensor.op.name for tensor in value.graph.parameters]
            return protos.SavedObject(bare_concrete_function={
                "concrete_function_name": self._traced(value), "argument_keywords": keywords,
                "allowed_positional_arguments": len(keywords), "function_spec": function_spec(parameters_of(value)),
            })  # fmt: skip
        if isinstance(value, CALLABLE):
            return protos.SavedObject(function=self._function(value))
        kinds = (name for name, kind in _CONTAINERS.items() if isinstance(value, kind))
        return protos.SavedObject(user_object={"identifier": next(kinds, "_generic_user_object"), "version": _VERSIONS})

    def _variable(self, number: int, value: Any) -> protos.SavedObject:
        key, value = self._keys[id(value)], value if isinstance(value, Variable) else value.value  # Keras wraps its own
        self._main.add_variable(number, value._shared_name, value, key)
        return protos.SavedObject(
            variable={
                "dtype": value.dtype, "shape": shape_proto(value.static_shape), "trainable": value.trainable,
                "synchronization": value.synchronization.value, "aggregation": value.aggregation.value,
                "name": value._shared_name,
            }
        )  # fmt: skip

    def _function(self, value: Any) -> dict[str, Any]:
        parameters = value._signature.signature if isinstance(value, Function) else value.signature
        held = self._held[self._numbers[id(value)]].children.values()
        names = [self._traced(self._objects[child]) for child in held]
        return {"concrete_functions": names, "function_spec": function_spec(parameters, value.input_signature)}

    # --- functions ---

    def _traced(self, concrete: ConcreteFunction, refusal: tuple[type[Exception], str] = _UNREACHABLE) -> str:
        """Return the name of a trace, and take it in where it is new. An error where it captured what nobody holds."""
        for value in concrete.graph.external_captures:
            if id(value) not in self._numbers:
                raise refusal[0](refusal[1].format(concrete._name, getattr(value, "name", value)))
        name = self._functions.name_of(concrete.graph, name=concrete._name)
        if name not in self._saved.concrete_functions:
            self._add(name, concrete.graph, given_of(concrete._trace), _output_specs(concrete._trace.structure))
        return name

    def _add(self, name: str, graph: FuncGraph, given: Any, results: Any) -> None:
        """Note of a function what it captured, what it was traced for, and the structure of its results."""
        self._saved.concrete_functions[name] = protos.SavedConcreteFunction(
            bound_inputs=[self._numbers[id(value)] for value in graph.external_captures],
            canonicalized_input_signature=structured(given), output_signature=structured(results),
        )  # fmt: skip

    def _add_savers(self) -> None:
        """Take in the functions that save and restore tables, as objects that nobody holds."""
        nodes = self._saved.nodes
        for number, table in enumerate(self._objects):
            if is_table(table) and getattr(table, "_is_saved", False):
                pair = savers_of(table)
                self._savers += pair
                places = {"save_function": len(nodes), "restore_function": len(nodes) + 1}
                nodes.extend([self._node(0, one) for one in pair])
                nodes[number].saveable_objects["table"] = places

    def _add_gradients(self) -> None:
        """Take in the rules of nodes: writing one may find others."""
        for kind, traced, wanted in self._gradients.traced:
            name, nodes = self._functions.name_of(traced), self._saved.nodes
            for outside in traced.external_captures:
                if id(outside) not in self._numbers:
                    self._numbers[id(outside)] = number = len(nodes)
                    is_value = isinstance(outside, EagerTensor)
                    nodes.append(
                        self._node(number, outside) if is_value
                        else protos.SavedObject(captured_tensor=_tensor_of(outside, self._functions))
                    )  # fmt: skip
            outputs = iter(traced.outputs)
            specs = [_output_specs(next(outputs)) if one else None for one in wanted]
            given = tuple(TensorSpec(one.static_shape, one.dtype, one.op.name) for one in traced.parameters)
            self._add(name, traced, (given, {}), specs)
            rule = protos.RegisteredGradient(gradient_func=name, registered_op_type=kind)
            self._main.graph_def.library.registered_gradients.append(rule)


def _output_specs(structure: Any) -> Any:
    """Return the specs of results in their structure, named after the last key of each."""

    def spec(leaf: Any, name: Any) -> Any:
        if isinstance(leaf, RaggedTensor):
            return leaf._type_spec
        named = name if isinstance(name, str) else "unknown"
        return None if leaf is None else TensorSpec(leaf.static_shape, leaf.dtype.base_dtype, named)

    flat = [spec(leaf, path[-1] if path else None) for path, leaf in nest.leaves_with_paths(structure)]
    return nest.pack_sequence_as(structure, flat)
