"""The sparse cross entropy makes a matrix of what is none, and checks shapes that are told late before it runs."""


def show(labels, logits):
    tf.reset_default_graph()
    labels, logits = tf.placeholder(tf.int32, labels), tf.placeholder(tf.float32, logits)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    for op in tf.get_default_graph().get_operations():
        print(op.name, op.type, [tensor.name for tensor in op.inputs], [other.name for other in op.control_inputs])
    print(loss, tf.gradients(loss, logits))


show([None], [None, 3])
show([2, 4], [2, 4, 3])
show([None, None], [None, None, 3])
show([], [3])
show(None, None)
tf.reset_default_graph()
labels, logits = tf.placeholder(tf.int32, [None, None]), tf.placeholder(tf.float32, [None, None, 2])
loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
print(loss.name)
with tf.Session() as sess:
    print(sess.run(loss, {labels: [[0, 1]], logits: [[[1.0, 2.0], [3.0, 4.0]]]}))
    try:
        sess.run(loss, {labels: [[0]], logits: [[[1.0, 2.0], [3.0, 4.0]]]})
    except tf.errors.InvalidArgumentError as error:
        print(error.op.name)
