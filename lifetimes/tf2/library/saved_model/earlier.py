"""SavedModels of earlier versions of this package as TensorFlow's message.

    {"nodes": [{"variable": [name, trainable, shape]}, {"function": {...}}, {"object": {attribute: number}}, ...],
     "signatures": {name: {"concrete": trace, "outputs": [name, ...]}}}      as JSON, graphs and constants beside it

A trace has its graph, what that captured by number or as a constant, the types for which it was made, and its results
by number. Values are read from the checkpoint in the folder, as they were.
"""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lifetimes import nest
from lifetimes.graph.data import earlier
from lifetimes.graph.data.attributes import attr_value, shape_of, shape_proto
from lifetimes.graph.data.called_graphs import plain_node
from lifetimes.graph.data.protos import FunctionDef, FunctionDefLibrary, MetaGraphDef, NodeDef, SavedModel, SavedObject
from lifetimes.ops import Array, dtypes
from lifetimes.tf2.library.saved_model.structures import function_spec, structured
from lifetimes.tf2.tensor_spec import TensorSpec

_IDENTIFIERS: Final = {
    "list": "trackable_list_wrapper", "dict": "trackable_dict_wrapper", "tuple": "trackable_tuple_wrapper",
    "object": "_generic_user_object",
}  # fmt: skip


def read(data: bytes, file: str) -> SavedModel:
    """Return a model from the bytes of its earlier form."""
    content, arrays = earlier.unpack(data, file)
    earlier.warn(file, "Load it and save it again to convert it.")
    return SavedModel(saved_model_schema_version=1, meta_graphs=[_Conversion(arrays).meta_graph(content)])


class _Conversion:
    """One conversion: the meta graph as it grows."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays, self._made = arrays, MetaGraphDef()
        self._nodes, self._library = self._made.object_graph_def.nodes, self._made.graph_def.library
        self._constants: dict[str, int] = {}

    def meta_graph(self, content: Any) -> MetaGraphDef:
        self._nodes.extend([SavedObject()] * len(content["nodes"]))
        for number, node in enumerate(content["nodes"]):
            ((kind, value),) = node.items()
            self._nodes[number].MergeFrom(self._object(kind, value))
        signatures = SavedObject(user_object={"identifier": "signature_map"})
        for name, data in content["signatures"].items():
            signatures.children.add(node_id=self._signature(**data), local_name=name)
        self._nodes[0].children.add(node_id=self._put(signatures), local_name="signatures")
        return self._made

    def _put(self, node: SavedObject) -> int:
        self._nodes.append(node)
        return len(self._nodes) - 1

    def _object(self, kind: str, value: Any) -> SavedObject:
        if kind == "variable":
            name, trainable, shape = value
            known = shape_proto(None if shape is None else tuple(shape))
            return SavedObject(variable={"name": name, "trainable": trainable, "shape": known})
        if kind == "function":
            names = [self._concrete(one) for one in value["concretes"]]
            kinds = inspect.Parameter  # each is: name, kind, whether there is a default, and the default
            parameters = [kinds(name, getattr(kinds, kind), default=default if known else kinds.empty)
                          for name, kind, known, default in value["parameters"]]  # fmt: skip
            spec = function_spec(inspect.Signature(parameters), () if value["fixed"] else None)
            return SavedObject(function={"concrete_functions": names, "function_spec": spec})
        made = SavedObject(user_object={"identifier": _IDENTIFIERS[kind]})
        made.children = [{"node_id": child, "local_name": name} for name, child in value.items()]
        return made

    def _signature(self, concrete: Any, outputs: Sequence[str]) -> int:
        """Take in a signature: its tensors go by the names of the arguments, its results by names of their own."""
        name = self._concrete(concrete)
        function, saved = self._library.function[-1], self._made.object_graph_def.concrete_functions[name]
        function.signature.output_arg.sort(key=lambda one: outputs[int(one.name.rpartition("_")[2])])
        free = function.signature.input_arg[: len(function.signature.input_arg) - len(saved.bound_inputs)]
        shapes = [shape_of(function.arg_attr[n].attr["_output_shapes"].list.shape[0]) for n in range(len(free))]
        given = {one.name: TensorSpec(shape, one.type, one.name) for one, shape in zip(free, shapes, strict=True)}
        self._add(function, saved.bound_inputs, ((), given), dict.fromkeys(outputs, 0))
        return self._put(SavedObject(bare_concrete_function={"concrete_function_name": name}))

    def _concrete(self, data: Any) -> str:
        """Take in a trace and return the name of its function, the last in the library."""
        rules = {name: self._functions(rule["graph"]) for name, rule in data["gradients"].items()}
        function = self._functions(data["graph"])
        for node in function.node_def:
            if node.name in rules:
                self._add_rule(rules[node.name], node, data["gradients"][node.name], function.signature.name)
        given = list(zip(_decoded(data["specs"]).items(), data["kinds"], strict=True))
        args = tuple(spec for (_, spec), kind in given if kind != "KEYWORD_ONLY")
        kwargs = {name: spec for (name, spec), kind in given if kind == "KEYWORD_ONLY"}
        bound = [self._bound(*one) for capture in data["captures"] for one in capture.items()]
        return self._add(function, bound, (args, kwargs), _decoded(data["returns"]))

    def _add(self, function: FunctionDef, bound: Sequence[int], given: Any, results: Any) -> str:
        """Take in a function: what it captured, what it was made for, and the structure of its results."""
        specs = nest.map_structure(lambda leaf: None if leaf is None else TensorSpec(None), results)
        name: str = function.signature.name
        saved = self._made.object_graph_def.concrete_functions[name]
        saved.bound_inputs, saved.output_signature = bound, structured(specs)
        saved.canonicalized_input_signature = structured(given)
        return name

    def _functions(self, key: str) -> FunctionDef:
        """Take in the functions of a graph, under names that no others have, and return the graph itself."""
        functions = FunctionDefLibrary.FromString(self._arrays[key].tobytes()).function
        first = len(self._library.function)
        names = {one.signature.name: f"{one.signature.name}_{first + n}" for n, one in enumerate(functions)}
        for function in functions:
            function.signature.name = names[function.signature.name]
            for node in function.node_def:
                for attr in node.attr.values():
                    if attr.WhichOneof("value") == "func":
                        attr.func.name = names[attr.func.name]
            list.append(self._library.function, function)
        return self._library.function[-1]

    def _bound(self, kind: str, value: Any) -> int:
        """Return the number of what was captured; a constant becomes an object of its own."""
        if kind == "variable":
            return int(value)
        if value not in self._constants:
            array = self._arrays[value]
            self._made.graph_def.node.append(plain_node("Const", value, (), value=array, dtype=dtypes.of(array)))
            self._constants[value] = self._put(SavedObject(constant={"operation": value}))
        return self._constants[value]

    def _add_rule(self, function: FunctionDef, node: NodeDef, rule: Any, forward: str) -> None:
        """Take in the derivative that the program wrote for a node of a function."""
        kind = f"CustomGradient-{function.signature.name}"
        node.attr["_gradient_op_type"] = attr_value("", kind)
        self._library.registered_gradients.add(gradient_func=function.signature.name, registered_op_type=kind)
        tensors = ({"name": name, "concrete_function": forward} for name in rule["reads"])
        bound = [self._put(SavedObject(captured_tensor=tensor)) for tensor in tensors]
        self._add(function, bound, ((), {}), [n if n in rule["places"] else None for n in range(len(node.input))])


def _decoded(data: Any) -> Any:
    """Return the structure of plain values and specs that stands in JSON."""
    if not isinstance(data, dict):
        return data
    ((kind, content),) = data.items()
    if kind == "dict":
        return {key: _decoded(value) for key, value in content.items()}
    if kind in ("list", "tuple"):
        return (tuple if kind == "tuple" else list)(map(_decoded, content))
    return _decoded(content) if kind == "literal" else TensorSpec(*content)
