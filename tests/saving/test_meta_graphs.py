"""A graph as data and back: what the building code made is all there, and no code is in it."""

import gc
import logging
import weakref

import numpy as np
import pytest

import lifetimes.tf1 as tf


def test_branches_loops_and_slots_come_back(prefix):
    """A whole training graph is exported, and goes on training where its code is gone."""

    def build():
        x = tf.placeholder(tf.float32, [], name="x")
        w = tf.get_variable("w", [], initializer=tf.constant_initializer(1.0))
        chosen = tf.cond(x > 0.0, lambda: w * x, lambda: w - x)
        count = tf.while_loop(lambda i, s: i < 3, lambda i, s: (i + 1, s + chosen), [0, 0.0])[1]
        loss = tf.square(tf.identity(count, name="sum") - 6.0, name="loss")
        tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss, name="train")

    def trained(sess):
        losses = []
        for _ in range(4):
            sess.run("train", {"x:0": 1.0})
            losses.append(float(sess.run("loss:0", {"x:0": 1.0})))
        return losses, float(sess.run("sum:0", {"x:0": -1.0}))

    with tf.Graph().as_default(), tf.Session() as sess:
        build()
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(sess, prefix)
        expected = trained(sess)
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.train.import_meta_graph(path + ".meta").restore(sess, path)

        assert trained(sess) == expected
        assert [v.op.name for v in tf.global_variables()] == ["w", "w/Momentum"]


def test_a_resource_variable_comes_back_as_one(prefix):
    """With its dtype and shape."""
    with tf.Graph().as_default():
        tf.get_variable("r", [2], use_resource=True)
        exported = tf.train.export_meta_graph()
    tf.train.import_meta_graph(exported)
    (found,) = tf.global_variables()

    assert (type(found).__name__, found.name, found.shape.as_list()) == ("ResourceVariable", "r:0", [2])


def test_an_object_that_cannot_be_data_is_dropped_with_a_warning(caplog):
    """TensorFlow's words, through the logger `tensorflow`."""
    tf.add_to_collection("things", object())
    with caplog.at_level(logging.WARNING, logger="tensorflow"):
        exported = tf.train.export_meta_graph()

    assert "Issue encountered when serializing things." in caplog.text
    assert list(exported.collection_def) == []


def test_part_of_a_graph_is_exported_without_its_scope():
    """`export_scope`; what reaches outside of it is refused where it is imported, as TensorFlow does it."""
    with tf.Graph().as_default():
        outside = tf.constant(1.0)
        with tf.name_scope("inner"):
            tf.Variable(2.0, name="v")
        exported = tf.train.export_meta_graph(export_scope="inner")
        with tf.name_scope("inner/"):
            tf.add(outside, 1.0)
        reaching = tf.train.export_meta_graph(export_scope="inner")
    with pytest.raises(ValueError, match=r"Graph contains unbound inputs: \$unbound_inputs_Const\. Must provide"):
        tf.train.import_meta_graph(reaching)
    tf.train.import_meta_graph(exported)

    assert [v.name for v in tf.global_variables()] == ["v:0"]


def test_a_python_function_is_written_as_a_token():
    """Nothing is pickled: who reads the data finds the function by the token, while somebody holds it."""
    call = tf.py_func(lambda: np.float32(1.0), [], tf.float32, name="call")
    data = tf.get_default_graph().as_graph_def().SerializeToString()
    (node,) = tf.GraphDef.FromString(data).node

    assert sorted(node.attr) == ["Tin", "Tout", "token"]
    assert node.attr["token"].s == call.op.get_attr("token")


def test_an_imported_name_that_is_taken_gets_a_number(graph):
    """Without a prefix too, as in TensorFlow."""
    tf.constant(1.0, name="c")
    definition = graph.as_graph_def()
    tf.import_graph_def(definition, name="")

    assert [op.name for op in graph.get_operations()] == ["c", "c_1"]


def test_a_failed_import_adds_nothing(graph):
    """Names are looked for before anything is built."""
    definition = tf.GraphDef()
    definition.node.add(name="c", op="NoOp")
    for options in ({"return_elements": ["gone"]}, {"input_map": {"gone:0": 1.0}}):
        with pytest.raises(ValueError, match="gone"):
            tf.import_graph_def(definition, **options)

    assert graph.get_operations() == []


def test_constants_are_stripped_as_notebooks_do(graph):
    """The idiom of the notebooks that draw a graph: copy the nodes, shorten what is large."""
    tf.constant(np.zeros(1000, np.float32), name="large")
    stripped = tf.GraphDef()
    for node in graph.as_graph_def().node:
        copy = stripped.node.add()
        copy.MergeFrom(node)
        tensor = copy.attr["value"].tensor
        if len(tensor.tensor_content) > 32:
            tensor.tensor_content = f"<stripped {len(tensor.tensor_content)} bytes>"

    assert 'tensor_content: "<stripped 4000 bytes>"' in str(stripped)
    assert len(graph.as_graph_def().node[0].attr["value"].tensor.tensor_content) == 4000


def test_a_node_made_by_hand_is_imported(sess):
    """With the fields of TensorFlow's protocol buffers."""
    definition = tf.GraphDef()
    node = definition.node.add(name="c", op="Const")
    node.attr["dtype"].type = tf.float32.as_datatype_enum
    node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto([1.0, 2.0]))
    twice = definition.node.add(name="twice", op="AddV2", input=["c", "c"])
    twice.attr["T"].type = tf.float32.as_datatype_enum
    (found,) = tf.import_graph_def(definition, return_elements=["twice:0"])

    assert sess.run(found).tolist() == [2.0, 4.0]


def test_a_definition_keeps_no_graph_alive():
    """Neither the definition nor the meta graph."""
    with tf.Graph().as_default() as built:
        v = tf.Variable(1.0)
        kept = built.as_graph_def(), tf.train.export_meta_graph(), v.to_proto()
    watch = weakref.ref(built)
    del built, v
    gc.collect()

    assert watch() is None
    assert kept[0].node[0].name == "Variable/initial_value"


def test_a_frozen_resource_variable_is_a_constant(sess):
    """`convert_variables_to_constants` takes both kinds of variables."""
    r = tf.get_variable("r", [2], use_resource=True, initializer=tf.constant_initializer(3.0))
    tf.add(r, 1.0, name="y")
    sess.run(r.initializer)
    frozen = tf.graph_util.convert_variables_to_constants(sess, sess.graph_def, ["y"])
    (found,) = tf.import_graph_def(frozen, return_elements=["y:0"])

    assert sess.run(found).tolist() == [4.0, 4.0]
    assert "VarHandleOp" not in [node.op for node in frozen.node]


def test_a_graph_prints_as_tensorflow_prints_it(graph):
    """Recorded from TensorFlow 2.21."""
    a = tf.constant(2.5, name="a")
    tf.add(a, 1.0, name="b")

    assert str(graph.as_graph_def().node[2]) == (
        'name: "b"\nop: "AddV2"\ninput: "a"\ninput: "b/y"\nattr {\n  key: "T"\n  value {\n    type: DT_FLOAT\n  }\n}\n'
    )
    assert str(graph.as_graph_def().node[0]) == (
        'name: "a"\nop: "Const"\nattr {\n  key: "value"\n  value {\n    tensor {\n      dtype: DT_FLOAT\n'
        "      tensor_shape {\n      }\n      float_val: 2.5\n    }\n  }\n}\n"
        'attr {\n  key: "dtype"\n  value {\n    type: DT_FLOAT\n  }\n}\n'
    )


def test_a_graph_and_a_meta_graph_have_one_text_in_files(graph, tmp_path):
    """Names in order, as TensorFlow writes both by one function; what is printed has them backwards."""
    tf.add(tf.constant(0.1, name="a"), 1.0, name="b")
    tf.train.export_meta_graph(str(tmp_path / "meta.pbtxt"), as_text=True)
    tf.train.write_graph(graph, str(tmp_path), "graph.pbtxt")
    inside = "".join(f"  {line}\n" for line in (tmp_path / "graph.pbtxt").read_text().splitlines())

    assert inside in (tmp_path / "meta.pbtxt").read_text()
    assert inside.index('key: "dtype"') < inside.index('key: "value"')


def test_an_import_that_fails_in_a_branch_leaves_nothing_there(graph):
    """Neither in the branch nor in the graph around it; what the branch does after that is all there is."""
    tf.add(tf.constant(1.0, name="a"), 2.0, name="b")
    definition, number = graph.as_graph_def(), tf.constant([1], name="number")

    def branch():
        with pytest.raises(ValueError, match="incompatible with expected"):
            tf.import_graph_def(definition, input_map={"a": number})
        return tf.constant(3.0)

    chosen = tf.cond(tf.constant(True), branch, lambda: tf.constant(4.0))

    assert [op.name for op in graph.get_operations() if "import" in op.name] == []
    assert [node.name for node in graph.as_graph_def().node if "import" in node.name] == []
    with tf.Session() as sess:
        assert sess.run(chosen) == 3.0


def test_a_graph_that_is_handed_in_stays_as_it_was(graph, tmp_path):
    """In a meta graph is a copy of it, from which devices and usual attributes are taken."""
    with tf.device("/cpu:0"):
        tf.matmul(tf.constant([[1.0]]), tf.constant([[2.0]]))
    definition = graph.as_graph_def()
    before = definition.SerializeToString()
    for filename in (None, str(tmp_path / "graph.meta")):
        made = tf.train.export_meta_graph(filename, graph_def=definition, clear_devices=True, strip_default_attrs=True)
        made.graph_def.node.add(name="more")
        assert {node.device for node in made.graph_def.node} == {""}

    assert definition.SerializeToString() == before


def test_an_axis_that_is_not_there_names_the_node(sess):
    """The op says so before it is applied, and knows no node."""
    tf.nn.softmax(tf.placeholder(tf.float32, [2, 2]), name="likely")
    definition = sess.graph.as_graph_def()
    next(node for node in definition.node if node.name == "likely").attr["axis"].i = 7

    with tf.Graph().as_default() as graph, pytest.raises(ValueError, match=r"Node 'likely' .* Received: dim=7"):
        tf.import_graph_def(definition, name="")

    assert not graph.get_operations()
