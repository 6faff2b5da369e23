"""Checkpoints and messages go both ways between this package and TensorFlow: run where that is installed."""

import os

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.data import tensor_bundle

pytestmark = pytest.mark.filterwarnings("ignore")

DTYPES = (
    "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "complex64", "complex128", "bool",
)  # fmt: skip
SHAPES = ((), (3,), (2, 0, 3), (4, 5))


@pytest.fixture(scope="module")
def real():
    """TensorFlow itself."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    return pytest.importorskip("tensorflow")


@pytest.fixture(scope="module")
def values():
    """A value of every dtype and shape, text, and a thousand small ones."""
    draw = np.random.default_rng(0)
    made = {
        f"{dtype}/{len(shape)}.{np.prod(shape)}": np.asarray(
            draw.uniform(0 if dtype[0] == "u" else -50, 50, shape)
        ).astype(dtype)
        for dtype in DTYPES
        for shape in SHAPES
    }
    made["text/é"] = np.array([[b"a", b"", b"\xff\x00"], ["é".encode(), b"x" * 300, b"z"]], object)
    made["text/none"], made["text/one"] = np.zeros((0,), object), np.array(b"hello", object)
    made["large"] = draw.normal(size=(1000, 333)).astype(np.float32)
    return made | {f"many/{number:04d}/w": np.float32(number) for number in range(1000)}


def same(found, value):
    return np.shape(found) == np.shape(value) and np.array_equal(np.asarray(found, value.dtype), value)


def test_tensorflow_reads_every_value_that_we_write(real, values, tmp_path):
    """By TensorFlow's own reader."""
    tensor_bundle.write_bundle(tmp_path / "ours", values)
    reader = real.train.load_checkpoint(str(tmp_path / "ours"))

    assert reader.get_variable_to_shape_map().keys() == values.keys()
    assert [key for key, value in values.items() if not same(reader.get_tensor(key), value)] == []


def test_tensorflow_reads_a_checkpoint_that_was_written_over_another(real, tmp_path):
    """Its values are in a file of another number."""
    for value in (1.0, 2.0, 3.0):
        tensor_bundle.write_bundle(tmp_path / "m", {"v": np.float32(value)})

        assert real.train.load_variable(str(tmp_path / "m"), "v") == value


@pytest.mark.parametrize("sharded", [False, True])
def test_we_read_every_value_that_tensorflow_writes(real, values, tmp_path, sharded):
    """Of a Saver, in one shard or as it likes."""
    v1 = real.compat.v1
    with real.Graph().as_default(), v1.Session() as sess:
        variables = {}
        for number, (key, value) in enumerate(values.items()):
            kind = "string" if value.dtype == object else value.dtype.name
            start = real.constant(value.tolist(), kind, value.shape)
            variables[key] = v1.get_variable(f"v{number}", initializer=start, use_resource=True)
        sess.run(v1.global_variables_initializer())
        v1.train.Saver(variables, sharded=sharded).save(sess, str(tmp_path / "theirs"))
    bundle = tensor_bundle.open_bundle(tmp_path / "theirs")

    assert bundle.keys() == sorted(values)
    assert [key for key, value in values.items() if not same(bundle.read(key), value)] == []


def net_of(tf):
    """Return a tree with a list, a dictionary, a shared variable and a cycle."""
    net = tf.Module()
    net.w, net.l = tf.Variable([1.0, 2.0]), [tf.Variable(3.0), tf.Variable(4.0)]
    net.d = {"k": tf.Variable("text")}
    net.shared, net.me = net.l[0], net
    return net


@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_objects_are_restored_by_the_other(real, tmp_path, writer):
    """Every value by its path, nothing left over."""
    write, read = (tf2, real) if writer == "ours" else (real, tf2)
    path = write.train.Checkpoint(net=net_of(write)).save(str(tmp_path / "c"))
    net = net_of(read)
    net.w.assign([9.0, 9.0])
    net.shared.assign(9.0)
    net.d["k"].assign("other")
    read.train.Checkpoint(net=net).restore(path).assert_consumed()

    assert read.train.latest_checkpoint(str(tmp_path)) == path
    assert net.w.numpy().tolist() == [1.0, 2.0]
    assert ([float(each) for each in net.l], net.d["k"].numpy()) == ([3.0, 4.0], b"text")


def test_a_saver_of_either_restores_what_the_other_saved(real, tmp_path):
    """By name, with the state of the folder."""
    worlds = {"ours": tf1, "theirs": real.compat.v1}
    for write, read in (("ours", "theirs"), ("theirs", "ours")):
        folder = tmp_path / write
        folder.mkdir()
        tf = worlds[write]
        with tf.Graph().as_default(), tf.Session() as sess:
            v = tf.Variable([1.0, 2.0], name="v")
            sess.run(v.initializer)
            tf.train.Saver().save(sess, str(folder / "m"), global_step=3)
        tf = worlds[read]
        with tf.Graph().as_default(), tf.Session() as sess:
            v = tf.Variable([0.0, 0.0], name="v")
            tf.train.Saver().restore(sess, tf.train.latest_checkpoint(str(folder)))

            assert sess.run(v).tolist() == [1.0, 2.0]


def test_a_meta_graph_is_the_same_to_both(real):
    """Bytes and text, op lists and all."""
    v1 = real.compat.v1
    with real.Graph().as_default():
        w = v1.get_variable("w", [2])
        real.cond(real.reduce_sum(w) > 0, lambda: w, lambda: w * 2)
        real.constant(["x\n\x00é", "y"])
        theirs = v1.train.export_meta_graph(saver_def=v1.train.Saver().saver_def)
    ours = tf1.MetaGraphDef.FromString(theirs.SerializeToString())

    assert type(theirs).FromString(ours.SerializeToString()) == theirs
    assert str(ours) == str(theirs)
