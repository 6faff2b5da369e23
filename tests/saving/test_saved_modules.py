"""What `tf.saved_model` of the new world brings back, from files of now and of earlier versions."""

import gc
import shutil
import weakref
from pathlib import Path
from types import SimpleNamespace

import pytest
from saved_modules import MODULES, all_same, called

import lifetimes.tf2 as tf
from lifetimes.graph.data.protos import SavedModel

EARLIER = Path(__file__).parent / "files" / "earlier_objects"


def flat(values):
    return tf.nest.flatten(values)


@pytest.mark.parametrize("make", MODULES, ids=lambda make: make.__name__)
def test_a_loaded_module_does_what_the_saved_one_does(make, tmp_path):
    """And the same once it was saved again."""
    module, signatures, calls = make(tf)
    tf.saved_model.save(module, str(tmp_path / "once"), signatures)
    tf.saved_model.save(tf.saved_model.load(str(tmp_path / "once")), str(tmp_path / "twice"))
    calls = [call for call in calls if call[0][0] != "."]
    once, twice = (tf.saved_model.load(str(tmp_path / name)) for name in ("once", "twice"))
    expected = flat(called(tf, module, calls))

    assert all_same(flat(called(tf, once, calls)), expected)
    assert all_same(flat(called(tf, twice, calls)), expected)


def test_a_value_is_written_once(tmp_path):
    module = tf.Module()
    module.one = module.other = tf.Variable(tf.zeros([100_000]))
    tf.saved_model.save(module, str(tmp_path))

    assert sum(file.stat().st_size for file in tmp_path.rglob("*.*")) < 410_000


def gradient_of(module):
    """Return the gradient that the program wrote: a hundred times too steep, then doubled and tripled."""
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = module(x)
    return tape.gradient(y, x).numpy().tolist()


def check_earlier(module):
    """Check all that the fixture is known to do; one of its functions counts its calls."""
    x = tf.constant([1.0, 2.0])
    assert module.parts[1]["same"] is module.w and module.me is module
    assert module.chosen(x)["y"].numpy().tolist() == [7.0, 10.0]
    assert module.chosen(-x)["y"].numpy().tolist() == [10.0, 8.0]
    assert module.scaled(x, 2)[0].numpy().tolist() == [7.0, 10.0] and module.scaled(x)[1] is None
    assert module.signatures["serving_default"](x=x)["c"].numpy().tolist() == [5.0, 6.0]
    assert module.parts[0].numpy() == 8.0
    assert gradient_of(module) == [600.0, 600.0]


def test_an_earlier_module_is_loaded_with_a_warning():
    """With its functions, branches, loops, constants, signatures and a gradient that the program wrote."""
    with pytest.warns(UserWarning, match=r"earlier version .* Load it and save it again"):
        module = tf.saved_model.load(str(EARLIER))

    check_earlier(module)


def test_an_earlier_module_is_converted_by_saving_it_again(tmp_path):
    """Into TensorFlow's bytes, which say no more where they come from."""
    with pytest.warns(UserWarning, match="earlier"):
        module = tf.saved_model.load(str(EARLIER))
    tf.saved_model.save(module, str(tmp_path))
    saved = SavedModel.FromString((tmp_path / "saved_model.pb").read_bytes())
    module = tf.saved_model.load(str(tmp_path))
    module.signatures = {"serving_default": lambda x: module.chosen(x)}

    assert saved.meta_graphs[0].object_graph_def.nodes[0].WhichOneof("kind") == "user_object"
    check_earlier(module)


def test_a_model_has_what_old_loaders_ask_for(tmp_path):
    """Tags, signatures by tensor names, and a saver."""
    module = tf.Module()
    module.v = tf.Variable(2.0)
    module.f = tf.function(lambda x: {"y": x * module.v}, input_signature=[tf.TensorSpec([None], tf.float32, "x")])
    tf.saved_model.save(module, str(tmp_path))
    made = SavedModel.FromString((tmp_path / "saved_model.pb").read_bytes()).meta_graphs[0]
    signature = made.signature_def["serving_default"]

    assert made.meta_info_def.tags == ["serve"]
    assert signature.inputs["x"].name == "serving_default_x:0"
    assert signature.outputs["y"].name == "StatefulPartitionedCall:0"
    assert made.saver_def.restore_op_name in [node.name for node in made.graph_def.node]


def test_variables_come_back_with_their_options(tmp_path):
    """Shape, trainable, synchronization and aggregation."""
    module = tf.Module()
    module.v = tf.Variable([1.0], shape=[None], trainable=False, aggregation=tf.VariableAggregation.SUM)
    tf.saved_model.save(module, str(tmp_path))
    found = tf.saved_model.load(str(tmp_path)).v

    assert (found.shape.as_list(), found.trainable, found.aggregation) == ([None], False, tf.VariableAggregation.SUM)


def test_a_model_that_tensorflow_could_not_load_says_why(tmp_path):
    """The node and its op; it is written all the same, and read here."""
    module = tf.Module()
    module.f = tf.function(lambda x: tf.strings.bytes_split(x).values)
    module.f(tf.constant(["ab", "c"]))
    with pytest.warns(UserWarning, match=r"TensorFlow will not load .*/.* \(StringBytes\)"):
        tf.saved_model.save(module, str(tmp_path))

    assert tf.saved_model.load(str(tmp_path)).f(tf.constant(["ab", "c"])).numpy().tolist() == [b"a", b"b", b"c"]


def test_a_table_dies_with_the_loaded_model(tmp_path):
    """At once: the model owns it, and a function that was called goes on with its entries."""
    module, signatures, calls = next(make for make in MODULES if make.__name__ == "tables")(tf)
    tf.saved_model.save(module, str(tmp_path), signatures)
    loaded = tf.saved_model.load(str(tmp_path))
    watch, find = weakref.ref(loaded.words), loaded.find
    expected = flat(called(tf, loaded, calls))
    gc.collect()
    gc.disable()
    del loaded
    alive = watch()
    gc.enable()

    assert alive is None
    assert all_same(flat(called(tf, SimpleNamespace(find=find), calls[:1])), expected[:2])


def test_a_table_of_a_file_is_filled_from_the_file_beside_the_model():
    """TensorFlow wrote the model: the file is an asset, and the table is filled when the model is loaded."""
    loaded = tf.saved_model.load(str(EARLIER.parent / "table_of_a_file"))

    assert loaded.find(tf.constant(["y", "a", "z"])).numpy().tolist() == [1, -1, 2]
    assert [loaded.table.key_dtype, loaded.table.value_dtype] == [tf.string, tf.int64]


def test_a_resource_that_is_no_table_is_named(tmp_path):
    """What makes it is in the error: its op is not here."""
    path = tmp_path / "model"
    shutil.copytree(EARLIER.parent / "table_of_a_file", path)
    model = SavedModel.FromString((path / "saved_model.pb").read_bytes())
    for function in model.meta_graphs[0].graph_def.library.function:
        for node in function.node_def:
            node.op = "BoostedTreesEnsemble" if node.op == "HashTableV2" else node.op
    (path / "saved_model.pb").write_bytes(model.SerializeToString())

    with pytest.raises(tf.errors.UnimplementedError, match="made by BoostedTreesEnsemble"):
        tf.saved_model.load(str(path))
