"""Files that nobody here made: looked into, loaded and run to the numbers that TensorFlow computes from them."""

from pathlib import Path

import numpy as np
import pytest

import lifetimes.tf1 as tf
import lifetimes.tf2 as tf2
from lifetimes.graph.data.inspecting import contents

OTHERS = Path(__file__).parent / "files" / "others"

MODELS = [
    ("regression/saved_model", "serving_default", {"X": [1.0, 2.0]}, {"pred": [1.2634871, 1.4774489]}),
    ("redundant_inputs", "serving_default", {"x": [[1.0] * 10], "y": [[2.0] * 10]}, {"z": [[2.0] * 10]}),
    ("half_plus_three", "serving_default", {"x": [[1.0], [2.0]]}, {"y": [[3.5], [4.0]]}),
    ("counter", "incr_counter_by", {"delta": 5.0}, {"output": 5.0}),
    ("counter", "incr_counter", {}, {"output": 1.0}),
    ("counter", "get_counter", {}, {"output": 0.0}),
    ("matrix_half_plus_two", "serving_default", {"x": np.zeros((1, 3, 3))}, {"y": np.full((1, 3, 3), 2.0)}),
]


NAMES = ["regression/checkpoint/model.meta", "regression/saved_model", "redundant_inputs", "counter",
         "matrix_half_plus_two"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_all_ops_of_the_file_are_here_and_nothing_is_lost(name):
    """Its values and its variables belong together."""
    found = contents(OTHERS / name)

    assert (found.missing_ops, found.lost, found.without_value) == ({}, [], [])
    assert found.facts["nodes"] > 3


def test_what_a_model_needs_beyond_its_values_is_said():
    """The name of an asset is in no checkpoint, and an op is not here; the rest of the graph runs all the same."""
    found = contents(OTHERS / "half_plus_three")

    assert found.missing_ops == {"ParseExample": ["ParseExample/ParseExample"]}
    assert found.without_value == ["filename_tensor"]


@pytest.mark.parametrize(
    ("name", "key", "inputs", "outputs"), MODELS, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_signature_gives_what_tensorflow_gives(sess, name, key, inputs, outputs):
    """Values recorded with TensorFlow 2.21."""
    signature = tf.saved_model.loader.load(sess, ["serve"], str(OTHERS / name)).signature_def[key]
    feeds = {signature.inputs[name].name: value for name, value in inputs.items()}
    found = sess.run({name: info.name for name, info in signature.outputs.items()}, feeds)

    assert found.keys() == outputs.keys()
    assert all(np.allclose(found[name], outputs[name]) for name in outputs)


def test_a_counter_counts_in_its_session(sess):
    """Three signatures of one variable."""
    model = tf.saved_model.loader.load(sess, ["serve"], str(OTHERS / "counter"))
    up, now, back = (model.signature_def[f"{name}_counter"].outputs["output"].name for name in ("incr", "get", "reset"))

    assert [sess.run(name).item() for name in (up, up, now, back, now)] == [1.0, 2.0, 2.0, 0.0, 0.0]


def test_a_checkpoint_is_restored_by_its_meta_graph(sess):
    """A line that was fitted by gradient descent."""
    prefix = str(OTHERS / "regression" / "checkpoint" / "model")
    tf.train.import_meta_graph(f"{prefix}.meta").restore(sess, prefix)

    assert np.allclose(sess.run(["W:0", "b:0"]), [0.21396178, 1.0495254])
    assert np.allclose(sess.run("pred:0", {"X:0": [1.0, 2.0]}), [1.2634871, 1.4774489])


def test_a_frozen_graph_runs(sess):
    """The same line, its variables constants."""
    definition = tf.GraphDef.FromString((OTHERS / "regression" / "graphdef" / "frozen.pb").read_bytes())
    tf.import_graph_def(definition, name="")

    assert np.allclose(sess.run("pred:0", {"X:0": [1.0, 2.0]}), [1.2634871, 1.4774489])


@pytest.mark.parametrize(
    ("name", "key", "inputs", "outputs"), MODELS, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_signature_is_a_function_in_the_new_world(name, key, inputs, outputs):
    """What is loaded owns the variables; references have become resources."""
    loaded = tf2.saved_model.load(str(OTHERS / name))
    found = loaded.signatures[key](**{name: tf2.constant(value, tf2.float32) for name, value in inputs.items()})

    assert found.keys() == outputs.keys()
    assert all(np.allclose(found[name], outputs[name]) for name in outputs)


def test_a_counter_counts_in_the_object_that_owns_it():
    """Writes of the old form, through functions that know the variable weakly."""
    loaded = tf2.saved_model.load(str(OTHERS / "counter"))
    up, now, back = (loaded.signatures[f"{name}_counter"] for name in ("incr", "get", "reset"))

    assert [float(one()["output"]) for one in (up, up, now, back, now)] == [1.0, 2.0, 2.0, 0.0, 0.0]
    assert [variable.name for variable in loaded.variables] == ["counter:0"]
