"""What a summary and an event file are made of: messages with the bytes that TensorBoard reads."""

from __future__ import annotations

from typing import ClassVar

from lifetimes.graph.data.text_messages import TensorShapeProto, TypeEnum
from lifetimes.graph.data.wire import Float32, WireMessage
from lifetimes.ops.registry import publish


class HistogramProto(WireMessage):
    """Counts of values between limits."""

    fields: ClassVar = {
        "min": (1, float), "max": (2, float), "num": (3, float), "sum": (4, float), "sum_squares": (5, float),
        "bucket_limit": (6, [float]), "bucket": (7, [float]),
    }  # fmt: skip


class Image(WireMessage):
    """A picture, encoded as PNG."""

    fields: ClassVar = {
        "height": (1, int), "width": (2, int), "colorspace": (3, int), "encoded_image_string": (4, bytes),
    }  # fmt: skip


class SummaryTensor(WireMessage):
    """A tensor in a summary."""

    fields: ClassVar = {
        "dtype": (1, TypeEnum), "tensor_shape": (2, TensorShapeProto), "tensor_content": (4, bytes),
        "string_val": (8, [bytes]),
    }  # fmt: skip


class PluginData(WireMessage):
    """Which part of TensorBoard shows a tensor."""

    fields: ClassVar = {"plugin_name": (1, str), "content": (2, bytes)}


class SummaryMetadata(WireMessage):
    """How a tensor is shown."""

    fields: ClassVar = {"plugin_data": (1, PluginData), "display_name": (2, str), "summary_description": (3, str)}
    PluginData = PluginData


class Value(WireMessage):
    """One tag of a summary with what it shows."""

    oneof: ClassVar = ("simple_value", "image", "histo", "tensor")
    fields: ClassVar = {
        "tag": (1, str), "simple_value": (2, Float32), "image": (4, Image), "histo": (5, HistogramProto),
        "node_name": (7, str), "tensor": (8, SummaryTensor), "metadata": (9, SummaryMetadata),
    }  # fmt: skip


class Summary(WireMessage):
    """What a summary operation gives: values under tags, in TensorFlow's bytes."""

    fields: ClassVar = {"value": (1, [Value])}
    Value, Image = Value, Image


class SessionLog(WireMessage):
    """A note on a session in an event file."""

    fields: ClassVar = {"status": (1, int), "checkpoint_path": (2, str), "msg": (3, str)}
    STATUS_UNSPECIFIED, START, STOP, CHECKPOINT = 0, 1, 2, 3


class TaggedRunMetadata(WireMessage):
    """What a run recorded, under a tag."""

    fields: ClassVar = {"tag": (1, str), "run_metadata": (2, bytes)}


class Event(WireMessage):
    """One record of an event file."""

    oneof: ClassVar = ("file_version", "graph_def", "summary", "session_log", "tagged_run_metadata", "meta_graph_def")
    fields: ClassVar = {
        "wall_time": (1, float), "step": (2, int), "file_version": (3, str), "graph_def": (4, bytes),
        "summary": (5, Summary), "session_log": (7, SessionLog), "tagged_run_metadata": (8, TaggedRunMetadata),
        "meta_graph_def": (9, bytes),
    }  # fmt: skip


for _cls in (Summary, Event, SessionLog):
    publish(_cls, v1=(_cls.__name__, f"summary.{_cls.__name__}"))
publish(HistogramProto, v1=("HistogramProto",))
publish(SummaryMetadata, v1=("SummaryMetadata",))
