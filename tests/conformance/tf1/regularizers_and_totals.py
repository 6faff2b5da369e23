"""Regularisation losses are gathered by scope, added by get_total_loss, and differ from the losses collection."""

def l1(scale):
    return lambda w: scale * tf.reduce_sum(tf.abs(w))

with tf.variable_scope("a", regularizer=l1(0.5)):
    tf.get_variable("w", initializer=[1.0, -2.0])
    tf.get_variable("b", initializer=[5.0], regularizer=l1(0.0))
with tf.variable_scope("b", regularizer=l1(10.0)):
    tf.get_variable("w", initializer=[1.0])
    tf.layers.dense(tf.ones([1, 2]), 1, kernel_initializer=tf.ones_initializer(), name="d")
with tf.variable_scope("c"):
    tf.layers.dense(tf.ones([1, 2]), 1, kernel_initializer=tf.ones_initializer(), name="e", kernel_regularizer=l1(100.0))
print([t.name.split("/Regularizer")[0] for t in tf.losses.get_regularization_losses()], [t.name.split("/Regularizer")[0] for t in tf.losses.get_regularization_losses(scope="c/e")])
tf.losses.mean_squared_error([1.0], [3.0])
total = tf.losses.get_total_loss()
parts = [tf.losses.get_regularization_loss(scope="a"), tf.losses.get_regularization_loss(), tf.losses.get_total_loss(False)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total), [float(p) for p in sess.run(parts)])
