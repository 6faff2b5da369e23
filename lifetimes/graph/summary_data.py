"""What a summary and an event file are made of: messages with the bytes that TensorBoard reads."""

from __future__ import annotations

from typing import Any, ClassVar

from lifetimes.graph.messages import TensorShapeProto, TypeEnum
from lifetimes.graph.wire import Float32, WireMessage
from lifetimes.ops.registry import publish


def _message(name: str, doc: str, **fields: tuple[int, Any]) -> type[WireMessage]:
    """Return a message class; each field has its number and its kind."""
    schema = {field: kind for field, (_, kind) in fields.items()}
    numbers = {field: number for field, (number, _) in fields.items()}
    return type(name, (WireMessage,), {"schema": schema, "numbers": numbers, "__doc__": doc, "__module__": __name__})


HistogramProto = _message(
    "HistogramProto", "Counts of values between limits.",
    min=(1, float), max=(2, float), num=(3, float), sum=(4, float), sum_squares=(5, float),
    bucket_limit=(6, [float]), bucket=(7, [float]),
)  # fmt: skip
_Image = _message(
    "Image", "A picture, encoded as PNG.",
    height=(1, int), width=(2, int), colorspace=(3, int), encoded_image_string=(4, bytes),
)  # fmt: skip
_Tensor = _message(
    "TensorProto", "A tensor in a summary.",
    dtype=(1, TypeEnum), tensor_shape=(2, TensorShapeProto), tensor_content=(4, bytes), string_val=(8, [bytes]),
)  # fmt: skip
_PluginData = _message(
    "PluginData", "Which part of TensorBoard shows a tensor.", plugin_name=(1, str), content=(2, bytes)
)
SummaryMetadata = _message(
    "SummaryMetadata", "How a tensor is shown.",
    plugin_data=(1, _PluginData), display_name=(2, str), summary_description=(3, str),
)  # fmt: skip


class Value(
    _message(  # type: ignore[misc]
        "Value",
        "",
        tag=(1, str),
        simple_value=(2, Float32),
        image=(4, _Image),
        histo=(5, HistogramProto),
        node_name=(7, str),
        tensor=(8, _Tensor),
        metadata=(9, SummaryMetadata),
    )  # fmt: skip
):
    """One tag of a summary with what it shows."""

    oneof: ClassVar = ("simple_value", "image", "histo", "tensor")


class Summary(_message("Summary", "", value=(1, [Value]))):  # type: ignore[misc]
    """What a summary operation gives: values under tags, in TensorFlow's bytes."""

    Value, Image = Value, _Image


class SessionLog(_message("SessionLog", "", status=(1, int), checkpoint_path=(2, str), msg=(3, str))):  # type: ignore[misc]
    """A note on a session in an event file."""

    STATUS_UNSPECIFIED, START, STOP, CHECKPOINT = 0, 1, 2, 3


_TaggedRunMetadata = _message("TaggedRunMetadata", "What a run recorded.", tag=(1, str), run_metadata=(2, bytes))


class Event(
    _message(  # type: ignore[misc]
        "Event",
        "",
        wall_time=(1, float),
        step=(2, int),
        file_version=(3, str),
        graph_def=(4, bytes),
        summary=(5, Summary),
        session_log=(7, SessionLog),
        tagged_run_metadata=(8, _TaggedRunMetadata),
        meta_graph_def=(9, bytes),
    )  # fmt: skip
):
    """One record of an event file."""

    oneof: ClassVar = ("file_version", "graph_def", "summary", "session_log", "tagged_run_metadata", "meta_graph_def")


for _cls in (Summary, Event, SessionLog):
    publish(_cls, v1=(_cls.__name__, f"summary.{_cls.__name__}"))
publish(HistogramProto, v1=("HistogramProto",))
publish(SummaryMetadata, v1=("SummaryMetadata",))
