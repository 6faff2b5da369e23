"""Event files are those of TensorFlow: TensorBoard's own reader finds in them what was written."""

import gc
import os
import sys
import warnings
import weakref
import zlib

import numpy as np
import pytest

import lifetimes.tf1 as tf


@pytest.fixture
def read():
    """Return what TensorBoard's own reader finds in a folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    def accumulate(folder):
        found = EventAccumulator(str(folder), size_guidance={"tensors": 0, "images": 0})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return found.Reload()

    return accumulate


def test_tensorboard_reads_scalars_with_their_steps(sess, tmp_path, read):
    """One event for each `add_summary`."""
    x = tf.placeholder(tf.float32, [])
    loss = tf.summary.scalar("loss", x)
    with tf.summary.FileWriter(tmp_path) as writer:
        for step in range(3):
            writer.add_summary(sess.run(loss, {x: step / 2}), step)

    assert [(event.step, event.value) for event in read(tmp_path).Scalars("loss")] == [(0, 0.0), (1, 0.5), (2, 1.0)]


def test_tensorboard_reads_histograms(sess, tmp_path, read):
    """The buckets are TensorFlow's: recorded from TensorFlow 2.21 for 1, 2 and 5."""
    summary = sess.run(tf.summary.histogram("h", tf.constant([1.0, 2.0, 5.0])))
    with tf.summary.FileWriter(tmp_path) as writer:
        writer.add_summary(summary, 1)
    (event,) = read(tmp_path).Histograms("h")

    found = event.histogram_value
    assert (found.min, found.max, found.num, found.sum, found.sum_squares) == (1.0, 5.0, 3.0, 8.0, 30.0)
    assert found.bucket == [0, 1, 0, 1, 0, 1, 0]
    assert found.bucket_limit == [
        0.917246389039776, 1.0089710279437536, 1.9661990955585713, 2.1628190051144287, 4.6361946174186253,
        5.0998140791604882, 1.7976931348623157e308,
    ]  # fmt: skip


def test_a_histogram_spans_zero(sess):
    """Recorded from TensorFlow 2.21 for 0, -1, 1e20, 3 and 3."""
    summary = tf.Summary.FromString(sess.run(tf.summary.histogram("h", tf.constant([0.0, -1.0, 1e20, 3.0, 3.0]))))
    found = summary.value[0].histo

    assert found.bucket == [0, 1, 0, 1, 0, 2, 0, 1]
    assert found.bucket_limit == [
        -1.0089710279437536, -0.917246389039776, 0.0, 1e-12, 2.8787120958073054, 3.1665833053880363,
        9.9207756218597835e19, 1.7976931348623157e308,
    ]  # fmt: skip


def pixels(png):
    """Return the rows of a PNG of bytes without filters."""
    at, data = 8, b""
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    return list(zlib.decompress(data))


@pytest.mark.parametrize(
    ("values", "expected"),
    [([-1.0, 3.0], [85, 255]), ([0.0, 0.5], [0, 255]), ([0.0, 0.0], [0, 0]), ([np.nan, 3.0], [255, 255])],
)
def test_tensorboard_reads_pictures(sess, tmp_path, read, values, expected):
    """Floats are scaled as TensorFlow scales them."""
    picture = np.array(values, np.float32).reshape(1, 1, 2, 1)
    with tf.summary.FileWriter(tmp_path) as writer:
        writer.add_summary(sess.run(tf.summary.image("p", picture)))
    (event,) = read(tmp_path).Images("p/image/0")

    assert (event.width, event.height) == (2, 1)
    assert pixels(event.encoded_image_string) == [0, *expected]


def test_tensorboard_reads_text_and_tensors(sess, tmp_path, read):
    """Text is a tensor with the name of TensorBoard's part for it."""
    both = [tf.summary.text("t", tf.constant(["a", "b"])), tf.summary.tensor_summary("n", tf.constant([1.0, 2.0]))]
    with tf.summary.FileWriter(tmp_path) as writer:
        writer.add_summary(sess.run(tf.summary.merge(both)))
    found = read(tmp_path)

    assert found.Tensors("t")[0].tensor_proto.string_val == [b"a", b"b"]
    assert np.frombuffer(found.Tensors("n")[0].tensor_proto.tensor_content, np.float32).tolist() == [1.0, 2.0]
    assert found.SummaryMetadata("t").plugin_data.plugin_name == "text"


def test_tensorboard_reads_the_graph(graph, tmp_path, read):
    """Every node with its op, inputs and attributes; branches and loops too."""
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    y = tf.nn.relu(x @ tf.Variable([[1.0], [2.0]], name="w"), name="y")
    tf.cond(tf.reduce_sum(y) > 0.0, lambda: y * 2.0, lambda: y)
    tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0])
    tf.train.Saver()
    tf.train.AdamOptimizer(0.1).minimize(tf.reduce_mean(y))
    tf.summary.FileWriter(tmp_path, graph).close()
    found = read(tmp_path).Graph()

    assert [node.name for node in found.node] == [op.name for op in graph.get_operations()]
    assert {node.name: list(node.input) for node in found.node}["y"] == ["matmul"]
    assert found.node[0].attr["shape"].shape.dim[0].size == -1


def test_a_writer_goes_on_in_a_new_file(sess, tmp_path):
    """`reopen` after `close`; what is added in between is lost with a warning."""
    writer = tf.summary.FileWriter(tmp_path)
    writer.close()
    with pytest.warns(UserWarning, match="Attempting to use a closed FileWriter"):
        writer.add_summary(tf.Summary(), 1)
    writer.reopen()
    writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="t", simple_value=2.0)]), 2)
    writer.close()

    events = [event for name in os.listdir(tmp_path) for event in tf.train.summary_iterator(tmp_path / name)]
    assert len(os.listdir(tmp_path)) == 2
    assert [event.step for event in events if event.HasField("summary")] == [2]


def test_a_forgotten_writer_writes_what_it_was_given(sess, tmp_path):
    """Many programs never close theirs; dropping the last handle closes the file, at once."""
    writer = tf.summary.FileWriter(tmp_path)
    writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="t", simple_value=2.0)]), 5)
    del writer

    (name,) = os.listdir(tmp_path)
    assert [event.step for event in tf.train.summary_iterator(tmp_path / name)] == [0, 5]


def test_a_writer_keeps_no_graph_alive(tmp_path):
    """It turns the graph into bytes and lets go of it."""
    built = tf.Graph()
    with built.as_default():
        tf.Variable(1.0)
    writer, watch = tf.summary.FileWriter(tmp_path, built), weakref.ref(built)
    del built
    gc.collect()

    assert watch() is None
    writer.close()


def test_events_are_written_without_tensorboard(sess, tmp_path, monkeypatch):
    """The package is needed for looking at them only."""
    monkeypatch.setitem(sys.modules, "tensorboard", None)
    with tf.summary.FileWriter(tmp_path, sess.graph) as writer:
        writer.add_summary(sess.run(tf.summary.scalar("loss", tf.constant(2.5))), 1)
    (name,) = os.listdir(tmp_path)

    assert [event.step for event in tf.train.summary_iterator(tmp_path / name)] == [0, 0, 0, 1]


def test_summaries_are_tensorflows_bytes(sess):
    """As TensorFlow 2.21 gives for the same operation."""
    assert sess.run(tf.summary.scalar("loss", tf.constant(2.5))) == b"\n\x0b\n\x04loss\x15\x00\x00 @"


def test_a_summary_that_cannot_be_is_worded(sess):
    """TensorFlow's words."""
    for summary, words in (
        (tf.summary.scalar("v", tf.constant([1.0, 2.0])), r"tags and values are not the same shape: \[\] != \[2\]"),
        (tf.summary.histogram("h", tf.constant([np.nan])), "Nan in summary histogram for: h"),
        (tf.summary.merge([tf.summary.scalar("a", 1.0)] * 2), "Duplicate tag a found in summary inputs"),
    ):
        with pytest.raises(tf.errors.InvalidArgumentError, match=words):
            sess.run(summary)


def test_a_large_constant_is_left_out_of_the_written_graph(graph, tmp_path, read):
    """TensorBoard shows none above a kilobyte; the node stays, with dtype and shape."""
    tf.constant(np.zeros((1000, 1000), np.float32), name="large")
    tf.summary.FileWriter(tmp_path, graph).close()
    (node,) = read(tmp_path).Graph().node

    assert node.attr["value"].tensor.tensor_shape.dim[0].size == 1000
    assert os.path.getsize(tmp_path / os.listdir(tmp_path)[0]) < 1000
