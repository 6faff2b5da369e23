"""Data becomes a graph again: nodes are added to a graph under a prefix, functions are rebuilt as FuncGraphs.

No Python code is run or looked up by a name in the data: an op is one of the registered ones, or an error.
"""

import inspect
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import takewhile
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes.errors import DataLossError, InvalidArgumentError, OpError, UnimplementedError
from lifetimes.graph.building import infer
from lifetimes.graph.control.branches_and_loops import leaf_tensors
from lifetimes.graph.data import called_graphs, old_control_flow
from lifetimes.graph.data.attributes import value_of
from lifetimes.graph.data.colocation import Beside, beside
from lifetimes.graph.data.graph_def import graph_def_of
from lifetimes.graph.data.old_control_flow import node_name
from lifetimes.graph.data.op_signatures import OUTPUTS, Argument, definition_of, is_missing, signature_of, used_outputs
from lifetimes.graph.data.protos import (
    AssetFileDef,
    DataType,
    FunctionDef,
    GraphDef,
    MetaGraphDef,
    NameAttrList,
    NodeDef,
)
from lifetimes.graph.data.whole_files import UNREADABLE
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import Op, dtypes
from lifetimes.ops.debugging.machine import check_place
from lifetimes.ops.state import value_shape

_OF_VARIABLES: Final = ("ReadVariableOp", "ResourceGather", "ResourceGatherNd")  # they say the shape of a value
_HARMLESS: Final = (
    "use_cudnn_on_gpu", "use_locking", "container", "shared_name", "num_elements", "incompatible_shape_error",
)  # nothing here depends on these  # fmt: skip
ASSETS: Final = "saved_model_assets"  # a collection of the old world: which constant names which file
MAIN_OPS: Final = ("saved_model_main_op", "legacy_init_op")  # what is to be run once a model is loaded
_OUR_OWN: Final = ("_fetches", "_gradient")  # what TensorFlow has under such names is notes to itself


class Library(dict[str, FunctionDef]):
    """Functions by their names, and the derivatives that programs wrote for some ops, by the names that nodes have."""

    def __init__(self, functions: Iterable[FunctionDef] = ()) -> None:
        super().__init__({function.signature.name: function for function in functions})
        self.gradients: dict[Any, Callable[..., Any]] = {}

    def function(self, name: str, node: NodeDef) -> FunctionDef:
        """Return the function that a node calls. ValueError where it is not here."""
        if name not in self:
            raise ValueError(f"Node '{node.name}': function {name!r} is not in the library of the graph")
        return self[name]


class Seen(NamedTuple):
    """What a node gave: the operation, and its outputs in the order that the data has."""

    operation: Operation
    outputs: Sequence[Tensor]


def _running(nodes: Sequence[NodeDef]) -> list[NodeDef]:
    """Return the nodes that are made anew: not those inside a branch or body, but what runs these."""
    found = []
    for node in nodes:
        found += [NodeDef.FromString(value.s) for key, value in node.attr.items() if key.startswith("_runs_")]
        if "_from" in node.attr:
            node = node.copied()
            node.input = [one.decode(errors="replace") for one in node.attr["_from"].list.s]
            del node.attr["_from"]
        if "_inside" not in node.attr:
            found.append(node)
    return found


def file_form(graph: Graph) -> GraphDef:
    """Return a graph as data for a file: in ops of TensorFlow, and in the form in which it runs them."""
    return running_form(graph_def_of(graph.get_operations(), graph.inside, graph.unlisted, for_tensorflow=True))


def running_form(definition: GraphDef) -> GraphDef:
    """Return a graph of the old world as TensorFlow runs it: what chooses and repeats is there, its steps are not."""
    if not any("_inside" in node.attr for node in definition.node):
        return definition
    made = GraphDef(versions=definition.versions.copied(), library=definition.library.copied())
    made.node.extend(_running(definition.node))
    for node in [*made.node, *(node for function in made.library.function for node in function.node_def)]:
        if node.op in ("Merge", "Exit"):  # nothing comes from inside any more
            node.op, node.input = "Identity", [node.input[0], *(name for name in node.input if name[0] == "^")]
            node.attr = {"T": node.attr["T"]}
        for key in [key for key in node.attr if key.startswith("_runs_")]:
            del node.attr[key]
    names = {f"loc:@{node.name}".encode() for node in made.node}
    for node in made.node:
        if "_class" in node.attr and not names.issuperset(node.attr["_class"].list.s):
            del node.attr["_class"]  # it was beside a step that is not there
    return made


@contextmanager
def _told_of(node: NodeDef) -> Iterator[None]:
    """Let what cannot be added be a ValueError that names the node, as TensorFlow's errors of this kind do."""
    try:
        yield
    except (*UNREADABLE, InvalidArgumentError) as error:
        if node.name in str(error) and isinstance(error, (ValueError, DataLossError)):
            raise
        words = error.message if isinstance(error, OpError) else str(error)
        raise ValueError(f"Node '{node.name}' (op: '{node.op}') cannot be added: {words}") from None


@contextmanager
def all_or_nothing(graph: Graph) -> Iterator[None]:
    """Take what was added to a graph out of it again where not all can be added."""
    known = len(graph.get_operations())
    try:
        yield
    except Exception:
        for operation in graph.get_operations()[known:]:
            for each in (graph, graph.root):
                each._operations.pop(operation.name, None)
            graph.root.inside.pop(operation, None)
            for tensor in operation.inputs:
                tensor._consumers = [one for one in tensor._consumers if one is not operation]
        raise


class Import:
    """Nodes on their way into a graph, as `prefix + name`; a name that is taken gets `_1`, `_2` behind it.

    `replaced` maps tensor names (`name:0`, or `^name` for a control input) to what takes their place; `library` has the
    functions that nodes call. `made` has what was added, by the names that the data has.
    """

    def __init__(
        self, world: Any, graph: Graph, prefix: str = "", replaced: Mapping[str, Any] | None = None,
        library: Library | None = None,
    ) -> None:  # fmt: skip
        self._world, self._graph, self._prefix = world, graph, prefix
        self._replaced, self._library = replaced or {}, Library() if library is None else library
        self.made: dict[str, Seen] = {}
        self._places: dict[tuple[Any, ...], Beside] = {}

    def add(self, nodes: Sequence[NodeDef], elements: Iterable[str] = ()) -> "Import":
        """Add nodes, of which `elements` are asked for afterwards. ValueError names one whose input is not there."""
        nodes = old_control_flow.functional(_running(nodes), self._library)
        used = used_outputs(nodes, elements)
        for node in _in_order(nodes):
            if is_missing(definition_of(node.op)):
                node = node.copied()
                node.attr[OUTPUTS].i = used.get(node.name, 1)
            inputs = [self.tensor(name, node) for name in node.input if name[:1] != "^"]
            controls = [self._control(name, node) for name in node.input if name[:1] == "^"]
            with _told_of(node):
                self._check(node, inputs)
                self.made[node.name] = self._added(node, inputs, controls)
        return self

    def tensor(self, name: str, node: Any) -> Any:
        """Return what an input names: `name`, `name:1`, or `name:output:1` as inside a function."""
        op_name, *argument, number = name.split(":") if ":" in name else (name, "0")
        if f"{op_name}:{number}" in self._replaced:
            return self._replaced[f"{op_name}:{number}"]
        seen = self.made.get(op_name)
        if seen is not None:
            signature = signature_of(seen.operation.type) if argument else None
            index = int(number) if signature is None else signature.output_index(argument[0], int(number))
            if index < len(seen.outputs):
                return seen.outputs[index]
            words = f"invalid output {index} of source node {op_name} which has {len(seen.outputs)} outputs."
            raise ValueError(f"Node '{node.name}': Connecting to {words}")
        raise ValueError(f"Node '{node.name}': Unknown input node '{name}'")

    def _check(self, node: NodeDef, inputs: Sequence[Tensor]) -> None:
        """Raise ValueError where an input is missing or too much, or not of the dtype that the node says."""
        signature = signature_of(node.op)
        if signature is None:
            return
        several = [one.number or one.kind for one in signature.inputs if one.number is not None]
        if (several or len(inputs) != len(signature.inputs)) and all(name in node.attr for name in several):
            kinds = [kind for one in signature.inputs for kind in _kinds(node, one)]
            if len(kinds) != len(inputs):
                words = f"'{', '.join(kinds)}' do not match {len(inputs)} inputs specified; Op<name={node.op}>"
                raise ValueError(f"NodeDef expected inputs {words}; NodeDef: {{{{node {node.name}}}}}")
        arguments = takewhile(lambda one: one.number is None, signature.inputs)
        for place, (argument, tensor) in enumerate(zip(arguments, inputs, strict=False)):
            wanted, found = _kind(node, argument), tensor.dtype.base_dtype
            if wanted and found.as_datatype_enum != wanted and not is_missing(tensor.op.definition):
                name, expected = f"{self._prefix}{node.name}", dtypes.as_dtype(wanted).cpp_name
                words = f"Input {place} of node {name} was passed {found.cpp_name} from {tensor.name}"
                raise ValueError(f"{words} incompatible with expected {expected}.")

    def _control(self, name: str, node: NodeDef) -> Operation:
        if name not in self._replaced and name[1:] not in self.made:
            raise ValueError(f"Node '{node.name}': Unknown input node '{name}'")
        return self._replaced[name] if name in self._replaced else self.made[name[1:]].operation

    def results(self, function: FunctionDef) -> tuple[list[Any], list[Operation]]:
        """Return what a function of these nodes gives, and the operations that run with it."""
        signature = function.signature
        outputs = [self.tensor(function.ret[output.name], signature) for output in signature.output_arg]
        return outputs, [self.made[function.control_ret[name]].operation for name in signature.control_output]

    def _added(self, node: NodeDef, inputs: list[Tensor], controls: list[Operation]) -> Seen:
        world, graph, library = self._world, self._graph, self._library

        def branch(name: str, inside: Graph, given: Sequence[Tensor]) -> FuncGraph:
            return function_graph(world, library.function(name, node), library, inside, given, captured=0)

        if node.op in called_graphs.CALLS and not hasattr(world, "callee_of"):
            return self._inlined(node, inputs, controls)
        read = called_graphs.read(world, graph, node, inputs, branch)
        if read is None:
            definition = definition_of(node.op)
            inputs, told = _told(node, inputs)
            operation = self._made(node, definition, inputs, {**self._attributes(node, definition, inputs), **told})
        else:
            operation = self._made(node, definition_of(read.op), read.inputs, read.attrs)
        operation.wait_for(controls)
        places = range(len(operation.outputs)) if read is None else read.place
        return Seen(operation, [operation.outputs[place] if isinstance(place, int) else place for place in places])

    def _inlined(self, node: NodeDef, inputs: list[Tensor], controls: list[Operation]) -> Seen:
        """Add the nodes of a called function under the name of the call: in the old world nothing hides in a graph."""
        function = self._library.function(node.attr["f"].func.name, node)
        given: dict[str, Any] = {}
        for argument, tensor in zip(function.signature.input_arg, inputs, strict=True):
            given |= {f"{argument.name}:0": tensor, f"^{argument.name}": tensor.op}
        inside = Import(self._world, self._graph, f"{self._prefix}{node.name}/", given, self._library)
        for seen in inside.add(function.node_def).made.values():
            seen.operation.wait_for(() if seen.operation.inputs else controls)
        outputs, effects = inside.results(function)
        operation = self._made(node, definition_of("IdentityN" if outputs else "NoOp"), outputs, {})
        operation.wait_for([*controls, *effects])
        return Seen(operation, operation.outputs)

    def _made(self, node: NodeDef, definition: Op, inputs: Sequence[Tensor], attrs: dict[str, Any]) -> Operation:
        """Add one operation. ValueError where it lacks an attribute."""
        graph, name = self._graph, self._prefix + node.name
        name = name if name not in graph._operations else graph.names.unique_path(name)
        tensors = tuple(graph.capture_or_own(t) if isinstance(graph, FuncGraph) else t for t in inputs)
        try:
            outputs = infer(definition, tensors, attrs, name)
        except KeyError as error:
            signature = signature_of(node.op)
            missing = signature.renamed.get(error.args[0], error.args[0]) if signature else error.args[0]
            words = f"NodeDef missing attr '{missing}' from Op<name={node.op}>; NodeDef: {{{{node {node.name}}}}}"
            raise ValueError(words) from None
        operation = Operation(graph, name, definition, tensors, attrs, outputs)
        graph.names.mark(name)
        graph.add(operation)
        if "_class" in node.attr:
            key = (node.device, *node.attr["_class"].list.s)
            if key not in self._places:
                there = f"loc:@{self._prefix}".encode()
                groups = frozenset(one.replace(b"loc:@", there, 1) for one in key[1:])
                self._places[key] = beside(node.device, groups)
            operation.device = self._places[key]
        elif node.device:
            operation.device = node.device
        if node.device:
            check_place(operation)
        return operation

    def _attributes(self, node: NodeDef, definition: Op, inputs: Sequence[Tensor]) -> dict[str, Any]:
        """Return what the op's kernel takes; functions as graphs, and with them what is known from these only."""
        attrs = {**definition.attrs, **_given(node, definition)}
        is_call = node.op in called_graphs.CALLS
        outer, given = (None, inputs) if is_call else (self._graph, ())  # who calls a graph is not around it
        for key, value in attrs.items():
            if isinstance(value, NameAttrList) and not is_missing(definition):
                function = self._library.function(value.name, node)
                attrs[key] = function_graph(self._world, function, self._library, outer, given)
        if node.op in _OF_VARIABLES:
            attrs.setdefault("shape", value_shape(inputs[0]))
        if "leaves" in attrs:
            graphs = [value for key, value in attrs.items() if isinstance(value, FuncGraph) and key != "test"]
            attrs["leaves"] = [tensor for function in graphs for tensor in leaf_tensors(function)]
        attrs.pop("remember", None)
        if is_call:
            called, names = attrs["f"], attrs.get("_fetches")
            attrs["_fetches"] = [*called.outputs] if names is None else [*map(called.get_tensor_by_name, names)]
            attrs["_callee"] = self._world.callee_of(called)
        kind = value_of(node.attr["_gradient_op_type"]) if "_gradient_op_type" in node.attr else None
        rule = self._library.gradients.get(kind)
        return attrs if rule is None else {**attrs, "_gradient": rule}


def _kind(node: NodeDef, argument: Argument) -> int:
    """Return the dtype that a node says an argument has, 0 where nothing tells it."""
    fixed: int = getattr(DataType, f"DT_{argument.kind.upper()}", 0)
    return node.attr[argument.kind].type if argument.kind in node.attr else fixed


def _kinds(node: NodeDef, argument: Argument) -> list[str]:
    """Return the dtype of each tensor that stands for an argument of a node."""
    if argument.number == "":
        told = list(node.attr[argument.kind].list.type)
    else:
        number = 1 if argument.number is None else node.attr[argument.number].i
        told = [_kind(node, argument)] * min(number, len(node.input) + 1000)  # a damaged number may be any
    return [str(dtypes.as_dtype(kind).cpp_name) if kind else "?" for kind in told]


def _told(node: NodeDef, inputs: list[Tensor]) -> tuple[list[Tensor], dict[str, Any]]:
    """Return the inputs that the op has here too, and as attributes what TensorFlow has as inputs: shapes."""
    signature = signature_of(node.op)
    more = [] if signature is None else signature.more_inputs()
    told, places = {}, [place for place, _ in more]
    for place, argument in more:
        value = inputs[place].static_value()
        any_shape = value is not None and not value.ndim  # -1 alone
        told[argument.attribute] = None if any_shape else inputs[place].static_value_as_shape()
    return [tensor for place, tensor in enumerate(inputs) if place not in places], told


def _given(node: NodeDef, definition: Op) -> dict[str, Any]:
    """Return the attributes that the op has here, under the names that they have here.

    UnimplementedError where the node has one that the op does not know here, unless it says what is usual.
    """
    if is_missing(definition):
        return {key: value_of(attr) for key, attr in node.attr.items()}
    rules = _rules(definition)
    found = {rules.ours.get(key, key): value for key, value in rules.usual.items() if rules.accepts(key)}
    for key, attr in node.attr.items():
        if key in rules.hidden or (key[:1] == "_" and key not in rules.ours and key not in _OUR_OWN):
            continue
        value = value_of(attr)
        if rules.accepts(key):
            found[rules.ours.get(key, key)] = value
        elif key in rules.usual and value != rules.usual[key] and key not in _HARMLESS:
            words = f"Node {node.name!r} (op: {node.op!r}) has {key}={value!r}, which is not known here"
            raise UnimplementedError(None, None, words)
    return found


class _Rules(NamedTuple):
    """How the attributes of TensorFlow's nodes become those of an op: names, defaults, and what is left out."""

    hidden: frozenset[str]
    ours: dict[str, str]
    usual: dict[str, Any]
    accepted: frozenset[str] | None

    def accepts(self, key: str) -> bool:
        return self.accepted is None or self.ours.get(key, key) in self.accepted


@cache
def _rules(definition: Op) -> _Rules:
    hidden = {declared.attr for declared in definition.inputs} | {"T", "Tidx", *definition.shown}
    signature = signature_of(definition.name)
    if signature is None:
        return _Rules(frozenset(hidden), {}, {}, None)
    hidden |= signature.known() - definition.attrs.keys()
    usual = {key: value for key, value in signature.defaults.items() if key not in hidden}
    ours = {theirs: name for name, theirs in signature.renamed.items()}
    return _Rules(frozenset(hidden), ours, usual, None if definition.stateful else _parameters(definition.kernel))


def _parameters(kernel: Any) -> frozenset[str] | None:
    """Return the names that a kernel takes, None where it takes any."""
    try:
        parameters = {} if isinstance(kernel, np.ufunc) else inspect.signature(kernel).parameters
    except ValueError:
        parameters = {}
    takes_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    return None if takes_any else frozenset(parameters)


def _in_order(nodes: Sequence[NodeDef]) -> list[NodeDef]:
    """Return the nodes so that each comes after its inputs; data written by hand may have another order."""
    by_name = {node.name: node for node in nodes}
    begun, done = set[str](), dict[str, None]()
    stack = [node.name for node in reversed(nodes)]
    while stack:
        name = stack[-1]
        if name in begun:
            done[stack.pop()] = None
        else:
            begun.add(name)
            stack += [n for n in map(node_name, by_name[name].input) if n in by_name and n not in begun]
    return [by_name[name] for name in done]


def function_graph(
    world: Any, function: FunctionDef, library: Library, outer: Graph | None = None, given: Sequence[Any] = (),
    captured: int | None = None,
) -> FuncGraph:  # fmt: skip
    """Return a FuncGraph rebuilt from data. Its captures are parameters that the caller has to bind to values.

    `given` is what it will be called with, of which resources tell the shape of their values; `captured` says how many
    of the last arguments are captures, where the data does not.
    """
    graph = FuncGraph(world, function.signature.name, outer)
    for number, argument in enumerate(function.signature.input_arg):
        told = function.arg_attr[number].attr
        (shape,), dtype = value_of(told["_output_shapes"]) or (None,), dtypes.as_dtype(argument.type)
        if old_control_flow.AS_GIVEN in told:
            dtype = given[number].dtype
            shape = given[number].static_shape if told[old_control_flow.AS_GIVEN].b else None
        elif number < len(given) and getattr(given[number], "dtype", dtype).is_ref:
            dtype = given[number].dtype  # it is read inside, if at all
        graph.parameter(argument.name, dtype, () if dtype == dtypes.resource else shape, *given[number : number + 1])
    outsides: dict[str, Any] = {tensor.name: tensor for tensor in graph.parameters}
    outsides |= {f"^{tensor.op.name}": tensor.op for tensor in graph.parameters}
    graph.outputs, effects = Import(world, graph, "", outsides, library).add(function.node_def).results(function)
    ran = [one for operation in effects for one in (operation, *(tensor.op for tensor in operation.inputs))]
    graph.effects = [operation for operation in ran if operation.has_effect]
    first = len(graph.parameters) - (function.attr["_captures"].i if captured is None else captured)
    graph.captured = {-1 - i: (None, inside) for i, inside in enumerate(graph.parameters[first:])}
    del graph.parameters[first:]
    return graph


def asset_files(meta_graph: MetaGraphDef, folder: str | os.PathLike[str]) -> dict[str, str]:
    """Return the path of each file that a model of the old world has with it, by the tensor that names it."""
    held = meta_graph.collection_def[ASSETS].any_list.value if ASSETS in meta_graph.collection_def else ()
    assets = [*meta_graph.asset_file_def, *(AssetFileDef.FromString(one.value) for one in held)]
    return {one.tensor_info.name: os.path.join(folder, "assets", one.filename) for one in assets}
