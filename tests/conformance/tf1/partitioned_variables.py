"""A partitioner makes several variables that stand for one, shared, trained and saved under the name of the whole."""
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:250])
P = tf.fixed_size_partitioner
with tf.variable_scope("p", partitioner=P(2)): v = tf.get_variable("v", [5, 2], initializer=tf.ones_initializer()); b = tf.get_variable("b", [1])
print(type(v).__name__, v.name, v.shape, v.dtype, len(list(v)), [(q.name, q.shape.as_list()) for q in v], type(b).__name__, b.name)
print([q.name for q in tf.global_variables()], tf.concat(list(v), 0).shape, v.as_tensor()); err(lambda: v + 1.)
s = tf.Session(); s.run(tf.global_variables_initializer()); print(s.run(v.as_tensor()).shape, s.run(tf.convert_to_tensor(v)).shape, s.run(tf.reduce_sum(v)))
with tf.variable_scope("p", reuse=True, partitioner=P(2)): print(tf.get_variable("v", [5, 2]) is v)
def other():
    with tf.variable_scope("p", reuse=True, partitioner=P(3)): return tf.get_variable("v", [5, 2])
err(other)
def none():
    with tf.variable_scope("p", reuse=True): return tf.get_variable("v", [5, 2]) is v
err(none)
print(P(3)(shape=tf.TensorShape([7, 2]), dtype=tf.float32), P(2, axis=1)(shape=tf.TensorShape([7, 4]), dtype=tf.float32), tf.variable_axis_size_partitioner(16)(shape=tf.TensorShape([8, 4]), dtype=tf.float32), tf.min_max_variable_partitioner(3, min_slice_size=16)(shape=tf.TensorShape([8, 4]), dtype=tf.float32))
err(lambda: len(tf.get_variable("c", [4], partitioner=P(8)))); err(lambda: tf.get_variable("d", [4], partitioner=lambda **k: [1, 1])); err(lambda: tf.get_variable("e", [4, 4], partitioner=lambda **k: [2, 2])); print(callable(P(0)))
g = tf.gradients(tf.reduce_sum(v.as_tensor() * 2.), list(v)); print([q.shape.as_list() for q in g]); t = tf.train.GradientDescentOptimizer(1.).minimize(tf.reduce_sum(v.as_tensor() ** 2.)); s.run(t); print(s.run(v.as_tensor())[0])
import tempfile; d = tempfile.mkdtemp(); p = tf.train.Saver([*v, b]).save(s, d + "/m"); print(tf.train.list_variables(p))
x = tf.Variable([[0.] * 2] * 5, name="p/v"); tf.train.Saver({"p/v": x}).restore(s, p); print(s.run(x)[0], x.name)
i = tf.get_variable("w", [6, 2], partitioner=P(3), initializer=tf.random_uniform_initializer()); print([q.shape.as_list() for q in i], [q._get_save_slice_info().spec for q in i])

with tf.Graph().as_default(), tf.Session() as s:
    with tf.variable_scope("p", partitioner=P(3)): v = tf.get_variable("v", [5, 2])
    tf.train.Saver({"p/v": v}).restore(s, p); print(s.run(v.as_tensor())[0]); t = tf.train.AdamOptimizer(.1).minimize(tf.reduce_sum(v.as_tensor())); print([q.name for q in tf.global_variables()]); s.run(tf.global_variables_initializer()); print(sorted(tf.train.list_variables(tf.train.Saver().save(s, d + "/q")))); print([a.name for a in v.assign(tf.ones([5, 2]))], s.run(v.assign(tf.ones([5, 2])))[2]); err(lambda: tf.get_variable("p/v", [5, 2]))
    with tf.variable_scope("", reuse=tf.AUTO_REUSE): err(lambda: tf.get_variable("p/v", [5, 2]))
