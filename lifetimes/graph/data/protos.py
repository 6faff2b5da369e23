"""The messages that TensorFlow's files are made of, each a table with TensorFlow's numbers and names.

Sources: `tensorflow/core/framework/*.proto`, `tensorflow/core/protobuf/*.proto`, `tensorflow/core/util/event.proto`.
What a table leaves out is kept as bytes when it is read (`message.py`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from lifetimes.graph.data.field import DataType, Enum
from lifetimes.graph.data.message import Message
from lifetimes.ops.registry import publish

__all__ = ["DataType"]


# --- tensors and their shapes ----------------------------------------------------------------------------


class TensorShapeProto(Message):
    """A static shape; a size of -1 is one that is not known."""

    class Dim(Message):
        """One size."""

        proto = "int64 size = 1; string name = 2;"

    proto = "repeated Dim dim = 2; bool unknown_rank = 3;"


class TensorProto(Message):
    """An array: its elements as one piece of bytes, or one by one in the list for its dtype."""

    proto = """
        DataType dtype = 1;
        TensorShapeProto tensor_shape = 2;
        int32 version_number = 3;
        bytes tensor_content = 4;
        repeated float float_val = 5;
        repeated double double_val = 6;
        repeated int32 int_val = 7;
        repeated bytes string_val = 8;
        repeated float scomplex_val = 9;
        repeated int64 int64_val = 10;
        repeated bool bool_val = 11;
        repeated double dcomplex_val = 12;
        repeated int32 half_val = 13;
        repeated uint32 uint32_val = 16;
        repeated uint64 uint64_val = 17;
    """


# --- graphs ----------------------------------------------------------------------------------------------


class AttrValue(Message):
    """One attribute of a node."""

    class ListValue(Message):
        """Several values of one kind."""

        proto = """
            repeated bytes s = 2;
            repeated int64 i = 3;
            repeated float f = 4;
            repeated bool b = 5;
            repeated DataType type = 6;
            repeated TensorShapeProto shape = 7;
            repeated TensorProto tensor = 8;
            repeated NameAttrList func = 9;
        """

    proto = """
        oneof value {
            ListValue list = 1;
            bytes s = 2;
            int64 i = 3;
            float f = 4;
            bool b = 5;
            DataType type = 6;
            TensorShapeProto shape = 7;
            TensorProto tensor = 8;
            string placeholder = 9;
            NameAttrList func = 10;
        }
    """


class PythonValue(AttrValue):
    """An attribute that is a Python object: it goes along with a graph in this process, and never into bytes."""

    __slots__ = ("_held",)

    def MergeFrom(self, other: Any) -> None:
        super().MergeFrom(other)
        self._held = other._held


class NameAttrList(Message):
    """A function by its name."""

    proto = "string name = 1; map<string, AttrValue> attr = 2;"


class NodeDef(Message):
    """One node: what it reads are names, `^name` for a control input."""

    proto = """
        string name = 1;
        string op = 2;
        repeated string input = 3;
        string device = 4;
        map<string, AttrValue> attr = 5;
    """

    def SerializeToString(self, deterministic: bool | None = None) -> bytes:
        """Return the bytes of the node, without any code. TypeError where it holds a Python object."""
        held = {key: value._held for key, value in self.attr.items() if isinstance(value, PythonValue)}
        if not held:
            return super().SerializeToString()
        light = self.copied()
        for key, value in held.items():
            if key != "_gradient":
                raise TypeError(
                    f"Node {self.name!r} (op: {self.op!r}) holds a Python object of type {type(value).__name__}, which "
                    "cannot be written as data."
                )
            del light.attr[key]
        return light.SerializeToString()


class VersionDef(Message):
    """Which versions of TensorFlow can read this."""

    proto = "int32 producer = 1; int32 min_consumer = 2; repeated int32 bad_consumers = 3;"


class OpDef(Message):
    """What an op, or a function, takes and gives."""

    class ArgDef(Message):
        """One input or output."""

        proto = """
            string name = 1;
            string description = 2;
            DataType type = 3;
            string type_attr = 4;
            string number_attr = 5;
            string type_list_attr = 6;
            bool is_ref = 16;
        """

    class AttrDef(Message):
        """One attribute."""

        proto = """
            string name = 1;
            string type = 2;
            AttrValue default_value = 3;
            string description = 4;
            bool has_minimum = 5;
            int64 minimum = 6;
            AttrValue allowed_values = 7;
        """

    proto = """
        string name = 1;
        repeated ArgDef input_arg = 2;
        repeated ArgDef output_arg = 3;
        repeated AttrDef attr = 4;
        string summary = 5;
        string description = 6;
        bool is_aggregate = 16;
        bool is_stateful = 17;
        bool is_commutative = 18;
        bool allows_uninitialized_input = 19;
        repeated string control_output = 20;
    """


class FunctionDef(Message):
    """A graph that nodes call by its name: arguments, nodes, and what it returns."""

    class ArgAttrs(Message):
        """What is known of an argument."""

        proto = "map<string, AttrValue> attr = 1;"

    proto = """
        OpDef signature = 1;
        repeated NodeDef node_def = 3;
        map<string, string> ret = 4;
        map<string, AttrValue> attr = 5;
        map<string, string> control_ret = 6;
        map<uint32, ArgAttrs> arg_attr = 7;
    """


class FunctionDefLibrary(Message):
    """The functions that the nodes of a graph call."""

    proto = "repeated FunctionDef function = 1;"


class GraphDef(Message):
    """A whole graph, its nodes in the order of making."""

    proto = "repeated NodeDef node = 1; FunctionDefLibrary library = 2; int32 version = 3; VersionDef versions = 4;"


# --- graphs with collections, and models -----------------------------------------------------------------


class VariableDef(Message):
    """The names of the operations that make up a variable: what a meta graph keeps of it."""

    proto = """
        string variable_name = 1;
        string initializer_name = 2;
        string snapshot_name = 3;
        bool is_resource = 5;
        string initial_value_name = 6;
        bool trainable = 7;
    """


class SaverDef(Message):
    """The names of the operations of a Saver, and how many files it keeps."""

    class CheckpointFormatVersion(Enum):
        """The form of a checkpoint."""

        numbers: ClassVar = {"LEGACY": 0, "V1": 1, "V2": 2}

    proto = """
        string filename_tensor_name = 1;
        string save_tensor_name = 2;
        string restore_op_name = 3;
        int32 max_to_keep = 4;
        bool sharded = 5;
        float keep_checkpoint_every_n_hours = 6;
        CheckpointFormatVersion version = 7;
    """
    LEGACY, V1, V2 = 0, 1, 2


class TensorInfo(Message):
    """Name, dtype and shape of a tensor that a signature speaks of."""

    proto = "oneof encoding { string name = 1; } DataType dtype = 2; TensorShapeProto tensor_shape = 3;"


class SignatureDef(Message):
    """What a saved model takes and gives under names of its own."""

    proto = "map<string, TensorInfo> inputs = 1; map<string, TensorInfo> outputs = 2; string method_name = 3;"


class CollectionDef(Message):
    """One collection: a list of one kind of things."""

    class NodeList(Message):
        """Names of tensors and operations."""

        proto = "repeated string value = 1;"

    class BytesList(Message):
        """Text, or messages as bytes."""

        proto = "repeated bytes value = 1;"

    class Int64List(Message):
        """Whole numbers."""

        proto = "repeated int64 value = 1;"

    class FloatList(Message):
        """Floats."""

        proto = "repeated float value = 1;"

    proto = """
        oneof kind {
            NodeList node_list = 1;
            BytesList bytes_list = 2;
            Int64List int64_list = 3;
            FloatList float_list = 4;
        }
    """


class MetaGraphDef(Message):
    """A graph, its collections, its Saver and its signatures."""

    class MetaInfoDef(Message):
        """What is known about a meta graph."""

        proto = "string meta_graph_version = 1; repeated string tags = 4; string tensorflow_version = 5;"

    proto = """
        MetaInfoDef meta_info_def = 1;
        GraphDef graph_def = 2;
        SaverDef saver_def = 3;
        map<string, CollectionDef> collection_def = 4;
        map<string, SignatureDef> signature_def = 5;
    """


class SavedModelProto(Message):
    """The meta graphs of a saved model."""

    proto = "int64 saved_model_schema_version = 1; repeated MetaGraphDef meta_graphs = 2;"


# --- checkpoints -----------------------------------------------------------------------------------------


class CheckpointState(Message):
    """The file `checkpoint` of a folder: which checkpoint is the newest, which are kept, when each was written."""

    proto = """
        string model_checkpoint_path = 1;
        repeated string all_model_checkpoint_paths = 2;
        repeated double all_model_checkpoint_timestamps = 3;
        double last_preserved_timestamp = 4;
    """


class TrackableObjectGraph(Message):
    """The objects of a checkpoint: what each depends on by name, and the keys of its values."""

    class TrackableObject(Message):
        """One object."""

        class ObjectReference(Message):
            """What an object depends on: the number of that object, and the name for it."""

            proto = "int32 node_id = 1; string local_name = 2;"

        class SerializedTensor(Message):
            """One value: its name in the object, the name of its variable, and its key in the checkpoint."""

            proto = "string name = 1; string full_name = 2; string checkpoint_key = 3;"

        class SlotVariableReference(Message):
            """What an optimizer keeps for a variable."""

            proto = "int32 original_variable_node_id = 1; string slot_name = 2; int32 slot_variable_node_id = 3;"

        class BoolValue(Message):
            """A truth value that may be missing."""

            proto = "bool value = 1;"

        proto = """
            repeated ObjectReference children = 1;
            repeated SerializedTensor attributes = 2;
            repeated SlotVariableReference slot_variables = 3;
            BoolValue has_checkpoint_values = 5;
        """

    proto = "repeated TrackableObject nodes = 1;"


# --- summaries and events --------------------------------------------------------------------------------


class HistogramProto(Message):
    """Counts of values between limits."""

    proto = """
        double min = 1;
        double max = 2;
        double num = 3;
        double sum = 4;
        double sum_squares = 5;
        repeated double bucket_limit = 6;
        repeated double bucket = 7;
    """


class SummaryMetadata(Message):
    """How a tensor is shown."""

    class PluginData(Message):
        """Which part of TensorBoard shows a tensor."""

        proto = "string plugin_name = 1; bytes content = 2;"

    proto = "PluginData plugin_data = 1; string display_name = 2; string summary_description = 3;"


class Summary(Message):
    """What a summary operation gives: values under tags."""

    class Image(Message):
        """A picture, encoded as PNG."""

        proto = "int32 height = 1; int32 width = 2; int32 colorspace = 3; bytes encoded_image_string = 4;"

    class Value(Message):
        """One tag with what it shows."""

        proto = """
            string tag = 1;
            oneof value {
                float simple_value = 2;
                Image image = 4;
                HistogramProto histo = 5;
                TensorProto tensor = 8;
            }
            string node_name = 7;
            SummaryMetadata metadata = 9;
        """

    proto = "repeated Value value = 1;"


class SessionLog(Message):
    """A note on a session in an event file."""

    class SessionStatus(Enum):
        """What happened to it."""

        numbers: ClassVar = {"STATUS_UNSPECIFIED": 0, "START": 1, "STOP": 2, "CHECKPOINT": 3}

    proto = "SessionStatus status = 1; string checkpoint_path = 2; string msg = 3;"
    STATUS_UNSPECIFIED, START, STOP, CHECKPOINT = 0, 1, 2, 3


class TaggedRunMetadata(Message):
    """What a run recorded, under a tag."""

    proto = "string tag = 1; bytes run_metadata = 2;"


class Event(Message):
    """One record of an event file."""

    proto = """
        double wall_time = 1;
        int64 step = 2;
        oneof what {
            string file_version = 3;
            bytes graph_def = 4;
            Summary summary = 5;
            SessionLog session_log = 7;
            TaggedRunMetadata tagged_run_metadata = 8;
            bytes meta_graph_def = 9;
        }
    """


_PUBLISHED: dict[Any, tuple[str, ...]] = {
    GraphDef: ("GraphDef",), NodeDef: ("NodeDef",), AttrValue: ("AttrValue",), TensorProto: ("TensorProto",),
    SaverDef: ("train.SaverDef",), MetaGraphDef: ("MetaGraphDef",), CollectionDef: ("CollectionDef",),
    TensorInfo: ("TensorInfo",), SignatureDef: ("SignatureDef",), HistogramProto: ("HistogramProto",),
    SummaryMetadata: ("SummaryMetadata",), Summary: ("Summary", "summary.Summary"), Event: ("Event", "summary.Event"),
    SessionLog: ("SessionLog", "summary.SessionLog"),
}  # fmt: skip
for _message, _names in _PUBLISHED.items():
    publish(_message, v1=_names)
