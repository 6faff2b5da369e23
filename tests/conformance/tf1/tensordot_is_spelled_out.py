"""tensordot reshapes both factors to matrices: by lists where sizes are known, by gathered sizes where they are not."""
a = tf.constant([1., 2.]); m = tf.constant([[1., 2.], [3., 4.]]); t3 = tf.ones([2, 3, 4]); p = tf.placeholder(tf.float32, [None, 2], "p"); q = tf.placeholder(tf.float32, name="q"); v = tf.Variable([1., 2.]); r = tf.get_variable("r", initializer=[1., 2.], use_resource=True)
sess = tf.Session(); sess.run(tf.global_variables_initializer()); feed = {p: [[1., 2.], [3., 4.], [5., 6.]], q: [[1., 2.], [3., 4.]]}
for f in (lambda: tf.tensordot(a, a, 1), lambda: tf.tensordot(a, a, 0), lambda: tf.tensordot(m, a, 1), lambda: tf.tensordot(m, m, [[0], [1]]), lambda: tf.tensordot(m, m, 2), lambda: tf.tensordot(t3, tf.ones([4, 3]), [[-1, 1], [0, 1]]), lambda: tf.tensordot(p, m, 1), lambda: tf.tensordot(p, p, [[0], [0]]), lambda: tf.tensordot(q, m, 1), lambda: tf.tensordot(m, q, [[1], [0]]), lambda: tf.tensordot(v, r, 1),
          lambda: tf.tensordot(a, a, 3), lambda: tf.tensordot(a, a, -1), lambda: tf.tensordot(a, a, [[0], [0, 1]]), lambda: tf.tensordot(a, tf.constant([1., 2., 3.]), 1), lambda: tf.tensordot(a, a, [0, 0]), lambda: tf.tensordot(tf.constant(2.), a, 1), lambda: tf.tensordot(tf.constant(2.), a, 0), lambda: tf.tensordot(a, a, 1, name="mine")):
    n = len(tf.get_default_graph().get_operations())
    try: t = f(); print(t, sess.run(t, feed).tolist())
    except Exception as e: print(type(e).__name__, str(e)[:230])
    print([o.name for o in tf.get_default_graph().get_operations()[n:]])
print([sess.run(tf.gradients(tf.reduce_sum(tf.tensordot(x, y, 1)), [x, y]), feed) for x, y in ((m, a), (p, m), (q, m))])
