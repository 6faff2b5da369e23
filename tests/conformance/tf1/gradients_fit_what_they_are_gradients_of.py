"""A gradient has the shape of its input at each operation or is refused there; one loss is no sum; a loop keeps to its invariants."""


def say(ask):
    try:
        print(ask())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


u, t, p = tf.constant([[1.0, 2.0]]), tf.constant([3.0, 4.0]), tf.placeholder(tf.float32)
say(lambda: tf.gradients(u * t, [u], grad_ys=[t]))
say(lambda: tf.gradients(u * t, [t], grad_ys=[t]))
say(lambda: tf.gradients(tf.exp(u + t), [u], grad_ys=[t]))
say(lambda: tf.gradients(tf.exp(u), [u], grad_ys=[t]))
known = tf.reshape(p, [2, 3])
tf.gradients(tf.reduce_sum(tf.matmul(tf.exp(known), tf.transpose(tf.sin(known)))), known)
for op in tf.get_default_graph().get_operations():
    if op.name.startswith("gradients_4/") and op.outputs:
        print(" ", op.name, op.outputs[0].shape)


def doubled(start, shape):
    invariants = [tf.TensorShape([]), tf.TensorShape(shape)]
    return tf.while_loop(
        lambda i, y: i < 2, lambda i, y: [i + 1, tf.concat([y, y], 0)], [0, start], shape_invariants=invariants
    )[1]  # fmt: skip


say(lambda: doubled(p, [None]))
say(lambda: doubled(tf.placeholder(tf.float32, [None]), [3]))
say(lambda: doubled(p, None).shape)
say(lambda: doubled(tf.placeholder(tf.float32, [2]), [None]).shape)
tf.losses.add_loss(tf.constant(1.0))
tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, tf.constant(2.0))
say(lambda: [(total.name, total.op.type) for total in (tf.losses.get_total_loss(False), tf.losses.get_regularization_loss())])
say(lambda: tf.losses.get_total_loss().op.type)
say(lambda: tf.losses.get_total_loss(scope="none"))
