"""Signatures: what a saved model takes and gives, under names of its own. Source: `tensorflow/python/saved_model`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.protos import SignatureDef, TensorInfo
from lifetimes.ops import dtypes
from lifetimes.ops.registry import public, publish

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


@public(v1=_named("classification_signature_def"))
def classification_signature_def(world: Any, examples: Any, classes: Any, scores: Any) -> SignatureDef:
    """Return a signature from examples to classes and scores."""
    if examples is None:
        raise ValueError("Classification `examples` cannot be None.")
    if classes is None and scores is None:
        raise ValueError("Classification `classes` and `scores` cannot both be None.")
    kind = build_tensor_info(world, examples).dtype
    if kind != dtypes.string.as_datatype_enum:
        raise ValueError(f"Classification input tensors must be of type string. Found tensors of type {int(kind)}")
    outputs = {key: value for key, value in (("classes", classes), ("scores", scores)) if value is not None}
    return _signature(world, {"inputs": examples}, outputs, CLASSIFY)


@public(v1=_named("regression_signature_def"))
def regression_signature_def(world: Any, examples: Any, predictions: Any) -> SignatureDef:
    """Return a signature from examples to predictions."""
    if examples is None or predictions is None:
        missing = "examples" if examples is None else "predictions"
        raise ValueError(f"Regression `{missing}` cannot be None.")
    kind = build_tensor_info(world, examples).dtype
    if kind != dtypes.string.as_datatype_enum:
        raise ValueError(f"Regression input tensors must be of type string. Found tensors with type {int(kind)}.")
    return _signature(world, {"inputs": examples}, {"outputs": predictions}, REGRESS)


@public(v1=_named("is_valid_signature"))
def is_valid_signature(world: Any, signature_def: SignatureDef | None) -> bool:
    """Return whether a signature is one that TensorFlow's server would take."""
    if signature_def is None or not signature_def.inputs or not signature_def.outputs:
        return False
    return signature_def.method_name in (PREDICT, CLASSIFY, REGRESS)
