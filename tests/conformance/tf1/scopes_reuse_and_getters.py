"""Variable scopes name, reuse and default variables; name scopes number the operations."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

with tf.variable_scope("a", initializer=tf.constant_initializer(2.0)) as a:
    v = tf.get_variable("v", [2])
    op = tf.identity(v)
    with tf.variable_scope("b"):
        w = tf.get_variable("w", [1])
    with tf.name_scope("n"):
        u = tf.get_variable("u", [1])
        x = tf.Variable(1.0, name="x")
        c = tf.constant(1.0)
print([t.name for t in (v, w, u, x)], op.name, c.name, a.name, a.original_name_scope)
with tf.variable_scope("a"):
    print(first(lambda: tf.get_variable("v", [2])), tf.constant(1.0).name)
with tf.variable_scope(a, reuse=True):
    print(tf.get_variable("v") is v, first(lambda: tf.get_variable("v", [3])), first(lambda: tf.get_variable("none", [1])), tf.constant(1.0).name)
with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
    print(tf.get_variable("v", [2]) is v, tf.get_variable("new", [1]).name, first(lambda: tf.get_variable("v", [2], tf.int32)))
with tf.variable_scope(None, default_name="d"):
    first_d = tf.get_variable("v", [1])
with tf.variable_scope(None, default_name="d"):
    print(first_d.name, tf.get_variable("v", [1]).name)
with tf.variable_scope("outer"):
    with tf.variable_scope(a):
        print(tf.get_variable_scope().name, tf.constant(1.0).name)
    with tf.variable_scope("inner", reuse=True):
        tf.get_variable_scope().reuse_variables()
        print(tf.get_variable_scope().reuse)
    print(tf.get_variable_scope().reuse, tf.get_variable_scope().name)


def scaled(getter, name, *args, **kwargs):
    return getter(name, *args, **kwargs) * 3.0


with tf.variable_scope("g", custom_getter=scaled):
    t = tf.get_variable("v", [2], initializer=tf.ones_initializer())
print(t.name, [z.name for z in tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="g")])
with tf.variable_scope("r", regularizer=lambda z: tf.reduce_sum(z) * 0.1, dtype=tf.float64):
    r = tf.get_variable("v", [2], initializer=tf.ones_initializer())
print(r.dtype, [l.name for l in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)], tf.losses.get_regularization_loss().name)
make = tf.make_template("template", lambda: tf.get_variable("v", [1]))
print(make().name, make() is make(), make.variable_scope.name, [z.name for z in make.variables])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([v, t, r])[1].tolist(), len(tf.trainable_variables()), [z.name for z in tf.trainable_variables("a/")])
    print(sess.run(tf.report_uninitialized_variables()).tolist(), first(lambda: sess.run(tf.Variable(1.0, name="late"))))
print(first(lambda: tf.get_variable("s", [2], initializer=tf.constant([1.0, 2.0]))), first(lambda: tf.get_variable("s")), first(lambda: tf.get_variable("q", initializer=tf.constant([1.0]))).name)
print(first(lambda: tf.variable_scope(3).__enter__()), first(lambda: tf.get_variable("bad name", [1])), first(lambda: tf.get_variable("x", shape=[None])))
