"""compat.v1 optimizers, scopes and savers work on eager variables and inside graphs of their own."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

import os
import tempfile

v1 = tf.compat.v1
v, step = tf.Variable([1.0, 2.0], name="v"), tf.Variable(0, dtype=tf.int64, trainable=False)
for make in (
    lambda: v1.train.GradientDescentOptimizer(0.1), lambda: v1.train.MomentumOptimizer(0.1, 0.9), lambda: v1.train.AdamOptimizer(0.1),
    lambda: v1.train.RMSPropOptimizer(0.1), lambda: v1.train.AdagradOptimizer(0.1),
):  # fmt: skip
    optimizer = make()
    v.assign([1.0, 2.0])
    optimizer.minimize(lambda: tf.reduce_sum(v * v), global_step=step)
    optimizer.minimize(lambda: tf.reduce_sum(v * v), global_step=step)
    print(type(optimizer).__name__, [round(float(x), 4) for x in v.numpy()], step.numpy(), optimizer.get_slot_names())
print(first(lambda: v1.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(v * v))))


@tf.function
def train(optimizer=v1.train.AdamOptimizer(0.5)):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(v * v)
    optimizer.apply_gradients(zip(tape.gradient(loss, [v]), [v]))
    return loss


print(round(float(train()), 4), round(float(train()), 4))
graph = tf.Graph()
with graph.as_default():
    x = v1.placeholder(tf.float32, [None, 2], name="x")
    with v1.variable_scope("layer"):
        w = v1.get_variable("w", [2, 1], initializer=v1.ones_initializer())
    with v1.variable_scope("layer", reuse=True):
        again = v1.get_variable("w")
    y = tf.matmul(x, w, name="y")
    saver = v1.train.Saver()
    print(w is again, w.name, [u.name for u in v1.global_variables()], type(w).__name__)
    print(first(lambda: v1.get_variable("layer/w")))
    with v1.Session() as sess:
        sess.run(v1.global_variables_initializer())
        print(sess.run(y, {x: [[1.0, 2.0]]}).tolist(), first(lambda: sess.run(y)))
        path = saver.save(sess, os.path.join(tempfile.mkdtemp(), "model"))
    with v1.Session() as sess:
        print(first(lambda: sess.run(w)))
        saver.restore(sess, path)
        print(sess.run(w).tolist(), tf.executing_eagerly())
print(tf.executing_eagerly(), [name for name, _ in tf.train.list_variables(path)])
other = tf.Graph()
with other.as_default(), v1.variable_scope("layer"):
    fresh = v1.get_variable("w", [3])
    print(fresh.name, len(v1.global_variables()), fresh.graph is other)
restored = tf.Variable(tf.zeros([2, 1]), name="layer/w")
v1.train.Saver({"layer/w": restored}).restore(None, path)
print(restored.numpy().tolist())
print(v1.get_default_graph() is graph, first(lambda: v1.placeholder(tf.float32)), first(lambda: v1.Session().run(restored)))
average = v1.train.ExponentialMovingAverage(0.5)
average.apply([restored])
restored.assign([[3.0], [3.0]])
average.apply([restored])
print(average.average(restored).numpy().tolist())
