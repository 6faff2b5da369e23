"""A layer's losses are built anew each time they are asked for, averages move in a branch, and cells open scopes again."""
x = tf.placeholder(tf.float32, [None, 4], "x")
layer = tf.layers.Dense(2, kernel_regularizer=lambda w: tf.reduce_sum(w) * 0.1, name="layer")
layer(x)
print(layer.losses, layer.losses, tf.losses.get_regularization_losses())
with tf.variable_scope("", reuse=True):
    tf.layers.dense(x, 2, kernel_regularizer=lambda w: tf.reduce_sum(w), name="layer")
print(len(tf.get_collection("regularization_losses")))

training = tf.placeholder(tf.bool, [])
normal = tf.layers.batch_normalization(x, training=training, momentum=0.5)
fixed = tf.layers.batch_normalization(x, training=True, fused=True, name="fixed")
print(normal, [op.name for op in tf.get_collection(tf.GraphKeys.UPDATE_OPS)])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    rows = [[1.0, 2.0, 3.0, 4.0], [3.0, 2.0, 1.0, 0.0]]
    for flag in (False, True):
        sess.run(tf.get_collection("update_ops"), {x: rows, training: flag})
        print(sess.run(["batch_normalization/moving_mean:0", "fixed/moving_mean:0"]))

for wrong in (
    lambda: tf.layers.dense(x, -1),
    lambda: tf.layers.dense(tf.constant([[1, 2]]), 2),
    lambda: tf.layers.dense([x, x], 2),
    lambda: tf.layers.dense(tf.placeholder(tf.float32), 2),
    lambda: tf.layers.dropout(x, 1.5),
    lambda: tf.layers.batch_normalization(x, axis=3),
    lambda: tf.layers.batch_normalization(tf.placeholder(tf.float32)),
):
    try:
        wrong()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split(' "dense_')[0].split("\n")[0])
print(tf.layers.flatten(tf.ones([3])), tf.layers.dropout(x, 0.0, training=True))

steps = tf.placeholder(tf.float32, [None, 3, 2], "steps")
outputs, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(3), steps, dtype=tf.float32)
print(outputs, state)
many = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(2), tf.nn.rnn_cell.GRUCell(3)])
outputs, state = tf.nn.static_rnn(many, tf.unstack(steps, axis=1), dtype=tf.float32, scope="many")
print([output.name for output in outputs], state)
outputs, state = tf.nn.dynamic_rnn(many, steps, dtype=tf.float32, scope="again")
print(outputs, state, [v.name for v in tf.trainable_variables("many")])
print([type(make(seed=1)).__name__ for make in (tf.initializers.he_normal, tf.initializers.lecun_uniform, tf.glorot_uniform_initializer)])
