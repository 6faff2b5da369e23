"""collections=[] hides a variable from the initialiser and the report, but not from trainable_variables.

trainable=False is needed as well to keep it out of training."""

hidden = tf.Variable(1.0, name="hidden", collections=[])
apart = tf.Variable(1.0, name="apart", collections=[], trainable=False)
shown = tf.Variable(1.0, name="shown")
print([v.op.name for v in tf.global_variables()], [v.op.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    print(sess.run(tf.report_uninitialized_variables()).tolist())
    sess.run(tf.global_variables_initializer())
    print(sess.run(tf.report_uninitialized_variables()).tolist())
    print([bool(sess.run(tf.is_variable_initialized(v))) for v in (hidden, apart, shown)])
    sess.run(hidden.initializer)
    print(sess.run(hidden))
