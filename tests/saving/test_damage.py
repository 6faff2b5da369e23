"""Files that were changed after they were written, or never were what they are taken for."""

import os
import pickle
import random
import runpy
from pathlib import Path

import numpy as np
import pytest

import lifetimes.tf1 as tf
from lifetimes.graph.data import earlier


@pytest.fixture
def saved(sess, prefix):
    tf.Variable(np.arange(6.0, dtype=np.float32), name="v")
    tf.Variable("text", name="s")
    saver = tf.train.Saver()
    sess.run(tf.global_variables_initializer())
    return saver, saver.save(sess, prefix)


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))


def test_a_flipped_bit_of_a_value_is_data_loss_that_names_file_and_entry(saved, sess, tmp_path):
    """Every entry has a checksum in the index."""
    saver, path = saved
    flip(tmp_path / "model.data-00000-of-00001", -3)

    with pytest.raises(tf.errors.DataLossError, match=r"model\.data-00000-of-00001: entry 'v'"):
        saver.restore(sess, path)


def test_a_flipped_bit_anywhere_in_the_index_is_data_loss(saved, tmp_path):
    """The index has a checksum of its own."""
    index = tmp_path / "model.index"
    for at in range(0, index.stat().st_size, 7):
        whole = index.read_bytes()
        flip(index, at)
        with pytest.raises(tf.errors.DataLossError, match=r"model\.index"):
            tf.train.load_checkpoint(saved[1])
        index.write_bytes(whole)


@pytest.mark.parametrize("left", [0, 1, 8, 23])
def test_a_cut_file_is_data_loss(saved, tmp_path, left):
    """However little is left of the values."""
    data = tmp_path / "model.data-00000-of-00001"
    data.write_bytes(data.read_bytes()[:left])

    with pytest.raises(tf.errors.DataLossError, match="entry 'v'"):
        tf.train.load_variable(saved[1], "v")


def test_missing_values_are_data_loss(saved, tmp_path):
    """The index is there, its file is not."""
    (tmp_path / "model.data-00000-of-00001").unlink()

    with pytest.raises(tf.errors.DataLossError, match="the file is gone"):
        tf.train.load_variable(saved[1], "v")


def test_a_failed_restore_changes_no_value(saved, sess, tmp_path):
    """All entries are read before the first is assigned."""
    saver, path = saved
    sess.run(tf.global_variables()[1].assign("changed"))
    flip(tmp_path / "model.data-00000-of-00001", -3)
    with pytest.raises(tf.errors.DataLossError):
        saver.restore(sess, path)

    assert sess.run("s:0") == b"changed"


class Bomb:
    """Would make a folder if it were unpickled."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (self.folder,)


def test_a_pickle_in_the_place_of_a_value_is_not_executed(tmp_path):
    """Arrays are read with `allow_pickle=False`, also where every checksum fits."""
    target = tmp_path / "executed"
    np.save(tmp_path / "bomb.npy", np.array([Bomb(str(target))], object))
    bomb = (tmp_path / "bomb.npy").read_bytes()
    with pytest.raises(tf.errors.DataLossError, match="is not an array"):
        earlier._decode(bomb, {"size": len(bomb), "crc32": earlier.zlib.crc32(bomb), "shape": [1]}, "file", "v")

    assert not target.exists()


@pytest.mark.parametrize(
    "data", [b"\n", b"junk", pickle.dumps([1]), earlier.EARLIER, earlier.EARLIER + b"00000000\n{}\n"]
)
def test_bytes_that_are_no_graph_are_data_loss(data):
    """Whatever they are, nothing of them runs."""
    with pytest.raises(tf.errors.DataLossError):
        tf.GraphDef.FromString(data)


def test_a_damaged_meta_graph_is_an_os_error_that_names_the_file(saved, tmp_path):
    """As TensorFlow words it."""
    meta = tmp_path / "model.meta"
    meta.write_bytes(meta.read_bytes()[:-3])

    with pytest.raises(OSError, match=r"Cannot parse file .*model\.meta"):
        tf.train.import_meta_graph(str(tmp_path / "model.meta"))


def test_a_missing_key_is_worded_with_the_names_that_come_close(saved, sess):
    """TensorFlow's words first, help on the line below."""
    tf.Variable(1.0, name="va")
    with pytest.raises(tf.errors.NotFoundError) as caught:
        tf.train.Saver().restore(sess, saved[1])

    assert "Key va not found in checkpoint\nThe checkpoint has 'v' and others." in str(caught.value)


def test_a_node_without_an_attribute_is_refused_by_its_name(graph):
    """As TensorFlow words it."""
    definition = tf.GraphDef()
    definition.node.add(name="c", op="Const").attr["dtype"].type = 1
    with pytest.raises(ValueError, match=r"NodeDef missing attr 'value' from Op<name=Const>; NodeDef: \{\{node c\}\}"):
        tf.import_graph_def(definition)


def test_a_constant_of_a_few_bytes_takes_no_more_memory_than_it_has():
    """Lengths are checked before memory is taken; one element for all takes the place of one."""
    made = tf.make_tensor_proto(1.5)
    made.tensor_shape.dim.add(size=10**12)
    assert tf.make_ndarray(made).strides == (0,)
    made.float_val.append(2.0)
    with pytest.raises(tf.errors.DataLossError, match="has 2 elements"):
        tf.make_ndarray(made)


@pytest.mark.parametrize("name", ["index", "data-00000-of-00001"])
def test_no_damage_to_a_checkpoint_goes_unnoticed(saved, tmp_path, name):
    """Bytes changed, lost or put in: DataLossError each time, or the values as they were."""
    path = tmp_path / f"model.{name}"
    whole = path.read_bytes()
    reader = tf.train.load_checkpoint(saved[1])
    before = {key: reader.get_tensor(key) for key in ("v", "s")}
    draw = np.random.default_rng(0)
    for _ in range(200):
        at, size = draw.integers(len(whole)), draw.integers(1, 9)
        new = draw.bytes(size) if draw.random() < 0.5 else b""
        path.write_bytes(whole[:at] + new + whole[at + (size if draw.random() < 0.5 else 0) :])
        try:
            found = tf.train.load_checkpoint(saved[1])
            assert all(np.array_equal(found.get_tensor(key), value) for key, value in before.items())
        except tf.errors.DataLossError as error:
            assert path.name in error.message


CAMPAIGN = runpy.run_path(str(Path(__file__).parent.parent / "campaigns" / "damaged_files.py"))


@pytest.mark.filterwarnings("ignore:.*earlier version of this package")
@pytest.mark.parametrize("kind", CAMPAIGN["KINDS"])
def test_files_with_one_thing_wrong_are_read_right_or_refused(kind):
    """A few of the campaign's; with `python tests/campaigns/damaged_files.py` a thousand of each kind."""
    found = CAMPAIGN["campaign"](kind, 12, random.Random(3), every=4)

    assert found["BAD"] == 0
    assert found.total() == 12


def test_a_damaged_state_is_ignored_and_the_log_says_which(saved, tmp_path, caplog):
    """Source: `get_checkpoint_state`, which goes on as if there were none."""
    for damage in ('all_model_check@oint_paths: "m"', "all_model_checkpoint_paths: 0"):
        (tmp_path / "checkpoint").write_text(f'model_checkpoint_path: "m"\n{damage}\n')
        caplog.clear()

        assert tf.train.latest_checkpoint(tmp_path) is None
        assert f"{tmp_path / 'checkpoint'}: Checkpoint ignored" in caplog.text
        assert "ParseError: 2:" in caplog.text


def test_a_node_that_says_a_thousand_million_inputs_is_refused_at_once():
    with tf.Graph().as_default() as graph:
        tf.add_n([tf.constant(1.0), tf.constant(2.0)], name="sum")
    graph_def = graph.as_graph_def()
    next(node for node in graph_def.node if node.name == "sum").attr["N"].i = 10**9

    with tf.Graph().as_default(), pytest.raises(ValueError, match=r"do not match 2 inputs specified; Op<name=AddN>"):
        tf.import_graph_def(graph_def)


def test_a_node_beside_what_is_no_text_is_refused_by_its_name(saved):
    """The name of the other node is data as well."""
    graph_def = tf.get_default_graph().as_graph_def()
    next(node for node in graph_def.node if node.name == "v").attr["_class"].list.s.append(b"loc:@\xa9")

    with tf.Graph().as_default(), pytest.raises(ValueError, match="Node 'v' expects to be colocated with unknown node"):
        tf.import_graph_def(graph_def)


def test_a_node_that_names_no_dtype_is_refused_by_its_name_and_that_of_the_file(saved, tmp_path):
    """What is well-formed may still be damaged: the node is named, and the file where there is one."""
    meta = tf.MetaGraphDef.FromString((tmp_path / "model.meta").read_bytes())
    next(node for node in meta.graph_def.node if node.name == "v").attr["dtype"].type = 77
    (tmp_path / "model.meta").write_bytes(meta.SerializeToString())

    with tf.Graph().as_default(), pytest.raises(ValueError, match=r"Node 'v' \(op: 'VariableV2'\) cannot be added: "):
        tf.import_graph_def(meta.graph_def)
    with tf.Graph().as_default(), pytest.raises(tf.errors.DataLossError, match=r"model\.meta: .*Node 'v'"):
        tf.train.import_meta_graph(str(tmp_path / "model.meta"))
