"""A scope's initializer, dtype and regularizer hold for inner scopes and get_variable, not for tf.Variable."""

with tf.variable_scope("a", initializer=tf.constant_initializer(4.0), dtype=tf.float64,
                       regularizer=lambda w: tf.reduce_sum(w)) as scope:
    with tf.variable_scope("b"):
        inherited = tf.get_variable("inherited", [2])
        own = tf.get_variable("own", [2], tf.float32, initializer=tf.ones_initializer(), regularizer=lambda w: None)
        plain = tf.Variable([1.0, 1.0], name="plain")
    scope.set_initializer(tf.constant_initializer(5.0))
    changed = tf.get_variable("changed", [2])
    print(scope.dtype, scope.reuse, scope.regularizer is not None)
outside = tf.get_variable("outside", [2], initializer=tf.zeros_initializer())
print([t.name for t in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for v in (inherited, own, plain, changed, outside):
        print(v.op.name, v.dtype.base_dtype.name, sess.run(v).tolist())
