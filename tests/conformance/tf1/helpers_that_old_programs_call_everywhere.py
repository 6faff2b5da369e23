"""The helpers for text, sizes, errors, gradients and tests that old programs call are there, and refuse what they refuse."""
import os
import tempfile


def said(make):
    try:
        return make()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


print(tf.compat.as_bytes("a"), tf.compat.as_str(b"b"), tf.compat.as_text("c"), tf.compat.as_str_any(3))
print(said(lambda: tf.compat.as_bytes(3)), tf.compat.path_to_str("p"), tf.OpError is tf.errors.OpError)
shape = tf.TensorShape([None, 3])
print(tf.dimension_value(shape[1]), tf.dimension_value(4), tf.dimension_at_index(shape, 0), tf.compat.dimension_value(shape[0]))
print(str(shape.as_proto()).split(), said(lambda: tf.TensorShape("a")), said(lambda: tf.TensorShape({"b": 1})))

sess, x = tf.Session(), tf.constant([1.0, 2.0])
for name in ("astype", "T", "reshape", "size", "nothing"):
    print(said(lambda: getattr(x, name)), hasattr(x, name))
for text in ("ab", b"\xff\xfe\xfd", ["x", ""]):
    print(sess.run([tf.encode_base64(text), tf.io.encode_base64(text, pad=True)]))
print(sess.run(tf.decode_base64(["YWI", "YWI=", "__79"])))
for text in ("Y", "!!", "a+b/", "YWI=="):
    try:
        sess.run(tf.decode_base64(text))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, error.op.type)

tf.NotDifferentiable("NothingOfMine")
with tf.get_default_graph().gradient_override_map({"Identity": "NothingOfMine"}):
    stopped = tf.identity(x)
print(tf.gradients(stopped, x), said(lambda: tf.NoGradient(3)))
with tf.variable_scope("rules", regularizer=tf.nn.l2_loss):
    tf.get_variable("with", [2])
    tf.get_variable("without", [2], regularizer=tf.no_regularizer)
print(len(tf.get_collection("regularization_losses")))

config = tf.ConfigProto()
print(said(lambda: setattr(config, "nothing", 1)), said(lambda: setattr(config, "allow_soft_placement", "yes")), config.allow_soft_placement)
print(said(lambda: tf.Session(None, None, config).run(x)), said(lambda: sess.run(b"Const:0")), tf.Session(None).run(x))
folder = tempfile.mkdtemp()
state = tf.train.generate_checkpoint_state_proto(folder, folder + "/m-2", [folder + "/m-1", folder + "/m-2"])
print([os.path.basename(path) for path in state.all_model_checkpoint_paths], os.path.basename(state.model_checkpoint_path))
tf.train.export_meta_graph(folder + "/new/graph.meta")
print(os.listdir(folder + "/new"))


class Test(tf.test.TestCase):
    def runTest(self):
        with tf.device("/gpu:0"):
            self.assertAllEqual(self.evaluate(tf.constant([1, 2]) + 1), [2, 3])


Test().runTest()
tf.flags.DEFINE_integer("steps", 5, "how many")
flag = tf.flags.FLAGS["steps"]
print(flag.name, flag.default, flag.value, flag.help, said(lambda: tf.flags.FLAGS["none"]))
for make in (
    lambda: tf.constant(["a", None]),
    lambda: tf.constant(None),
    lambda: tf.constant([x, 1.0]),
    lambda: tf.constant(1, name="a b"),
    lambda: tf.concat([], 0),
    lambda: tf.concat([x, x], "a"),
    lambda: tf.random_normal(2),
    lambda: tf.pad(x, [[1]]),
    lambda: tf.py_func(abs, 3, tf.float32),
    lambda: tf.group(3),
    lambda: tf.name_scope(3).__enter__(),
):
    print(said(make).split(" for '{{")[0])
print(tf.group(x).name, tf.constant(1).name, tf.verify_tensor_all_finite(x, "all").name)
