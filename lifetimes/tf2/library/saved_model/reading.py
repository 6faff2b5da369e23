"""A SavedModel becomes objects: values first, then functions, then what holds them, and last who holds whom."""

import inspect
import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np

from lifetimes import nest
from lifetimes.errors import DataLossError, UnimplementedError
from lifetimes.graph.data import importing, lookup_tables
from lifetimes.graph.data.attributes import array_of, shape_of
from lifetimes.graph.data.object_graph_def import KEY, decode, keys_of_values, node_of
from lifetimes.graph.data.protos import FunctionDef, MetaGraphDef, SavedConcreteFunction, SavedObject
from lifetimes.graph.data.tensor_bundle import Bundle
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.ops import dtypes
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.library.ragged.ragged_spec import RaggedTensorSpec
from lifetimes.tf2.library.saved_model import loading
from lifetimes.tf2.library.saved_model.structures import PLAIN, plain, signature_of
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.trace_types import Literal
from lifetimes.tf2.tracing import Trace
from lifetimes.tf2.tracking import DictWrapper, ListWrapper, TupleWrapper
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


class Import:
    """One loading of a meta graph with its objects, and of the values in the checkpoint beside it, if there is one."""

    def __init__(self, meta_graph: MetaGraphDef, bundle: Bundle | None, folder: str) -> None:
        self._assets = [os.path.join(folder, "assets", one.filename) for one in meta_graph.asset_file_def]
        saved, graph_def = meta_graph.object_graph_def, meta_graph.graph_def
        self._nodes, self._concrete_functions = saved.nodes, saved.concrete_functions
        self._library = importing.Library(graph_def.library.function)
        self._constants = {node.name: node for node in graph_def.node if node.op == "Const"}
        self._bundle = bundle
        stored = decode(bundle.read(KEY)) if bundle is not None and KEY in bundle else []
        self._keys = keys_of_values(list(map(node_of, saved.nodes)), stored)
        self._concrete: dict[str, ConcreteFunction] = {}
        self._made: dict[int, Any] = {}
        self._take_gradients(graph_def.library.registered_gradients)

    def root(self) -> Any:
        """Return the first object, with all that it leads to."""
        objects = [self._object(number) for number in range(len(self._nodes))]
        for value, node in zip(objects, self._nodes, strict=True):
            for child in node.children:
                self._give(value, child.local_name, objects[child.node_id])
        for number, value in enumerate(objects):
            if isinstance(value, loading.Resource):
                value._initialize.concrete_functions[0]._call_flat([])
                if number in self._keys:
                    value.resource_handle.value = value._restored(self._bundle, self._keys[number])[1]
        root = objects[0]
        if "signatures" not in vars(root):
            root.signatures = loading.Signatures({})
        return root

    def _variable(self, number: int, node: SavedObject) -> Any:
        saved = node.variable
        if number not in self._keys or self._bundle is None:
            raise DataLossError(None, None, f"Variable {saved.name!r} of the model has no value in its checkpoint")
        return Variable(
            self._bundle.read(self._keys[number]), trainable=saved.trainable, name=saved.name,
            shape=shape_of(saved.shape), synchronization=VariableSynchronization(saved.synchronization),
            aggregation=VariableAggregation(saved.aggregation),
        )  # fmt: skip

    def _constant(self, number: int, node: SavedObject) -> EagerTensor:
        return EagerTensor(array_of(self._constants[node.constant.operation].attr["value"].tensor))

    def _object(self, number: int) -> Any:
        if number not in self._made:
            node = self._nodes[number]
            self._made[number] = _MAKERS[node.WhichOneof("kind")](self, number, node)
        return self._made[number]

    def _user_object(self, number: int, node: SavedObject) -> Any:
        names = [child.local_name for child in node.children]
        kind = node.user_object.identifier
        if kind == "trackable_tuple_wrapper":
            return TupleWrapper(tuple(self._object(child.node_id) for child in node.children))
        make = _CONTAINERS.get(kind, loading.CallableUserObject if "__call__" in names else loading.UserObject)
        return make()

    def _asset(self, number: int, node: SavedObject) -> EagerTensor:
        return EagerTensor(np.array(os.fsencode(self._assets[node.asset.asset_file_def_index]), np.object_))

    def _resource(self, number: int, node: SavedObject) -> loading.Resource:
        """Return a table, still empty. UnimplementedError for what is no table."""
        maker = next(child.node_id for child in node.children if child.local_name == "_create_resource")
        function = self._library[self._nodes[maker].function.concrete_functions[0]]
        found = [one for one in function.node_def if one.op in lookup_tables.TABLES]
        if not found:
            makers = ", ".join(f"{one.op} (node '{one.name}')" for one in function.node_def)
            raise UnimplementedError(None, None, f"The model has a resource that is not known here, made by {makers}")
        key_dtype = dtypes.as_dtype(found[0].attr["key_dtype"].type)
        return loading.Resource(found[0].op, lookup_tables.empty_table(found[0]), key_dtype)

    def _give(self, holder: Any, name: str, child: Any) -> None:
        """Let an object hold another, as it did."""
        if isinstance(holder, ListWrapper):
            holder.append(child)
        elif isinstance(holder, DictWrapper):
            holder[name] = child
        elif isinstance(holder, loading.Signatures):
            holder.found[name] = loading.SignatureFunction(child)
        elif isinstance(holder, loading.UserObject) and not isinstance(getattr(type(holder), name, None), property):
            setattr(holder, name, child)

    def _function(self, number: int, node: SavedObject) -> loading.RestoredFunction:
        saved, spec = node.function, node.function.function_spec
        signature = signature_of(spec)
        found = [self._traced(name, signature) for name in saved.concrete_functions]
        return loading.RestoredFunction("function", signature, plain(spec.input_signature), found)

    def _bare_function(self, number: int, node: SavedObject) -> ConcreteFunction:
        saved = node.bare_concrete_function
        signature = signature_of(saved.function_spec) if saved.HasField("function_spec") else inspect.Signature()
        return self._traced(saved.concrete_function_name, signature)

    def _traced(self, name: str, signature: inspect.Signature) -> ConcreteFunction:
        """Return a trace, with what it captured bound to the objects of now. It knows its variables weakly."""
        if name not in self._concrete:
            saved, function = self._concrete_functions[name], self._library[name]
            held = [self._object(number) for number in saved.bound_inputs]
            outsides = [getattr(value, "_handle", getattr(value, "resource_handle", value)) for value in held]
            given = [None] * (len(function.signature.input_arg) - len(outsides)) + outsides
            graph = importing.function_graph(WORLD, function, self._library, None, given, len(outsides))
            pairs = zip(outsides, graph.internal_captures, strict=True)
            graph.captured = {id(outside): (outside, inside) for outside, inside in pairs}
            graph.name = re.sub(r"^__inference_(.*)_\d+$", r"\1", name)  # a trace puts it around its name again
            for value in held:
                if isinstance(value, Variable):
                    graph.note_variable(value)
            self._concrete[name] = ConcreteFunction(_trace(graph, saved, signature))
        return self._concrete[name]

    def _take_gradients(self, rules: Any) -> None:
        functions = importing.Library(self._library.values())  # a rule that knew the rules would keep itself alive
        for rule in rules:
            saved = self._concrete_functions[rule.gradient_func]
            reads = [self._read(number) for number in saved.bound_inputs]
            wanted = [leaf is not None for leaf in plain(saved.output_signature)]
            function = self._library[rule.gradient_func]
            made = _Gradient(function, functions, reads, wanted)
            self._library.gradients[rule.registered_op_type] = made

    def _read(self, number: int) -> Any:
        """Return what a rule reads: the name of a tensor, or the value itself."""
        node = self._nodes[number]
        if node.WhichOneof("kind") == "captured_tensor":
            return node.captured_tensor.name
        value = self._object(number)
        return getattr(value, "_handle", value)


_CONTAINERS: Final[dict[str, Callable[[], Any]]] = {
    "trackable_list_wrapper": lambda: ListWrapper([]), "trackable_dict_wrapper": lambda: DictWrapper({}),
    "signature_map": lambda: loading.Signatures({}),
}  # fmt: skip
_MAKERS: Final[dict[str | None, Callable[..., Any]]] = {
    "user_object": Import._user_object, "variable": Import._variable, "function": Import._function,
    "bare_concrete_function": Import._bare_function, "constant": Import._constant,
    "asset": Import._asset, "resource": Import._resource,
    **dict.fromkeys(("captured_tensor", None), lambda *unused: None),  # what only the functions of a file need
}  # fmt: skip


def _trace(graph: FuncGraph, saved: SavedConcreteFunction, signature: inspect.Signature) -> Trace:
    """Return a rebuilt graph as a trace, with the types for which it was made and the structure of its results."""
    args, kwargs = plain(saved.canonicalized_input_signature)
    by_place = [one.name for one in signature.parameters.values() if one.kind is one.POSITIONAL_OR_KEYWORD]
    rest = [one.name for one in signature.parameters.values() if one.kind is one.VAR_POSITIONAL]
    names = by_place + [f"{name}_{number}" for name in rest for number in range(len(args) - len(by_place))]
    kind = "POSITIONAL_ONLY" if rest else "POSITIONAL_OR_KEYWORD"
    given = {**dict(zip(names, args, strict=True)), **kwargs}
    types = nest.map_structure(lambda leaf: Literal(leaf) if isinstance(leaf, PLAIN) else leaf, given)
    made, outputs = Trace(graph, types, [kind] * len(args) + ["KEYWORD_ONLY"] * len(kwargs)), iter(graph.outputs)
    made.specs = types
    made.structure = nest.map_structure(lambda leaf: _result(leaf, outputs), plain(saved.output_signature))
    return made


def _result(promise: Any, outputs: Iterator[Any]) -> Any:
    """Return the next of the outputs of a trace, or a ragged tensor made of some of them."""
    if isinstance(promise, RaggedTensorSpec):
        return promise._example._with_tensors([next(outputs) for _ in range(promise.ragged_rank + 1)])
    return None if promise is None else next(outputs)


class _Gradient:
    """The gradient rule of nodes, rebuilt from data: its own nodes are added where a gradient is wanted.

    `reads` has, for each capture, the name of a tensor in the graph of the node, or the value itself.
    """

    def __init__(self, function: FunctionDef, library: Any, reads: Sequence[Any], wanted: Sequence[bool]) -> None:
        self._function, self._library, self._reads, self._wanted = function, library, reads, wanted

    def __call__(self, world: Any, node: Any, *dys: Any) -> list[Any]:
        function, graph = self._function, world.current_graph()
        pairs = zip(node.outputs, dys, strict=True)
        given = [world.apply("ZerosLike", output) if dy is None else dy for output, dy in pairs]
        reads = [node.graph.get_tensor_by_name(read) if isinstance(read, str) else read for read in self._reads]
        names = [f"{argument.name}:0" for argument in function.signature.input_arg]
        replaced = dict(zip(names, map(graph.capture_or_own, [*given, *reads]), strict=True))
        prefix = graph.names.unique(function.signature.name.lstrip("_")) + "/"
        added = importing.Import(world, graph, prefix, replaced, self._library).add(function.node_def)
        left = iter(added.results(function)[0])
        return [next(left) if wanted else None for wanted in self._wanted]
