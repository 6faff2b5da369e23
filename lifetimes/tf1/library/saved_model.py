"""A saved model: a folder with meta graphs under tags, their signatures, and the values of one session.

    saved_model.pb               the meta graphs
    variables/variables.*        the values, as a Saver writes them

Loading builds the graph from data and restores the values; it runs no Python code of the program that saved it.
Source: `tensorflow/python/saved_model/builder_impl.py`, `loader_impl.py`.
"""

import filecmp
import os
import shutil
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Final

from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.importing import ASSETS, MAIN_OPS, asset_files, file_form
from lifetimes.graph.data.protos import AssetFileDef, MetaGraphDef, SavedModel, SignatureDef, TensorInfo
from lifetimes.graph.data.whole_files import decoding, read_saved_model, saved_model_file, tagged, write_file
from lifetimes.graph.tensor import Tensor
from lifetimes.ops import dtypes, public, publish
from lifetimes.tf1 import variable_lists as lists
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.library.meta_graph import import_with_elements
from lifetimes.tf1.library.old_spellings import tables_initializer
from lifetimes.tf1.saver import Saver

_FILE: Final = "saved_model.pb"
_VARIABLES: Final = os.path.join("variables", "variables")


@public(v1=("saved_model.builder.SavedModelBuilder", "saved_model.Builder"))
class SavedModelBuilder:
    """Collects meta graphs and writes them to a new folder."""

    def __init__(self, world: Any, export_dir: Any) -> None:
        self._world, self._folder = world, os.fspath(export_dir)
        self._meta_graphs: list[MetaGraphDef] = []
        self._assets: dict[str, str] = {}
        self._has_variables = False
        if os.path.isdir(self._folder) and os.listdir(self._folder):
            raise AssertionError(f"Export directory {self._folder} already exists, and isn't empty. Please choose a "
                                 "different export directory, or delete all the contents of the specified "
                                 "directory.")  # fmt: skip
        os.makedirs(self._folder, exist_ok=True)

    def add_meta_graph_and_variables(
        self, sess: Any, tags: Iterable[str], signature_def_map: Any = None, assets_collection: Any = None,
        legacy_init_op: Any = None, clear_devices: bool = False, main_op: Any = None, strip_default_attrs: bool = False,
        saver: Any = None,
    ) -> None:  # fmt: skip
        """Add the session's graph under these tags, and write the session's values to the folder. Only once."""
        if self._has_variables:
            raise AssertionError("Graph state including variables and assets has already been saved. Please invoke "
                                 "`add_meta_graph()` instead.")  # fmt: skip
        saver = self._saver(saver)
        path = os.path.join(self._folder, _VARIABLES)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        saver.save(sess, path, write_meta_graph=False, write_state=False)
        self._has_variables = True
        with sess.graph.as_default():
            self.add_meta_graph(
                tags, signature_def_map, assets_collection, legacy_init_op, clear_devices, main_op, saver=saver
            )

    def add_meta_graph(
        self, tags: Iterable[str], signature_def_map: Any = None, assets_collection: Any = None,
        legacy_init_op: Any = None, clear_devices: bool = False, main_op: Any = None, strip_default_attrs: bool = False,
        saver: Any = None,
    ) -> None:  # fmt: skip
        """Add the default graph under these tags; the values in the folder serve it too."""
        if not self._has_variables:
            raise AssertionError("Graph state including variables and assets has not been saved yet. Please invoke "
                                 "`add_meta_graph_and_variables()` first.")  # fmt: skip
        saver = self._saver(saver)
        graph, main = self._world.current_graph(), legacy_init_op if main_op is None else main_op
        if main is not None:
            for key in MAIN_OPS:
                if graph.get_collection(key):
                    raise ValueError(f"Graph already contains one or more main ops under the collection {key}.")
            graph.add_to_collection(MAIN_OPS[0], main)
        info = MetaGraphDef.MetaInfoDef(tags=list(tags))
        made = saver.export_meta_graph(clear_devices=clear_devices, meta_info_def=info, graph_def=file_form(graph))
        for key, signature in (signature_def_map or {}).items():
            made.signature_def[key] = signature
        for file in assets_collection or ():
            self._add_asset(made, file)
        self._meta_graphs.append(made)

    def _add_asset(self, meta_graph: MetaGraphDef, file: Any) -> None:
        """Copy the file that a constant names into the folder, and note its name in the meta graph."""
        path = _path_of(file)
        folder, name = os.path.join(self._folder, "assets"), self._asset_name(path)
        self._assets[name] = path
        os.makedirs(folder, exist_ok=True)
        shutil.copyfile(path, os.path.join(folder, name))
        asset = AssetFileDef(tensor_info=TensorInfo(name=file.name), filename=name)
        meta_graph.collection_def[ASSETS].any_list.value.add(
            type_url="type.googleapis.com/tensorflow.AssetFileDef", value=asset.SerializeToString()
        )

    def _asset_name(self, path: str) -> str:
        """Return the name of a file, numbered where another file of that name has something else in it."""
        name = os.path.basename(path)
        if filecmp.cmp(path, self._assets.get(name, path), shallow=False):
            return name
        return next(numbered for i in count(1) if (numbered := f"{name}_{i}") not in self._assets)

    def _saver(self, saver: Any) -> Any:
        return Saver(self._world, sharded=True, allow_empty=True) if saver is None else saver

    def save(self, as_text: bool = False) -> bytes:
        """Write the meta graphs and return the path of their file, as bytes."""
        path = os.path.join(self._folder, f"{_FILE}txt" if as_text else _FILE)
        model = SavedModel(saved_model_schema_version=1, meta_graphs=self._meta_graphs)
        write_file(path, str(model).encode() if as_text else model.SerializeToString())
        return path.encode()


def _path_of(file: Any) -> str:
    """Return the path that a constant names. TypeError where it is none, or no scalar."""
    if not isinstance(file, Tensor):
        raise TypeError(f"Asset path tensor {file} must be a Tensor.")
    if file.op.type != "Const":
        raise TypeError(f"Asset path tensor {file} must be of type constant.Has type {file.op.type} instead.")
    value: Any = file.static_value()
    if value.size != 1:
        raise TypeError(f"Asset path tensor {file} must be a scalar.")
    return os.fsdecode(value.item())


@public(v1=("saved_model.simple_save",))
def simple_save(
    world: Any, session: Any, export_dir: Any, inputs: Mapping[str, Any], outputs: Mapping[str, Any],
    legacy_init_op: Any = None,
) -> None:  # fmt: skip
    """Write the session's graph and values to a folder, with one signature from `inputs` to `outputs`."""
    signature = predict_signature_def(world, inputs, outputs)
    builder = SavedModelBuilder(world, export_dir)
    builder.add_meta_graph_and_variables(
        session, ["serve"], {"serving_default": signature}, world.current_graph().get_collection("asset_filepaths"),
        legacy_init_op=legacy_init_op, clear_devices=True,
    )  # fmt: skip
    builder.save()


_OLD_NAMES: Final = ("saved_model.loader.maybe_saved_model_directory", "saved_model.maybe_saved_model_directory")


@public("saved_model.contains_saved_model", v1=_OLD_NAMES)
def contains_saved_model(world: Any, export_dir: Any) -> bool:
    """Return whether the folder has a saved model in it."""
    return saved_model_file(export_dir) is not None


@public(v1=("saved_model.loader.load", "saved_model.load"))
def load(
    world: Any, sess: Any, tags: Iterable[str], export_dir: Any, import_scope: str | None = None, **options: Any
) -> MetaGraphDef:
    """Add the meta graph with exactly these tags to the session's graph, restore its values, and return it.

    OSError where there is no saved model, RuntimeError where it has no meta graph of these tags.
    """
    path, model = read_saved_model(SavedModel, export_dir)
    found: MetaGraphDef = tagged(model.meta_graphs, tags)
    with decoding(path), sess.graph.as_default():
        saver, _ = import_with_elements(world, found, import_scope=import_scope, **options)
        if saver is not None:
            saver.restore(sess, os.path.join(export_dir, _VARIABLES))
        scope = f"{import_scope}/" if import_scope else ""
        files = {f"{scope}{name}": path for name, path in asset_files(found, export_dir).items()}
        for key in MAIN_OPS:
            if key in found.collection_def:
                name, *_ = found.collection_def[key].node_list.value
                sess.run(sess.graph.get_operation_by_name(f"{scope}{name}"), files)
    return found


@public(v1=("saved_model.main_op.main_op",))
def main_op(world: Any) -> Any:
    """Return an operation that initialises global and local variables and tables."""
    return group(
        world, lists.global_variables_initializer(world), lists.local_variables_initializer(world),
        tables_initializer(world),
    )  # fmt: skip


@public(v1=("saved_model.main_op.main_op_with_restore", "saved_model.main_op_with_restore"))
def main_op_with_restore(world: Any, restore_op_name: str) -> Any:
    """Return an operation that restores the variables and then initialises the tables."""
    with world.current_graph().control_dependencies([main_op(world)]):
        return group(world, world.current_graph().get_operation_by_name(restore_op_name))


# --- signatures: what a model takes and gives, under names of its own -----------------------------------------

PREDICT, CLASSIFY, REGRESS = (f"tensorflow/serving/{name}" for name in ("predict", "classify", "regress"))

_CONSTANTS: Final[dict[str, dict[str, Any]]] = {
    "signature_constants": {
        "DEFAULT_SERVING_SIGNATURE_DEF_KEY": "serving_default", "PREDICT_METHOD_NAME": PREDICT,
        "PREDICT_INPUTS": "inputs", "PREDICT_OUTPUTS": "outputs", "CLASSIFY_METHOD_NAME": CLASSIFY,
        "CLASSIFY_INPUTS": "inputs", "CLASSIFY_OUTPUT_CLASSES": "classes", "CLASSIFY_OUTPUT_SCORES": "scores",
        "REGRESS_METHOD_NAME": REGRESS, "REGRESS_INPUTS": "inputs", "REGRESS_OUTPUTS": "outputs",
    },
    "tag_constants": {"SERVING": "serve", "TRAINING": "train", "GPU": "gpu", "TPU": "tpu"},
    "constants": {
        "ASSETS_DIRECTORY": "assets", "ASSETS_KEY": "saved_model_assets", "LEGACY_INIT_OP_KEY": "legacy_init_op",
        "MAIN_OP_KEY": "saved_model_main_op", "SAVED_MODEL_FILENAME_PB": "saved_model.pb",
        "SAVED_MODEL_SCHEMA_VERSION": 1, "SAVED_MODEL_FILENAME_PBTXT": "saved_model.pbtxt",
        "VARIABLES_DIRECTORY": "variables", "VARIABLES_FILENAME": "variables",
    },
}  # fmt: skip
for _group, _values in _CONSTANTS.items():
    for _name, _value in _values.items():
        publish(_value, v1=(f"saved_model.{_group}.{_name}", f"saved_model.{_name}"))
        if _group != "constants":
            publish(_value, v2=(f"saved_model.{_name}",))


def _named(name: str) -> tuple[str, str]:
    return f"saved_model.signature_def_utils.{name}", f"saved_model.{name}"


@public(v1=("saved_model.utils.build_tensor_info", "saved_model.build_tensor_info"))
def build_tensor_info(world: Any, tensor: Any) -> TensorInfo:
    """Return name, dtype and shape of a tensor as data."""
    dtype = tensor.dtype.base_dtype
    return TensorInfo(name=tensor.name, dtype=dtype, tensor_shape=shape_proto(tensor.static_shape))


@public(v1=("saved_model.utils.get_tensor_from_tensor_info", "saved_model.get_tensor_from_tensor_info"))
def get_tensor_from_tensor_info(
    world: Any, tensor_info: TensorInfo, graph: Any = None, import_scope: str | None = None
) -> Any:
    """Return the tensor of the default graph, or of `graph`, that such data names."""
    name = f"{import_scope}/{tensor_info.name}" if import_scope else tensor_info.name
    return (world.current_graph() if graph is None else graph).get_tensor_by_name(name)


@public(v1=_named("build_signature_def"))
def build_signature_def(
    world: Any, inputs: Any = None, outputs: Any = None, method_name: str | None = None, **unused: Any
) -> SignatureDef:
    """Return a signature of these tensors' data."""
    return SignatureDef(inputs=inputs or {}, outputs=outputs or {}, method_name=method_name or "")


@public(v1=_named("predict_signature_def"))
def predict_signature_def(world: Any, inputs: Mapping[str, Any], outputs: Mapping[str, Any]) -> SignatureDef:
    """Return a signature that takes and gives any tensors."""
    for name, given in (("inputs", inputs), ("outputs", outputs)):
        if not given:
            raise ValueError(f"Prediction `{name}` cannot be None or empty.")
    return _signature(world, inputs, outputs, PREDICT)


def _signature(world: Any, inputs: Mapping[str, Any], outputs: Mapping[str, Any], method: str) -> SignatureDef:
    takes, gives = ({key: build_tensor_info(world, one) for key, one in side.items()} for side in (inputs, outputs))
    return SignatureDef(inputs=takes, outputs=gives, method_name=method)


# What a signature of each kind gives; what it takes is one text under the name `inputs`.
_OUTPUTS: Final = {CLASSIFY: {"classes": dtypes.string, "scores": dtypes.float32}, REGRESS: {"outputs": dtypes.float32}}


def _is_of(world: Any, tensor: Any, dtype: Any, words: str) -> None:
    """Raise ValueError in these words, with the number of its dtype in them, where a tensor is of another dtype."""
    kind = build_tensor_info(world, tensor).dtype
    if kind != dtype.as_datatype_enum:
        raise ValueError(words.format(int(kind)))


@public(v1=_named("classification_signature_def"))
def classification_signature_def(world: Any, examples: Any, classes: Any, scores: Any) -> SignatureDef:
    """Return a signature from examples to classes and scores."""
    if examples is None:
        raise ValueError("Classification `examples` cannot be None.")
    if classes is None and scores is None:
        raise ValueError("Classification `classes` and `scores` cannot both be None.")
    words = "Classification {} must be of type string{}. Found tensors of type {{}}"
    _is_of(world, examples, dtypes.string, words.format("input tensors", ""))
    outputs = {key: value for key, value in (("classes", classes), ("scores", scores)) if value is not None}
    if classes is not None:
        _is_of(world, classes, dtypes.string, words.format("classes", " Tensor") + ".`")
    if scores is not None:
        _is_of(world, scores, dtypes.float32, "Classification scores must be a float Tensor.")
    return _signature(world, {"inputs": examples}, outputs, CLASSIFY)


@public(v1=_named("regression_signature_def"))
def regression_signature_def(world: Any, examples: Any, predictions: Any) -> SignatureDef:
    """Return a signature from examples to predictions."""
    for name, given in (("examples", examples), ("predictions", predictions)):
        if given is None:
            raise ValueError(f"Regression `{name}` cannot be None.")
    words = "Regression {} tensors must be of type {}. Found tensors with type {{}}."
    _is_of(world, examples, dtypes.string, words.format("input", "string"))
    _is_of(world, predictions, dtypes.float32, words.format("output", "float"))
    return _signature(world, {"inputs": examples}, {"outputs": predictions}, REGRESS)


@public(v1=_named("is_valid_signature"))
def is_valid_signature(world: Any, signature_def: SignatureDef | None) -> bool:
    """Return whether a signature is one that TensorFlow's server would take."""
    if signature_def is None or not signature_def.inputs or not signature_def.outputs:
        return False
    wanted = _OUTPUTS.get(signature_def.method_name)
    if wanted is None:
        return bool(signature_def.method_name == PREDICT)
    takes = {key: dtypes.as_dtype(info.dtype) for key, info in signature_def.inputs.items()}
    gives = ((wanted.get(key), dtypes.as_dtype(info.dtype)) for key, info in signature_def.outputs.items())
    return takes == {"inputs": dtypes.string} and all(one == other for one, other in gives)
