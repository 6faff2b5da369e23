"""Weights of losses and metrics whose shapes only a run tells are checked then: they are not broadcast at will."""
given, few = tf.placeholder(tf.float32, name="given"), tf.placeholder(tf.float32, [None], name="few")
rows = tf.placeholder(tf.float32, [None, 2], name="rows")
sess = tf.Session()


def told(fetch, feeds):
    try:
        print(sess.run(fetch, feeds).round(4))
    except tf.errors.InvalidArgumentError as error:
        print(error.op.name, *[line for line in str(error).split("\n") if "assertion failed" in line])


loss = tf.losses.absolute_difference(rows, rows * 2.0, weights=given, scope="loss")
for weights in (2.0, [[1.0], [0.0]], [[1.0, 0.0], [0.0, 1.0]], [[3.0]], [1.0, 2.0], [[1.0], [2.0], [3.0]], [[[1.0]]]):
    told(loss, {rows: [[1.0, 2.0], [3.0, 4.0]], given: weights})
entropy = tf.losses.softmax_cross_entropy(rows, rows, weights=few, scope="entropy")
for weights in ([1.0], [1.0, 2.0], [1.0, 2.0, 3.0]):
    told(entropy, {rows: [[0.0, 1.0]], few: weights})
plain = tf.losses.mean_squared_error(given, given + 1.0, weights=few, scope="plain")
for value, weights in (([1.0, 2.0], [1.0, 3.0]), ([1.0, 2.0], [1.0, 3.0, 5.0]), ([[1.0, 2.0]], [1.0, 3.0]), (1.0, [2.0])):
    told(plain, {given: value, few: weights})
print(tf.gradients(loss, rows)[0].shape, len(tf.losses.get_losses()))

for weights in (1.0, 0.0, [[1.0], [0.0]], [[1.0, 0.0], [2.0, 1.0]], [1.0, 0.0]):
    try:
        pairs = tf.losses.mean_pairwise_squared_error(rows, rows * rows, weights=weights)
        print(sess.run(pairs, {rows: [[1.0, 2.0], [3.0, 4.0]]}))
    except ValueError as error:
        print(str(error).split(" Received")[0])
