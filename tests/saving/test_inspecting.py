"""`lifetimes inspect`: what is in a file of TensorFlow's, and how two files differ."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import lifetimes.tf1 as tf
import lifetimes.tf2 as tf2
from lifetimes.cli import main
from lifetimes.graph.data import tensor_bundle

FILES = Path(__file__).parent / "files"


@pytest.fixture
def inspect(capsys):
    """The command, as a function that returns exit status and what was printed."""

    def run(*arguments):
        status = main(["inspect", *map(str, arguments)])
        out, err = capsys.readouterr()
        return status, (out or err).rstrip("\n")

    return run


def test_a_checkpoint_is_listed_by_path_and_name(inspect):
    """With dtype, shape and bytes of each value."""
    status, text = inspect(FILES / "objects.index")

    assert status == 0
    assert text.splitlines()[0] == f"checkpoint  {FILES / 'objects'}"
    assert text.splitlines()[-1] == "    net/w/.ATTRIBUTES/VARIABLE_VALUE       float32  [2]  8  w"


def test_a_value_is_printed_by_its_path_or_the_name_of_its_variable(inspect):
    """As text or as JSON."""
    assert inspect(FILES / "objects", "--values", "w") == (0, "[1. 2.]")
    status, text = inspect(FILES / "partitioned", "--values", "s", "--json")
    assert json.loads(text) == [item.decode() for item in tensor_bundle.open_bundle(FILES / "partitioned").read("s")]
    status, text = inspect(FILES / "objects", "--values", "v")
    assert (status, text) == (1, "lifetimes inspect: Key v not found in checkpoint")


def test_listing_reads_no_value(inspect, tmp_path):
    """The index is enough."""
    tensor_bundle.write_bundle(tmp_path / "m", {"v": np.zeros((1000, 1000), np.float32)})
    for data in tmp_path.glob("*.data-*"):
        data.unlink()

    assert "v  float32  [1000, 1000]  4000000" in inspect(tmp_path / "m")[1]


def test_the_file_that_names_the_newest_checkpoint_stands_for_its_folder(inspect, tmp_path):
    """It is the one whose name says checkpoint."""
    saved = tf2.train.Checkpoint(v=tf2.Variable(1.0)).save(str(tmp_path / "model"))

    assert inspect(tmp_path / "checkpoint") == inspect(tmp_path) == inspect(saved)


def test_what_would_be_lost_is_said(inspect, sess, tmp_path):
    """A value that no variable of the graph beside it takes, and a variable without a value."""
    v = tf.Variable([1.0, 2.0], name="v")
    sess.run(v.initializer)
    path = tf.train.Saver({"old_name": v}).save(sess, str(tmp_path / "m"))
    for name in (path, f"{path}.meta"):
        _, text = inspect(name)

        assert text.endswith("would be lost: no variable takes\n    old_name\n  have no value\n    v")


def test_a_meta_graph_tells_its_signatures_and_the_ops_that_are_not_here(inspect, tmp_path):
    """With the nodes that need them, those inside functions too."""
    made = tf.MetaGraphDef()
    made.graph_def.node.add(name="x", op="Placeholder").attr["dtype"].type = 1
    made.graph_def.node.add(name="y", op="FromElsewhere", input=["x"])
    function = made.graph_def.library.function.add()
    function.signature.name = "f"
    function.node_def.add(name="z", op="FromElsewhere")
    (tmp_path / "m.meta").write_bytes(made.SerializeToString())

    assert inspect(tmp_path / "m.meta")[1].splitlines()[-2:] == [
        "  ops that are not here", "    FromElsewhere: y, f/z",
    ]  # fmt: skip


def model(folder):
    """Save a module of the new world with a signature, a list and a function of two traces."""
    module = tf2.Module()
    module.parts = [tf2.Variable([1.0, 2.0], name="w")]
    module.f = tf2.function(lambda x: {"y": x * module.parts[0]}, input_signature=[tf2.TensorSpec([None], name="x")])
    module.g = tf2.function(lambda x, k: x * k)
    module.g(tf2.constant(1.0), 2), module.g(tf2.constant(1.0), 3)
    tf2.saved_model.save(module, str(folder))
    return module


def test_a_model_of_objects_is_told_by_its_paths(inspect, tmp_path):
    """Signatures, functions with their traces, and variables; nothing of it would be lost."""
    model(tmp_path)
    lines = inspect(tmp_path)[1].splitlines()

    assert lines[0] == f"saved model  {tmp_path}"
    assert "  signature serving_default(x: float32 [None]) -> y: float32 [2]" in lines
    assert lines[-5:] == [
        "  functions", "    f  1 trace", "    g  2 traces", "  variables (1, 8 bytes)",
        "    parts/0/.ATTRIBUTES/VARIABLE_VALUE  float32  [2]  8  w",
    ]  # fmt: skip
    assert json.loads(inspect(tmp_path, "--json")[1])["functions"] == {"f": 1, "g": 2}


def test_a_model_without_the_value_of_a_variable_says_so(inspect, tmp_path):
    """And which values nobody takes."""
    model(tmp_path / "one")
    module = tf2.Module()
    module.other = tf2.Variable(1.0)
    tf2.saved_model.save(module, str(tmp_path / "two"))
    shutil.rmtree(tmp_path / "one" / "variables")
    shutil.copytree(tmp_path / "two" / "variables", tmp_path / "one" / "variables")

    assert inspect(tmp_path / "one")[1].splitlines()[-4:] == [
        "  would be lost: no variable takes", "    other/.ATTRIBUTES/VARIABLE_VALUE", "  have no value", "    parts.0",
    ]  # fmt: skip


def test_events_are_told_by_tag(inspect, sess, tmp_path):
    """How often, from which step to which, and the last value."""
    with tf.summary.FileWriter(tmp_path) as writer:
        for step in range(3):
            writer.add_summary(sess.run(tf.summary.scalar("loss", 1.5 * step, family=None)), step)
    lines = inspect(tmp_path)[1].splitlines()

    assert lines[-3].strip() == "loss  simple_value, 1 times, steps 0 to 0, last 0"
    assert lines[-1].strip() == "loss_2  simple_value, 1 times, steps 2 to 2, last 3"


def test_two_checkpoints_are_compared(inspect, tmp_path):
    """Which names moved, which values differ and by how much."""
    a = {"kept": np.float32([1, 2]), "changed": np.float32([1, 2, 3]), "old": np.arange(5), "gone": np.float32(0)}
    b = {
        "kept": a["kept"],
        "changed": np.float32([1, 2, 3.5]),
        "new": a["old"],
        "more": np.zeros(2),
        "text": np.array(b"x", object),
    }
    tensor_bundle.write_bundle(tmp_path / "a", a)
    tensor_bundle.write_bundle(tmp_path / "b", b)

    assert inspect(tmp_path / "a", tmp_path / "b")[1].split("\n") == [
        "  moved", "    old -> new", "  only in the first", "    gone", "  only in the second", "    more", "    text",
        "  differ", "    changed: 1 of 3 elements, by 0.5 at most", "  the same: 1 values",
    ]  # fmt: skip
    assert json.loads(inspect(tmp_path / "a", tmp_path / "b", "--json")[1])["moved"] == {"old": "new"}


def test_two_graphs_are_compared_by_their_nodes(inspect, tmp_path):
    """One that changed is named."""
    for name, number in (("a", 1.0), ("b", 2.0)):
        with tf.Graph().as_default() as graph:
            tf.identity(tf.constant(number, name=name), "y")
            tf.io.write_graph(graph, str(tmp_path), f"{name}.pb", as_text=False)

    assert inspect(tmp_path / "a.pb", tmp_path / "b.pb")[1].splitlines()[:4] == [
        "  nodes that differ", "    a", "    b", "    y",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89HDF\r\n\x1a\n", "this is an HDF5 file, as Keras writes weights"),
        (b"PK\x03\x04....", "this is a zip archive, as .keras or .npz"),
        (b"\x1c\x00\x00\x00TFL3", "this is a TensorFlow Lite model"),
        (b"hello", "this is no graph, meta graph, saved model, checkpoint or event file of TensorFlow"),
        (b"", "this is no graph, meta graph, saved model, checkpoint or event file of TensorFlow"),
    ],
)  # fmt: skip
def test_another_file_is_refused_in_one_line(inspect, tmp_path, content, words):
    """That says what it is."""
    (tmp_path / "file.bin").write_bytes(content)

    assert inspect(tmp_path / "file.bin") == (1, f"lifetimes inspect: {tmp_path / 'file.bin'}: {words}")


def test_a_place_without_files_is_refused_in_one_line(inspect, tmp_path):
    """A folder, and a path."""
    words = "the folder has no saved model, no checkpoint and no event file"
    assert inspect(tmp_path) == (1, f"lifetimes inspect: {tmp_path}: {words}")
    assert inspect(tmp_path / "m") == (
        1, f"lifetimes inspect: {tmp_path / 'm'}: there is no such file, and no checkpoint of that prefix",
    )  # fmt: skip
