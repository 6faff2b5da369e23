"""An error of a function that ran says where in words only; one of a session has the operation."""


@tf.function
def pick(x, i):
    return tf.gather(x, i)


def told(act):
    try:
        act()
    except tf.errors.InvalidArgumentError as error:
        op = None if error.op is None else error.op.name
        print(op, error.node_def is None, error.error_code, error.message.split("\n")[0][:40])


told(lambda: pick(tf.constant([1, 2]), tf.constant(7)))
told(lambda: pick.get_concrete_function(tf.constant([1, 2]), tf.constant(7))(tf.constant([1, 2]), tf.constant(7)))
told(lambda: tf.gather(tf.constant([1]), 9))
told(lambda: tf.constant([1, 2]) + tf.constant([1, 2, 3]))
with tf.Graph().as_default(), tf.compat.v1.Session() as session:
    x = tf.compat.v1.placeholder(tf.int32, [None])
    told(lambda: session.run(tf.gather(x, 7), {x: [1, 2]}))
