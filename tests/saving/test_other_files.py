"""Files that TensorFlow wrote, and files of this package before it wrote TensorFlow's; `files/README.md` says which."""

import shutil
from pathlib import Path

import numpy as np
import pytest

import lifetimes.tf1 as tf
import lifetimes.tf2 as tf2
from lifetimes.graph.data import sorted_table, tensor_bundle
from lifetimes.graph.data.field import varint

FILES = Path(__file__).with_name("files")


def test_a_tensor_in_parts_and_shards_is_read_whole():
    """The parts are found by keys of their own, which are not listed."""
    reader = tf.train.load_checkpoint(str(FILES / "partitioned"))

    assert reader.get_variable_to_shape_map() == {"w": [3, 2], "s": [2]}
    assert reader.get_tensor("w").tolist() == [[0, 1], [2, 3], [4, 5]]
    assert reader.get_tensor("s").tolist() == [b"a", "é".encode()]


def test_objects_that_tensorflow_saved_are_restored():
    """By the paths of attributes; a shared variable once."""
    net = tf2.Module()
    net.w, net.l = tf2.Variable([0.0, 0.0]), [tf2.Variable(0.0), tf2.Variable(0.0)]
    net.shared = net.l[0]
    tf2.train.Checkpoint(net=net).read(str(FILES / "objects")).assert_consumed()

    assert net.w.numpy().tolist() == [1.0, 2.0]
    assert [float(each) for each in net.l] == [3.0, 4.0]


def test_the_key_of_a_slice_sorts_as_its_numbers_do():
    """Numbers keep their order as bytes, negative ones too."""
    numbers = [-(2**62), -8193, -8192, -65, -64, -1, 0, 1, 63, 64, 8191, 8192, 2**31, 2**62]

    assert sorted(numbers, key=tensor_bundle._ordered) == numbers


def test_a_compressed_block_is_read():
    """Snappy: a literal, a long one, copies that overlap what they make, near and far."""
    near, far = bytes([0x01 | 4 << 2, 4]), bytes([0x02 | 63 << 2, 4, 0])
    data = varint(4 + 8 + 64 + 100) + b"\x0cabcd" + near + far + b"\xf0\x63" + bytes(range(100))

    assert sorted_table._uncompressed(data) == b"abcd" * 19 + bytes(range(100))


@pytest.mark.parametrize("data", [b"\x05\x00a", b"\x05\x01\x00", b"\xff\xff\xff\xff\x0f\x00a", b"\x01\x08ab"])
def test_a_compressed_block_that_cannot_be_is_damage(data):
    """Lengths are checked before memory is taken."""
    with pytest.raises(sorted_table.Damaged):
        sorted_table._uncompressed(data)


def test_a_table_of_many_blocks_is_read_in_order():
    """Keys share what they can, and blocks end."""
    items = [(b"key/%06d/with a long end" % i, b"%d" % i * 20) for i in range(20000)]
    table = sorted_table.table_of(items)

    assert list(sorted_table.items_of(table)) == items
    assert len(table) < sum(len(key) + len(value) for key, value in items)


def test_a_frozen_graph_of_tensorflow_runs(sess):
    """Its constants are elements in a list and its attributes more than ours."""
    definition = tf.GraphDef.FromString((FILES / "frozen.pb").read_bytes())
    (y,) = tf.import_graph_def(definition, return_elements=["y:0"], name="")

    assert sess.run(y, {"x:0": 2.0}) == 7.0


def test_a_meta_graph_of_tensorflow_is_imported_with_its_saver(sess, prefix):
    """Variables come back as objects, and the Saver works."""
    saver = tf.train.import_meta_graph(str(FILES / "graph.meta"))
    (v,) = tf.global_variables()
    sess.run(v.initializer)
    saver.save(sess, prefix)

    assert tf.train.load_variable(prefix, "v").tolist() == [1.0, 2.0]


# --- the earlier form ------------------------------------------------------------------------------------


def test_an_earlier_checkpoint_is_read_with_a_warning(sess):
    """And restored by a meta graph of that time."""
    with pytest.warns(UserWarning, match="earlier version of this package"):
        tf.train.import_meta_graph(str(FILES / "earlier.meta")).restore(sess, str(FILES / "earlier"))

    assert [v.name for v in tf.global_variables()] == ["v:0", "r:0"]
    assert sess.run(["v:0", "y:0", "r/Read/ReadVariableOp:0"], {"x:0": 3.0})[1].tolist() == [3.0, 6.0]
    assert sess.run("y:0", {"x:0": -1.0}).tolist() == [2.0, 3.0]


def test_an_earlier_checkpoint_is_converted_by_saving_it_again(sess, tmp_path):
    """Over itself too."""
    for name in ("earlier.index", "earlier.data-00000-of-00001"):
        shutil.copy(FILES / name, tmp_path)
    prefix = str(tmp_path / "earlier")
    v = tf.Variable([0.0, 0.0], name="v")
    saver = tf.train.Saver([v])
    with pytest.warns(UserWarning, match="earlier"):
        saver.restore(sess, prefix)
    saver.save(sess, prefix)

    assert tf.train.load_variable(prefix, "v").tolist() == [1.0, 2.0]


def test_an_earlier_graph_is_read_from_its_bytes(sess):
    """Its functions come out of the nodes that call them."""
    with pytest.warns(UserWarning, match="earlier"):
        definition = tf.GraphDef.FromString((FILES / "earlier_graph.pb").read_bytes())
    (start, y) = tf.import_graph_def(definition, return_elements=["v/Assign", "y:0"], name="")
    sess.run(start)

    assert [function.signature.name for function in definition.library.function][:1] == ["cond_true"]
    assert sess.run(y, {"x:0": 2.0}).tolist() == [2.0, 4.0]


def test_an_earlier_model_is_loaded(sess, tmp_path):
    """Its values are a checkpoint of that time."""
    (tmp_path / "variables").mkdir()
    shutil.copy(FILES / "earlier_model.pb", tmp_path / "saved_model.pb")
    for name in ("index", "data-00000-of-00001"):
        shutil.copy(FILES / f"earlier.{name}", tmp_path / "variables" / f"variables.{name}")
    with pytest.warns(UserWarning, match="earlier"):
        model = tf.saved_model.loader.load(sess, ["serve"], str(tmp_path))

    assert model.signature_def["serving_default"].inputs["x"].name == "x:0"
    assert sess.run("y:0", {"x:0": 2.0}).tolist() == [2.0, 4.0]


def test_values_over_an_older_checkpoint_go_to_another_file(tmp_path):
    """Until the index speaks of it; what it spoke of before is deleted then."""
    for value in (1.0, 2.0, 3.0):
        tensor_bundle.write_bundle(tmp_path / "m", {"v": np.float32(value)})
        names = sorted(path.name for path in tmp_path.iterdir())

        assert names[0] == ("m.data-00001-of-00002" if value == 2.0 else "m.data-00000-of-00001")
        assert names[1:] == ["m.index"]
        assert tf.train.load_variable(str(tmp_path / "m"), "v") == value


def test_an_attribute_that_is_not_known_here_is_refused_unless_it_is_usual(sess):
    """The words name the node; what a node leaves out is as TensorFlow has it."""
    definition = tf.GraphDef()
    for name in ("usual", "odd"):
        node = definition.node.add(name=name, op="Cast", input=["x"])
        node.attr["DstT"].type = tf.int32
        node.attr["Truncate"].b = name == "odd"
    with pytest.raises(tf.errors.UnimplementedError, match=r"Node 'odd' \(op: 'Cast'\) has Truncate=True"):
        tf.import_graph_def(definition, {"x:0": 2.5})
    del definition.node[1]
    (found,) = tf.import_graph_def(definition, {"x:0": 2.5}, ["usual:0"])

    assert sess.run(found) == 2


def test_nodes_have_the_attributes_that_tensorflow_asks_for(graph):
    """How many inputs there are and their dtypes, and no name that it does not know."""
    tf.concat([[1], [2], [3]], 0, name="c")
    tf.nn.softmax([1.0], name="s")
    tf.squeeze([[1.0]], [0], name="q")
    attrs = {node.name: node.attr for node in graph.as_graph_def().node}

    assert (attrs["c"]["N"].i, attrs["c"]["Tidx"].type) == (3, tf.int32.as_datatype_enum)
    assert sorted(attrs["s"]) == ["T", "_axis"]
    assert list(attrs["q"]["squeeze_dims"].list.i) == [0]


def test_an_op_that_is_not_here_is_an_error_where_it_is_run(sess):
    """What does not need it runs; the words name the op and the node. It is written again as it was."""
    definition = tf.GraphDef()
    definition.node.add(name="x", op="Placeholder").attr["dtype"].type = tf.float32
    odd = definition.node.add(name="odd", op="OpOfAnotherPackage", input=["x"])
    odd.attr["Tout"].list.type.extend([1, 3])
    odd.attr["f"].func.name = "elsewhere"
    for name, source in (("a", "x"), ("b", "odd:1"), ("c", "odd")):
        definition.node.add(name=name, op="Identity", input=[source])
    a, b, c = tf.import_graph_def(definition, return_elements=["a:0", "b:0", "c:0"], name="")

    assert sess.run(a, {"x:0": 2.0}) == 2.0
    assert (b.dtype, c.dtype) == (tf.int32, tf.float32)
    assert str(tf.get_default_graph().get_operation_by_name("odd").node_def) == str(odd)
    with pytest.raises(tf.errors.NotFoundError, match=r"Op type not registered 'OpOfAnotherPackage'[^$]*Node 'odd'"):
        sess.run(b, {"x:0": 2.0})


@pytest.mark.parametrize("scope", [None, "inner"])
def test_the_files_beside_an_old_model_are_handed_to_its_main_op(sess, scope):
    """Where they are now, not where they were when it was saved: the table is filled from them."""
    tf.saved_model.loader.load(sess, ["serve"], str(FILES / "old_table_of_a_file"), import_scope=scope)
    prefix = f"{scope}/" if scope else ""

    assert sess.run(f"{prefix}y:0", {f"{prefix}x:0": ["y", "a", "z"]}).tolist() == [1, -1, 2]


def test_an_earlier_model_is_no_graph():
    """What is read as a message of another kind is refused as damage, and not by what Python says of its parts."""
    with pytest.warns(UserWarning, match="earlier"), pytest.raises(tf.errors.DataLossError, match="the given bytes"):
        tf.GraphDef.FromString((FILES / "earlier_model.pb").read_bytes())
