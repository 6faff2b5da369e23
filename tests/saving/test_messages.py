"""Messages follow from their tables: bytes, text, copies and what is set."""

import copy
import pickle
from itertools import pairwise

import numpy as np
import pytest

import lifetimes.tf1 as tf
from lifetimes.graph.data.attributes import array_of, tensor_proto
from lifetimes.graph.data.crc32c import by_numpy, crc32c
from lifetimes.graph.data.protos import CheckpointState, MetaGraphDef, SaverDef, VariableDef


def test_bytes_are_those_of_tensorflow():
    """Recorded from TensorFlow 2.21."""
    saver = tf.train.SaverDef(filename_tensor_name="save/Const:0", max_to_keep=5, version=tf.train.SaverDef.V2)
    saver.keep_checkpoint_every_n_hours = 10000.0

    assert saver.SerializeToString() == b"\n\x0csave/Const:0 \x055\x00@\x1cF8\x02"
    assert str(saver) == (
        'filename_tensor_name: "save/Const:0"\nmax_to_keep: 5\nkeep_checkpoint_every_n_hours: 10000\nversion: V2\n'
    )


@pytest.mark.parametrize("value", [-1, 2**62, -(2**63)])
def test_whole_numbers_survive_with_their_sign(value):
    """As 64 bits."""
    attr = tf.AttrValue(i=value)

    assert tf.AttrValue.FromString(attr.SerializeToString()).i == value


def test_fields_that_a_table_does_not_have_are_kept():
    """A file of a later TensorFlow loses nothing on its way through."""
    data = VariableDef(variable_name="v").SerializeToString() + b"\xf2\x06\x03new\x98\x06\x07"
    found = VariableDef.FromString(data)

    assert found.variable_name == "v"
    assert found.SerializeToString() == found.copied().SerializeToString() == data


def test_one_of_several_fields_is_set():
    """Setting one forgets the others; asking for one sets none."""
    attr = tf.AttrValue(i=3)
    assert attr.list.s == []
    assert attr.WhichOneof("value") == "i"

    attr.list.s.append(b"x")
    assert (attr.WhichOneof("value"), attr.i) == ("list", 0)
    attr.b = False
    assert (attr.WhichOneof("value"), attr.HasField("list")) == ("b", False)


def test_a_message_in_a_field_is_there_once_a_field_of_it_was_set():
    """Though it was set to what it is unset; asking for it sets nothing."""
    graph = tf.GraphDef()
    assert not graph.versions.producer
    assert not graph.HasField("versions")

    graph.versions.producer = 0
    assert (str(graph), graph.SerializeToString()) == ("versions {\n}\n", b'"\x00')


def test_a_copy_shares_nothing():
    """Copied by `CopyFrom`, by `append`, by `copy` and by `pickle`."""
    graph = tf.GraphDef()
    graph.node.add(name="n", op="NoOp").attr["k"].i = 1
    other = tf.GraphDef()
    other.CopyFrom(graph)
    other.node.append(graph.node[0])
    copies = [copy.deepcopy(graph), pickle.loads(pickle.dumps(graph)), other]
    graph.node[0].attr["k"].i = 2

    assert [made.node[-1].attr["k"].i for made in copies] == [1, 1, 1]


def test_a_message_compares_by_content():
    """As text and as bytes, and it comes back from either."""
    made = MetaGraphDef(meta_info_def={"tags": ["a", "\u00e9\n\"'\\"]}, saver_def={"max_to_keep": 3})
    made.collection_def["c"].float_list.value.extend([0.1, 1e20, float("inf")])
    made.signature_def["s"].inputs["x"].tensor_shape.dim.add(size=-1)

    assert MetaGraphDef.FromString(made.SerializeToString()) == made
    assert MetaGraphDef.from_text(str(made)) == made
    assert made != MetaGraphDef()


def test_text_is_read_as_people_write_it():
    """Comments, lists in brackets, single quotes, names and numbers of enumerations."""
    text = """
        # by hand
        all_model_checkpoint_paths: ['a', "b" 'c'], last_preserved_timestamp: 1.5
        model_checkpoint_path: "\\303\\251\\x41"
    """
    found = CheckpointState.from_text(text)

    assert list(found.all_model_checkpoint_paths) == ["a", "bc"]
    assert (found.model_checkpoint_path, found.last_preserved_timestamp) == ("\u00e9A", 1.5)
    assert SaverDef.from_text("version: V1") == SaverDef.from_text("version: 1")


@pytest.mark.parametrize("text", ["nothing: 1", "version", "version: V9", "max_to_keep: x", "max_to_keep {", '"'])
def test_text_that_is_no_message_is_refused_with_its_line(text):
    """Not guessed at."""
    with pytest.raises(ValueError, match="2: "):
        SaverDef.from_text(f"\n{text}")


@pytest.mark.parametrize("misuse", [{"i": "x"}, {"s": 3}, {"tensor": 1}, {"shape": tf.AttrValue()}])
def test_a_value_of_another_kind_is_refused(misuse):
    """Where it is set, not where it is written."""
    with pytest.raises(TypeError):
        tf.AttrValue(**misuse)


def test_messages_within_messages_have_a_limit():
    """A few bytes cannot exhaust the stack."""
    attr = tf.AttrValue(i=1)
    for _ in range(60):
        attr = tf.AttrValue(func={"attr": {"deeper": attr}})
    with pytest.raises(tf.errors.DataLossError):
        tf.AttrValue.FromString(attr.SerializeToString())


@pytest.mark.parametrize(
    "array",
    [
        np.float16([1.5, np.inf]), np.float16(-2.5), np.array([[1, 2], [3, 4]], np.int8), np.uint64(2**64 - 1),
        np.array([], np.float32), np.zeros((2, 0), np.int64), np.array([b"a", b""], object), np.bool_(True),
        np.complex64(1 - 2j), np.array([1j, 2], np.complex128), np.int64(-5), np.uint32(7), np.float64(0.1),
    ],
    ids=lambda array: f"{np.asarray(array).dtype}{np.shape(array)}",
)  # fmt: skip
def test_arrays_of_every_dtype_survive(array):
    """Bit by bit."""
    found = array_of(type(tensor_proto(array)).FromString(tensor_proto(np.asarray(array)).SerializeToString()))

    assert (found.dtype, found.shape) == (np.asarray(array).dtype, np.shape(array))
    assert found.tobytes() == np.asarray(array).tobytes() or (found.dtype == object and list(found) == list(array))


def test_a_short_list_of_elements_is_continued_with_its_last():
    """As TensorFlow writes constants that repeat."""
    made = tf.make_tensor_proto(0.0)
    made.float_val[:] = [1.0, 2.0]
    made.tensor_shape.dim.add(size=4)

    assert array_of(made).tolist() == [1.0, 2.0, 2.0, 2.0]


@pytest.mark.parametrize("size", [131_071, 131_072, 131_073, 131_080, 456_769, 1_000_003])
def test_a_large_checksum_is_that_of_its_pieces(size):
    """Folded from some size on, with and without bytes that fill no word, and pieces of all sizes in one call."""
    data, so_far = np.random.default_rng(0).bytes(size), 99
    for start in range(0, size, 100_000):
        so_far = by_numpy([data[start : start + 100_000]], so_far)
    cuts = [0, 5, 140_000, 280_000, 280_000, 300_001, size]

    assert by_numpy([data], 99) == so_far
    assert by_numpy([data[start:end] for start, end in pairwise(cuts)], 99) == so_far


def test_checksums_are_crc32c():
    """The check value of the standard, and the same for a long piece at once and in two."""
    data = np.arange(30000, dtype=np.uint16).tobytes()

    assert crc32c(b"123456789") == 0xE3069283
    assert by_numpy([data]) == crc32c(data) == by_numpy([data[:333], data[333:]])
