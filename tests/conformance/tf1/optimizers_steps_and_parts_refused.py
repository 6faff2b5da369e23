"""Global steps, templates, partitioners, optimizers and old spellings: what each refuses, in TensorFlow's words."""
import numpy as np
def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:230]
    print(label, "=", value)

x = tf.get_variable("x", initializer=[1.0, 2.0])
Opt = tf.train.GradientDescentOptimizer(0.5)
say("gate", lambda: Opt.compute_gradients(tf.reduce_sum(x), gate_gradients=7))
say("gate graph", lambda: [g.name for g, _ in Opt.compute_gradients(tf.reduce_sum(x * x), gate_gradients=Opt.GATE_GRAPH)])
say("gradient", lambda: tf.train.AdagradOptimizer(0.5).apply_gradients([("text", x)]))
say("none", lambda: Opt.apply_gradients([(None, x)]))
say("empty", lambda: Opt.apply_gradients([]))
say("integers", lambda: Opt.compute_gradients(tf.constant(1)))
bounded = tf.get_variable("bounded", initializer=[1.0], constraint=lambda v: tf.clip_by_value(v, 0.0, 0.25))
resource = tf.get_variable("step", initializer=0, use_resource=True, trainable=False)
say("constraint", lambda: Opt.minimize(tf.reduce_sum(bounded), var_list=[bounded], global_step=resource).name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(tf.get_collection(tf.GraphKeys.TRAIN_OP)[-1])
    print(sess.run([bounded, resource]))
say("abstract", lambda: tf.train.Optimizer(False, "o").minimize(tf.reduce_sum(x)))
for name, make in (("float step", lambda: tf.Variable(1.0, name="global_step")), ("vector step", lambda: tf.Variable([1], name="global_step"))):
    with tf.Graph().as_default():
        tf.add_to_collection(tf.GraphKeys.GLOBAL_STEP, make())
        say(name, lambda: tf.train.get_global_step())
with tf.Graph().as_default():
    for _ in range(2):
        tf.add_to_collection(tf.GraphKeys.GLOBAL_STEP, tf.Variable(1))
    say("two steps", lambda: tf.train.get_global_step())
say("template name", lambda: tf.make_template(None, lambda: 1))
made = tf.make_template("t", lambda: tf.Variable(1.0, name="new"))
say("template", lambda: made().name)
say("template again", lambda: made())
fixed = tf.make_template("f", lambda: tf.get_variable("a", [], trainable=False) + tf.get_variable("b", []))
say("scope before", lambda: fixed.variable_scope_name)
fixed()
say("lists", lambda: ([v.name for v in fixed.variables], [v.name for v in fixed.non_trainable_variables], fixed.variable_scope_name))
part = lambda counts: (lambda shape, dtype: counts)
for name, make in (
    ("not callable", lambda: tf.get_variable("p1", [4], partitioner=3)), ("no sequence", lambda: tf.get_variable("p2", [4], partitioner=part(3))), ("zero", lambda: tf.get_variable("p3", [4], partitioner=part([0]))),
    ("rank", lambda: tf.get_variable("p4", [4], partitioner=part([1, 1]))), ("two axes", lambda: tf.get_variable("p5", [4, 4], partitioner=part([2, 2]))), ("scalar", lambda: tf.get_variable("p6", [], partitioner=part([]))),
    ("unknown", lambda: tf.get_variable("p7", [None], partitioner=part([1]))), ("unpartitioned", lambda: tf.get_variable("x", partitioner=part([2]))), ("max bytes", lambda: tf.variable_axis_size_partitioner(0)),
    ("max shards", lambda: tf.variable_axis_size_partitioner(4, max_shards=-1)), ("min max", lambda: tf.min_max_variable_partitioner(2, axis=1)(shape=tf.TensorShape([4]), dtype=tf.float32))):
    say(name, make)
whole = tf.get_variable("whole", [5, 2], partitioner=tf.fixed_size_partitioner(2))
say("whole", lambda: (whole.name, whole.shape, whole.get_shape(), len(whole), [p.name for p in whole], whole.as_tensor().name))
say("again", lambda: tf.get_variable("whole", [5, 2], partitioner=tf.fixed_size_partitioner(2)))
with tf.variable_scope("", reuse=True):
    say("shared", lambda: tf.get_variable("whole", [5, 2], partitioner=tf.fixed_size_partitioner(2)) is whole)
    say("shape", lambda: tf.get_variable("whole", [5, 3], partitioner=tf.fixed_size_partitioner(2)))
    say("dtype", lambda: tf.get_variable("whole", [5, 2], tf.int32, partitioner=tf.fixed_size_partitioner(2)))
    say("parts", lambda: tf.get_variable("whole", [5, 2], partitioner=tf.fixed_size_partitioner(3)))
    say("missing", lambda: tf.get_variable("absent", [5, 2], partitioner=tf.fixed_size_partitioner(2)))
say("assign", lambda: [a.name for a in whole.assign(tf.zeros([5, 2]))])
with tf.op_scope([x], "op", "default") as scope:
    print(scope)
with tf.variable_op_scope([x], None, "vs") as scope:
    print(scope.name)
with tf.colocate_with(x.op), tf.container("c"):
    print(tf.identity(x).name)
say("slices", lambda: type(tf.convert_to_tensor_or_indexed_slices(tf.IndexedSlices(tf.zeros([1, 2]), tf.constant([0])))).__name__)
say("tensor", lambda: tf.convert_to_tensor_or_indexed_slices([1, 2], tf.float32, "named").name)
say("assert", lambda: tf.assert_variables_initialized([x]).op.type)
say("assert two", lambda: tf.assert_variables_initialized([x, bounded]).op.type)
