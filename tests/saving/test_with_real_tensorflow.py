"""Checkpoints and messages go both ways between this package and TensorFlow: run where that is installed."""

import importlib
import os

import numpy as np
import pytest
from saved_modules import MODULES, all_same, called

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.data import spelled_out, tensor_bundle
from lifetimes.graph.data.op_signatures import signature_of
from lifetimes.library import index
from lifetimes.ops.registry import OPS

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


FETCHES = [f"{name}:0" for name in ("y", "s", "a", "q", "c", "st", "r", "wh", "oh", "g", "lk")]


def build(tf, use_resource):
    """Build a network with two variables and ops of many kinds, the fetches among them; return a Saver."""
    options = {"use_resource": use_resource}
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    w = tf.get_variable("w", [3, 8], initializer=tf.constant_initializer(0.1), **options)
    b = tf.get_variable("b", [8], initializer=tf.ones_initializer(), **options)
    h = tf.nn.relu(tf.matmul(x, w) + b)
    tf.identity(tf.concat([tf.matmul(h, tf.transpose(w)), h], 1)[:, :1], name="y")
    tf.nn.softmax(tf.reshape(tf.transpose(h), [-1, 8]), name="s")
    a = tf.argmax(h, 1, name="a")
    tf.add_n(tf.split(h, 2, axis=1), name="q")
    tf.cast(tf.squeeze(tf.expand_dims(a, 0), [0]), tf.float64, name="c")
    tf.stack(tf.unstack(tf.reshape(h, [-1, 8]), axis=1)[:3], name="st")
    tf.reduce_mean(h, axis=[0], name="r")
    tf.where(h > 0.05, h, -h, name="wh")
    tf.one_hot(a, 4, name="oh")
    tf.gather(tf.transpose(h), [0, 2], name="g")
    tf.nn.leaky_relu(h - 0.2, 0.1, name="lk")
    return tf.train.Saver()


@pytest.mark.parametrize("use_resource", [False, True])
@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_a_graph_of_either_runs_in_the_other(real, tmp_path, writer, use_resource):
    """From its meta graph, its Saver and its checkpoint, without the code that built it."""
    write, read = (tf1, real.compat.v1) if writer == "ours" else (real.compat.v1, tf1)
    feed = {"x:0": np.float32([[1, 2, 3], [4, -5, 6]])}
    with write.Graph().as_default(), write.Session() as sess:
        saver = build(write, use_resource)
        sess.run(write.global_variables_initializer())
        path = saver.save(sess, str(tmp_path / "m"))
        expected = sess.run(FETCHES, feed)
    with read.Graph().as_default(), read.Session() as sess:
        read.train.import_meta_graph(f"{path}.meta").restore(sess, path)
        found = sess.run(FETCHES, feed)

    assert [name for name, a, b in zip(FETCHES, expected, found, strict=True) if not np.allclose(a, b, atol=1e-6)] == []


def build_control_flow(tf, use_resource):
    """Build branches and loops, one inside the other, that read a variable."""
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    w = tf.get_variable("w", initializer=[1.0, 2.0], use_resource=use_resource)
    c = tf.cond(tf.reduce_sum(x) > 0.0, lambda: x * w + 1.0, lambda: (x - w) * tf.constant(3.0))
    _, y = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * w + tf.cast(i, tf.float32)), [0, c])

    def turn(i, a):
        return [i + 1, a + tf.cond(a[0] > 3.0, lambda: a, lambda: w)]

    _, z = tf.while_loop(lambda i, a: i < 10, turn, [0, w], maximum_iterations=4)
    tf.identity(y, "y")
    tf.identity(z, "z")


@pytest.mark.parametrize("use_resource", [False, True])
@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_branches_and_loops_of_either_run_in_the_other(real, tmp_path, writer, use_resource):
    """In a file of the old world too they are `If` and `While`, with functions."""
    write, read = (tf1, real.compat.v1) if writer == "ours" else (real.compat.v1, tf1)
    feeds = [{"x:0": [[1.0, 2.0]]}, {"x:0": [[-1.0, -2.0]]}]
    real.compat.v1.enable_control_flow_v2()
    with write.Graph().as_default(), write.Session() as sess:
        build_control_flow(write, use_resource or writer == "theirs")
        sess.run(write.global_variables_initializer())
        path = write.train.Saver().save(sess, str(tmp_path / "m"))
        expected = [sess.run(["y:0", "z:0"], feed) for feed in feeds]
    with read.Graph().as_default(), read.Session() as sess:
        read.train.import_meta_graph(f"{path}.meta").restore(sess, path)
        found = [sess.run(["y:0", "z:0"], feed) for feed in feeds]

    assert [list(map(np.ndarray.tolist, one)) for one in found] == [
        [[[5.0, 44.0]], [8.0, 16.0]], [[[-3.0, -92.0]], [8.0, 16.0]],
    ]  # fmt: skip
    assert real.nest.flatten(real.nest.map_structure(np.ndarray.tolist, expected)) == real.nest.flatten(
        real.nest.map_structure(np.ndarray.tolist, found)
    )


@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_a_model_of_either_is_loaded_by_the_other(real, tmp_path, writer):
    """The old form: tags, signatures and the values of one session."""
    write, read = (tf1, real.compat.v1) if writer == "ours" else (real.compat.v1, tf1)
    folder = str(tmp_path / "model")
    with write.Graph().as_default(), write.Session() as sess:
        x = write.placeholder(write.float32, [], name="x")
        y = write.multiply(x, write.Variable(3.0), name="y")
        sess.run(write.global_variables_initializer())
        write.saved_model.simple_save(sess, folder, {"in": x}, {"out": y})
    with read.Graph().as_default(), read.Session() as sess:
        model = read.saved_model.loader.load(sess, ["serve"], folder)
        signature = model.signature_def["serving_default"]

        assert sess.run(signature.outputs["out"].name, {signature.inputs["in"].name: 2.0}) == 6.0


def test_a_saver_of_tensorflow_that_writes_shards_runs_here(real, tmp_path):
    """Its operations write each shard, and merge them."""
    v1 = real.compat.v1
    with real.Graph().as_default():
        v1.get_variable("v", initializer=[1.0, 2.0], use_resource=False)
        definition = v1.train.export_meta_graph(saver_def=v1.train.Saver(sharded=True).saver_def)
    with tf1.Graph().as_default(), tf1.Session() as sess:
        saver = tf1.train.import_meta_graph(tf1.MetaGraphDef.FromString(definition.SerializeToString()))
        sess.run(tf1.global_variables_initializer())
        path = saver.save(sess, str(tmp_path / "m"))

    assert tf1.train.load_variable(path, "v").tolist() == [1.0, 2.0]
    assert real.train.load_variable(path, "v").tolist() == [1.0, 2.0]


# --- modules of the new world ----------------------------------------------------------------------------


PAIRS = [(make, writer) for make in MODULES for writer in ("ours", "theirs")]


@pytest.mark.parametrize(("make", "writer"), PAIRS, ids=[f"{make.__name__}-{writer}" for make, writer in PAIRS])
def test_a_module_of_either_does_the_same_in_the_other(real, tmp_path, make, writer):
    """Its functions with what they captured, its signatures and its variables, without the classes."""
    write, read = (tf2, real) if writer == "ours" else (real, tf2)
    module, signatures, calls = make(write)
    write.saved_model.save(module, str(tmp_path), signatures)
    found, expected = (called(tf, tf.saved_model.load(str(tmp_path)), calls) for tf in (read, write))

    assert all_same(real.nest.flatten(found), real.nest.flatten(expected))


class Steep:
    """A module with a gradient that the program wrote, inside a function that is called in another."""

    def __init__(self, tf):
        @tf.custom_gradient
        def steep(x):
            return x * 1.0, lambda upstream: upstream * 100.0 * v

        module, v = tf.Module(), tf.Variable(2.0)
        module.v = v
        module.inner = tf.function(lambda x: steep(x) * 3.0, input_signature=[tf.TensorSpec([2], tf.float32)])
        module.outer = tf.function(lambda x: module.inner(x) + x, input_signature=[tf.TensorSpec([2], tf.float32)])
        self.module = module


@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_a_gradient_of_the_program_goes_along(real, tmp_path, writer):
    """Through the function that has it, and through one that calls that."""
    write, read = (tf2, real) if writer == "ours" else (real, tf2)
    write.saved_model.save(Steep(write).module, str(tmp_path))
    loaded, x = read.saved_model.load(str(tmp_path)), read.constant([1.0, 2.0])
    for name, expected in (("inner", 600.0), ("outer", 601.0)):
        with read.GradientTape() as tape:
            tape.watch(x)
            y = getattr(loaded, name)(x)

        assert tape.gradient(y, x).numpy().tolist() == [expected] * 2


@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_a_loop_or_branch_of_either_is_differentiated_in_the_other(real, tmp_path, writer):
    """What a gradient reads of its turns is found again; that of a gradient in a function too."""
    write, read = (tf2, real) if writer == "ours" else (real, tf2)
    module, _, _ = next(make for make in MODULES if make.__name__ == "differentiated")(write)
    write.saved_model.save(module, str(tmp_path))
    found = []
    for tf, model in ((write, module), (read, read.saved_model.load(str(tmp_path)))):
        for call in (lambda x, m=model: m.looped(x, 3)[1], lambda x, m=model: m.chosen(x)[0]):
            x = tf.Variable(0.5)
            with tf.GradientTape() as tape:
                y = call(x)
            found.append([part.numpy() for part in tape.gradient(y, [x, model.v])])

    assert np.allclose(found[:2], found[2:], atol=1e-5)


def a_step_of_training(tf):
    """Make a graph that learns: with a loop, a branch, a table and slots of an optimizer."""
    x, w = tf.placeholder(tf.float32, [2], "x"), tf.get_variable("w", initializer=[1.0, 2.0])
    table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a"], [3.0]), 0.0)
    turned = tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, tf.sin(y * w)), [0, x])[1]
    chosen = tf.cond(x[0] > 0.0, lambda: turned * w, lambda: turned - w)
    loss = tf.reduce_mean(tf.square(chosen + 0.1 * table.lookup(tf.constant(["a"]))), name="loss")
    tf.train.AdamOptimizer(0.1).minimize(loss, name="step")


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_training_that_one_has_begun_goes_on_in_the_other(real, tmp_path, writer, as_text):
    """From the meta graph and the checkpoint alone: gradients, slots and tables are all in there."""
    write, read = (tf1, real.compat.v1) if writer == "ours" else (real.compat.v1, tf1)
    with write.Graph().as_default(), write.Session() as sess:
        a_step_of_training(write)
        sess.run([write.global_variables_initializer(), write.tables_initializer()])
        path = write.train.Saver().save(sess, str(tmp_path / "m"))
        write.train.export_meta_graph(str(tmp_path / "graph"), as_text=as_text)
        expected = [sess.run(["step", "loss:0"], {"x:0": [0.5, x]})[1] for x in (1.0, -1.0, 2.0)]
    with read.Graph().as_default(), read.Session() as sess:
        saver = read.train.import_meta_graph(str(tmp_path / "graph"))
        saver.restore(sess, path)
        sess.run(read.tables_initializer())
        found = [sess.run(["step", "loss:0"], {"x:0": [0.5, x]})[1] for x in (1.0, -1.0, 2.0)]

    assert np.allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_a_session_runs_the_signature_of_a_module(real, tmp_path, writer):
    """With the loader of the old world, and its variables in the session."""
    write, old = (tf2, real.compat.v1) if writer == "ours" else (real, tf1)
    module = write.Module()
    module.v = write.Variable(2.0)

    @write.function(input_signature=[write.TensorSpec([2], write.float32, "x")])
    def f(x):
        module.v.assign_add(1.0)
        return {"y": x * module.v if x[0] > 0.0 else x}

    module.f = f
    write.saved_model.save(module, str(tmp_path))
    with old.Graph().as_default(), old.Session() as sess:
        model = old.saved_model.loader.load(sess, ["serve"], str(tmp_path))
        signature = model.signature_def["serving_default"]
        y, x = signature.outputs["y"].name, signature.inputs["x"].name

        assert sess.run(y, {x: [1.0, 2.0]}).tolist() == [3.0, 6.0]
        assert sess.run(y, {x: [1.0, 2.0]}).tolist() == [4.0, 8.0]
        assert sess.run(y, {x: [-1.0, 2.0]}).tolist() == [-1.0, 2.0]


@pytest.mark.parametrize("use_resource", [False, True])
@pytest.mark.parametrize("writer", ["ours", "theirs"])
def test_a_model_of_the_old_world_is_loaded_by_the_new_one_of_the_other(real, tmp_path, writer, use_resource):
    """Its signature is a function; what is loaded holds the variables, where TensorFlow has objects for them."""
    write, read = (tf1, real) if writer == "ours" else (real.compat.v1, tf2)
    with write.Graph().as_default(), write.Session() as sess:
        x = write.placeholder(write.float32, [2], name="x")
        w = write.get_variable("w", initializer=[1.0, 2.0], use_resource=use_resource)
        y = write.cond(x[0] > 0.0, lambda: x * w, lambda: x - w) if use_resource else x * w
        sess.run(write.global_variables_initializer())
        write.saved_model.simple_save(sess, str(tmp_path / "m"), {"x": x}, {"y": y})
    loaded = read.saved_model.load(str(tmp_path / "m"))
    serve = loaded.signatures["serving_default"]

    assert serve(x=read.constant([3.0, 4.0]))["y"].numpy().tolist() == [3.0, 8.0]
    has_objects = use_resource or read is tf2
    assert [variable.numpy().tolist() for variable in loaded.variables] == [[1.0, 2.0]] * has_objects


def test_the_ops_that_tensorflow_does_not_have_are_known(real):
    """Each is spelled out in its own; of any other there is no line, which is said to keep a model from leaving.

    A line has the inputs, outputs and attributes that TensorFlow has.
    """
    known = importlib.import_module("tensorflow.python.framework.op_def_registry")

    assert {name for name in spelled_out.OPS if known.get(name) is not None} == set()
    for name in {*index().ops, *OPS}:
        line, theirs = signature_of(name), known.get(name)
        if line is not None:
            assert [one.name for one in (*line.inputs, *line.outputs)] == [
                one.name for one in (*theirs.input_arg, *theirs.output_arg)
            ], name
            needed = {attr.name for attr in theirs.attr if not attr.HasField("default_value")}
            assert needed <= {*line.attrs, *line.renamed.values(), *line.known(), *_given_by(line.outputs)}, name


def _given_by(arguments):
    return {name for one in arguments for name in (one.kind, one.number)}


def conditionals_and_loops():
    """Make a graph with every kind of branch and turn; return the names of what it computes."""
    x, v = tf1.placeholder(tf1.float32, [3], "x"), tf1.Variable([1.0, 2.0, 3.0], name="v")

    def turn(i, y):
        return i + 1, tf1.cond(i > 1, lambda: y * v, lambda: y + 1.0)

    chosen = tf1.cond(x[0] > 0.0, lambda: x * v, lambda: x - 1.0)
    looped = tf1.while_loop(lambda i, y: i < 3, turn, [0, x])[1]
    mapped, scanned = tf1.map_fn(lambda y: y * y, x), tf1.scan(lambda a, y: a + y, x)
    with tf1.control_dependencies([tf1.assert_positive(x)]):
        checked = tf1.identity(x)
    return [tensor.name for tensor in (chosen, looped, mapped, scanned, checked)]


def test_tensorflow_runs_conditionals_loops_and_arrays_of_the_old_world(real):
    """What lists them here are the nodes that compute there."""
    with tf1.Graph().as_default() as graph, tf1.Session() as sess:
        names, fed = conditionals_and_loops(), {"x:0": [1.0, 2.0, 3.0]}
        sess.run("v/Assign")
        ours = sess.run(names, fed)
        content = graph.as_graph_def().SerializeToString()
    v1 = real.compat.v1
    with real.Graph().as_default(), v1.Session() as sess:
        v1.import_graph_def(v1.GraphDef.FromString(content), name="")
        sess.run("v/Assign")

        assert all(map(np.array_equal, sess.run(names, fed), ours))
        with pytest.raises(real.errors.InvalidArgumentError, match="assertion failed"):
            sess.run(names[-1], {"x:0": [-1.0, 2.0, 3.0]})


def test_tensorflow_runs_gradients_of_loops_and_arrays_of_the_old_world(real, tmp_path):
    """Each array has one of gradients, under the handle that it has in TensorFlow too."""
    with tf1.Graph().as_default(), tf1.Session() as sess:
        chosen, looped, mapped, scanned, _ = map(tf1.get_default_graph().get_tensor_by_name, conditionals_and_loops())
        x = tf1.get_default_graph().get_tensor_by_name("x:0")
        pieces = tf1.TensorArray(tf1.float32, 2, infer_shape=False).split(x, [1, 2])
        slopes = tf1.gradients([chosen, looped, mapped, scanned, pieces.concat() * x], [x, tf1.global_variables()[0]])
        names, fed = [slope.name for slope in slopes], {"x:0": [1.0, 2.0, 3.0]}
        sess.run("v/Assign")
        ours = sess.run(names, fed)
        tf1.train.export_meta_graph(str(tmp_path / "gradients.meta"))
    v1 = real.compat.v1
    with real.Graph().as_default(), v1.Session() as sess:
        v1.train.import_meta_graph(str(tmp_path / "gradients.meta"))
        sess.run("v/Assign")

        assert all(map(np.allclose, sess.run(names, fed), ours))
