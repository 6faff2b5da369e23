"""What is in a file of TensorFlow's, without the program that wrote it: the command `lifetimes inspect`.

A checkpoint is listed from its index; of a graph nothing is built. Beside what is there stands what would be lost:
values that no variable of the graph takes, variables without a value, ops that are not here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lifetimes.errors import NotFoundError, OpError
from lifetimes.graph.data.attributes import array_of, shape_of
from lifetimes.graph.data.called_graphs import CASES, WRITERS
from lifetimes.graph.data.checkpoint_state import latest_checkpoint
from lifetimes.graph.data.object_graph_def import KEY, decode, keys_of_values, node_of, paths_of
from lifetimes.graph.data.op_signatures import definition_of, is_missing
from lifetimes.graph.data.protos import GraphDef, MetaGraphDef, SavedModel
from lifetimes.graph.data.sorted_table import MAGIC
from lifetimes.graph.data.tensor_bundle import Bundle, bundle_exists, dtype_name, open_bundle
from lifetimes.graph.data.whole_files import decoding, read_message, saved_model_file
from lifetimes.graph.storage import bytes_of
from lifetimes.library import load
from lifetimes.object_graph import PARTS
from lifetimes.ops.dtypes import Array, as_dtype

_VARIABLES: Final = ("VarHandleOp", "VariableV2", "Variable")
_OTHER_FORMS: Final = (
    (0, b"\x89HDF", "an HDF5 file, as Keras writes weights"), (0, b"PK\x03\x04", "a zip archive, as .keras or .npz"),
    (4, b"TFL3", "a TensorFlow Lite model"),
)  # fmt: skip


class Unknown(Exception):
    """There is no file of TensorFlow's at a path; the message says in one line what is."""


@dataclass
class Value:
    """One variable or value: its name or path, what it holds, and what tells it from others without reading it."""

    name: str
    dtype: str
    shape: list[int | None] | None
    bytes: int | None
    variable: str = ""
    mark: Any = None


@dataclass
class Contents:
    """All that is known of a file. `read` returns one value by its name."""

    kind: str
    path: str
    facts: dict[str, Any] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)
    signatures: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    functions: dict[str, int] = field(default_factory=dict)
    ops: dict[str, int] = field(default_factory=dict)
    missing_ops: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)
    tags: list[dict[str, Any]] = field(default_factory=list)
    read: Callable[[str], Array] | None = None
    nodes: dict[str, str] = field(default_factory=dict)


# --- finding out what it is ------------------------------------------------------------------------------


def contents(path: Any) -> Contents:
    """Return what is at a path. Unknown where that is nothing known, DataLossError where it is damaged."""
    place, text = Path(path), str(path)
    prefix = re.sub(r"\.(index|data-\d{5}-of-\d{5})$", "", text)
    with decoding(path):
        folder = place.parent if place.name == "checkpoint" and place.is_file() else place  # it names the newest there
        if folder.is_dir():
            return _folder(folder)
        if bundle_exists(prefix):
            return _checkpoint(open_bundle(prefix))
        if not place.is_file():
            raise Unknown(f"{text}: there is no such file, and no checkpoint of that prefix")
        return _events(text, [place]) if "tfevents" in place.name else _message(place)


def _folder(place: Path) -> Contents:
    model = saved_model_file(place)
    if model is not None:
        return _message(model)
    newest = latest_checkpoint(None, place)
    if newest is not None:
        return _checkpoint(open_bundle(newest))
    indexes = sorted(place.glob("*.index"))
    if len(indexes) == 1:
        return contents(indexes[0])
    if indexes:
        names = ", ".join(repr(index.name.removesuffix(".index")) for index in indexes)
        raise Unknown(f"{place}: the folder has several checkpoints, and no newest; inspect one of {names}")
    events = sorted(place.glob("*tfevents*"))
    if events:
        return _events(str(place), events)
    raise Unknown(f"{place}: the folder has no saved model, no checkpoint and no event file")


def _message(place: Path) -> Contents:
    """Return what a file with one message has: the name says which, or else what is in it."""
    data = place.read_bytes()
    for at, mark, what in _OTHER_FORMS:
        if data[at : at + len(mark)] == mark:
            raise Unknown(f"{place}: this is {what}")
    if data.endswith(MAGIC):
        raise Unknown(f"{place}: this is a checkpoint of the first form, which TensorFlow wrote before 1.0")
    if place.name.startswith("saved_model"):
        return _saved_model(read_message(SavedModel, place), place)
    if place.suffix == ".meta":
        return _meta_graph(read_message(MetaGraphDef, place), place)
    for kind, take in ((GraphDef, _graph_file), (MetaGraphDef, _meta_graph), (SavedModel, _saved_model)):
        with suppress(OpError):
            found = read_message(kind, place)
            if _is_filled(found):
                return take(found, place)
    raise Unknown(f"{place}: this is no graph, meta graph, saved model, checkpoint or event file of TensorFlow")


def _is_filled(found: Any) -> bool:
    """Return whether a message is one of its kind: any bytes may pass for one that has nothing of it."""
    parts = found.meta_graphs if isinstance(found, SavedModel) else [found]
    nodes = [node for part in parts for node in getattr(part, "graph_def", part).node]
    return bool(nodes) and all(re.fullmatch(r"\w+", node.op) and node.name for node in nodes)


# --- checkpoints -----------------------------------------------------------------------------------------


def _checkpoint(bundle: Bundle) -> Contents:
    """Return what a checkpoint has, and what the meta graph beside it does not fit."""
    made, meta = _stored(bundle), Path(f"{bundle.prefix}.meta")
    if meta.is_file():
        _compare_names(made, _variables(read_message(MetaGraphDef, meta).graph_def), meta)
    return made


def _stored(bundle: Bundle) -> Contents:
    names: dict[str | None, str] = {}
    made = Contents("checkpoint", bundle.prefix, read=bundle.read)
    if KEY in bundle:
        nodes = decode(bundle.read(KEY))
        names = {node.key: node.full_name for node in nodes if node.key is not None}
        made.facts["objects"] = len(nodes)
    for key in bundle.keys():  # noqa: SIM118
        if key != KEY:
            pieces, kind = bundle.pieces(key), bundle.dtype_name(key)
            size = sum(size for size, _ in pieces)
            made.values.append(Value(key, kind, [*bundle.shape(key)], size, names.get(key, ""), pieces))
    return made


def _compare_names(made: Contents, variables: Mapping[str, Value], graph: Path) -> None:
    """Say which values no variable of a graph takes, and which variables have none."""
    saved = {value.name for value in made.values} | {value.variable for value in made.values}
    made.facts["graph"] = str(graph)
    made.lost = [value.name for value in made.values if not {value.name, value.variable} & variables.keys()]
    made.without_value = [name for name in variables if name not in saved]


# --- graphs ----------------------------------------------------------------------------------------------


def _take_graph(made: Contents, graph: GraphDef) -> dict[str, Value]:
    """Note the ops of a graph, those that are not here, and the constants, which can be read; return its variables."""
    functions = {function.signature.name: function for function in graph.library.function}
    nodes = [(node.name, node) for node in graph.node]
    nodes += [(f"{name}/{node.name}", node) for name, function in functions.items() for node in function.node_def]
    known = {*WRITERS, *CASES, *functions}  # nodes that call are read in a way of their own
    for name, node in nodes:
        made.ops[node.op] = made.ops.get(node.op, 0) + 1
        if node.op not in known and is_missing(definition_of(node.op)):
            made.missing_ops.setdefault(node.op, []).append(name)
        made.nodes[name] = f"{node.op}({', '.join(node.input)})"
    made.facts["nodes"] = len(graph.node)
    made.facts["functions"] = len(functions)
    placed = [node for node in graph.node if node.op in ("Placeholder", "PlaceholderV2")]
    made.facts["placeholders"] = [f"{node.name}: {_tensor_text(*_told(node))}" for node in placed]
    constants = {node.name: node for node in graph.node if node.op == "Const"}
    made.facts["bytes of constants"] = sum(len(node.attr["value"].tensor.tensor_content) for node in constants.values())

    def read(name: str) -> Array:
        if name not in constants:
            raise NotFoundError(None, None, f"{name!r} is no constant of the graph")
        return array_of(constants[name].attr["value"].tensor)

    made.read = made.read or read
    return _variables(graph)


def _tensor_text(dtype: int, shape: Any) -> str:
    known = shape_of(shape)
    return f"{dtype_name(dtype)} {'of any shape' if known is None else list(known)}"


def _told(node: Any) -> tuple[int, Any]:
    return node.attr["dtype"].type, node.attr["shape"].shape


def _variables(graph: GraphDef) -> dict[str, Value]:
    """Return the variables of a graph by their names."""
    found = {}
    for node in graph.node:
        if node.op in _VARIABLES:
            dtype, proto = _told(node)
            shape, size = shape_of(proto), None
            with suppress(TypeError):  # of a dtype that is not here
                size = bytes_of(as_dtype(dtype), shape)
            known = None if shape is None else list(shape)
            found[node.name] = Value(node.name, dtype_name(dtype), known, size)
    return found


def _graph_file(graph: GraphDef, place: Path) -> Contents:
    made = Contents("graph", str(place))
    made.values = list(_take_graph(made, graph).values())
    return made


def _meta_graph(definition: MetaGraphDef, place: Path) -> Contents:
    """Return what a meta graph has, and what the checkpoint beside it does not fit."""
    made = Contents("meta graph", str(place))
    prefix, variables = str(place).removesuffix(".meta"), _take_graph(made, definition.graph_def)
    made.values = list(variables.values())
    made.facts["collections"] = sorted(definition.collection_def)
    _take_signatures(made, definition)
    if bundle_exists(prefix):
        beside = _stored(open_bundle(prefix))
        _compare_names(beside, variables, place)
        made.facts["checkpoint"], made.lost, made.without_value = prefix, beside.lost, beside.without_value
    return made


def _take_signatures(made: Contents, definition: MetaGraphDef) -> None:
    made.facts["written by"] = f"TensorFlow {definition.meta_info_def.tensorflow_version or 'of an unknown version'}"
    made.facts["tags"] = list(definition.meta_info_def.tags)
    for name, signature in sorted(definition.signature_def.items()):
        if name == "__saved_model_init_op":
            continue
        made.signatures[name] = {
            side: {key: _tensor_text(info.dtype, info.tensor_shape) for key, info in sorted(infos.items())}
            for side, infos in (("inputs", signature.inputs), ("outputs", signature.outputs))
        }


def _saved_model(model: SavedModel, place: Path) -> Contents:
    """Return what a saved model has: its meta graphs together, and the values in its folder."""
    made = Contents("saved model", str(place.parent))
    prefix = place.parent / "variables" / "variables"
    bundle = open_bundle(prefix) if bundle_exists(prefix) else None
    if bundle is not None:
        stored = _stored(bundle)
        made.values, made.read = stored.values, stored.read
    for definition in model.meta_graphs:
        variables = _take_graph(made, definition.graph_def)
        _take_signatures(made, definition)
        if definition.HasField("object_graph_def"):
            _take_objects(made, definition.object_graph_def, bundle)
        else:
            _compare_names(made, variables, place)
    return made


def _take_objects(made: Contents, graph: Any, bundle: Bundle | None) -> None:
    """Note the functions by their paths, and which variables and values have no counterpart."""
    nodes = list(map(node_of, graph.nodes))
    paths = {number: path.lstrip(".") for number, path in paths_of(nodes).items()}
    kinds = {number: node.WhichOneof("kind") for number, node in enumerate(graph.nodes)}
    for number, kind in kinds.items():
        traces = len(graph.nodes[number].function.concrete_functions)
        if kind == "function" and number in paths and traces:
            made.functions[paths[number]] = traces
    made.facts["objects"] = len(graph.nodes)
    known = {} if bundle is None or KEY not in bundle else keys_of_values(nodes, decode(bundle.read(KEY)))
    variables = {n: paths.get(n, "?") for n, kind in kinds.items() if kind == "variable"}
    made.without_value = [path for number, path in variables.items() if number not in known]
    taken = {key for number, key in known.items() if number in variables}
    taken |= {f"{key}-{part}" for key in known.values() for part in PARTS}  # of a table
    made.lost = [value.name for value in made.values if value.name not in taken]


# --- events ----------------------------------------------------------------------------------------------


def _events(path: str, files: Iterable[Path]) -> Contents:
    """Return what the events of one file, or of all files of a folder, tell: by tag."""
    made, tags = Contents("events", path), dict[str, dict[str, Any]]()
    count = Counter[str]()
    for file in files:
        for event in load("graph.summaries.event_writer").summary_iterator(file):
            count[event.WhichOneof("what") or "nothing"] += 1
            for value in event.summary.value:
                known = tags.setdefault(value.tag, {"tag": value.tag, "count": 0, "first step": event.step})
                known.update({"count": known["count"] + 1, "last step": event.step, "kind": value.WhichOneof("value")})
                if known["kind"] == "simple_value":
                    known["last"] = value.simple_value
    made.facts["events"] = dict(count)
    made.tags = [tags[tag] for tag in sorted(tags)]
    return made
