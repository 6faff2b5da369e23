"""What get_variable and tf.Variable share, and what they and their operators refuse."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(
            type(e).__name__,
            "|",
            e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:220].split(" object at")[0],
        )


with tf.variable_scope("a", use_resource=True) as sc:
    v = tf.get_variable("v", [2])
    err(lambda: tf.get_variable("v", [2]))
    err(lambda: tf.get_variable("u", dtype=tf.int32))
    err(lambda: tf.get_variable("t", [1], dtype=tf.string).dtype)
    err(lambda: tf.get_variable("c", [1], dtype=tf.complex64))
with tf.variable_scope(sc, reuse=True):
    print(tf.get_variable("v", [2]) is v, tf.get_variable("v") is v)
    err(lambda: tf.get_variable("v", [3]))
    err(lambda: tf.get_variable("v", [2], dtype=tf.float64))
    err(lambda: tf.get_variable("none", [2]))
    print(tf.Variable(1.0, name="plain").name)
err(lambda: tf.get_variable("k", initializer=[1.0, 2.0], shape=[2]))
err(lambda: tf.get_variable("k2", [2], initializer=tf.zeros([2])))
err(lambda: tf.get_variable("k3", [2], initializer=tf.zeros_initializer, dtype=tf.int32).dtype)
err(lambda: tf.get_variable("k4", initializer=lambda: tf.ones([3])).shape)
err(lambda: tf.get_variable("k5", [None], initializer=lambda: tf.ones([3])))
err(lambda: tf.get_variable("k6", initializer=1, dtype=tf.float32))
err(lambda: tf.Variable([1.0, 2.0], shape=[3]))
err(lambda: tf.Variable([1.0, 2.0], shape=[None]).shape)
err(lambda: tf.Variable())
err(lambda: tf.Variable(1.0, collections="x"))
err(lambda: tf.Variable(1.0, constraint=3))
err(lambda: tf.Variable(tf.placeholder(tf.float32), use_resource=True))
err(lambda: tf.Variable(lambda: tf.ones([2]), use_resource=True, dtype=tf.float64).dtype)
q = tf.Variable([1.0, 2.0], use_resource=True, trainable=False, name="q", constraint=tf.identity)
print(
    q,
    q.trainable,
    q.constraint is tf.identity,
    q in tf.trainable_variables(),
    q.synchronization,
    q.aggregation,
    q.get_shape(),
    q.graph is tf.get_default_graph(),
    q.device,
    q.initial_value.name,
    q.create.name if 0 else "",
)
err(lambda: [x for x in q])
err(lambda: bool(q))
err(lambda: q[5])
err(lambda: q["a"])
err(lambda: len(q))
err(lambda: q.numpy())
err(lambda: q + "a")
print(q * 2.0, 2.0 - q, -q, q[0] == q[0], q.op.type, (q @ tf.ones([2, 1])) if 0 else "", abs(q).name, (q > 1.0).dtype)
err(lambda: tf.assign(q, [1.0, 2.0, 3.0]))
err(lambda: tf.assign(q, 1.0))
err(lambda: q.assign_add(1))
err(lambda: tf.assign_sub(q, [1.0, 1.0]).name)
err(lambda: q.assign([1, 2]).dtype)
err(lambda: q.scatter_update([0], [1.0]))
err(lambda: tf.scatter_add(q, [0], [1]).name)
err(lambda: tf.count_up_to(q, 3))
