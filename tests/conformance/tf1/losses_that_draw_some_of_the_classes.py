"""Word vectors are trained against few classes that are drawn: under a seed the same ones as in TensorFlow."""
import numpy as np

random = np.random.RandomState(0)
labels, inputs = tf.placeholder(tf.int64, [3, 1], "labels"), tf.constant(random.randn(3, 4), tf.float32)
weights, biases = (tf.Variable(random.randn(*shape), dtype=tf.float32) for shape in ((20, 4), (20,)))
once = tf.nn.log_uniform_candidate_sampler(labels, 1, 5, True, 20, seed=3)
samplers = [
    once, tf.nn.uniform_candidate_sampler(labels, 1, 6, True, 20, seed=3),
    tf.random.log_uniform_candidate_sampler(labels, 1, 5, False, 20, seed=4),
    tf.random.uniform_candidate_sampler(labels, 1, 8, False, 16, seed=5, name="u"),
    tf.nn.log_uniform_candidate_sampler([[1, 2], [3, 4]], 2, 7, True, 8, seed=9),
]
print(once, samplers[-1]._fields, samplers[-1].true_expected_count)
tf.set_random_seed(11)
with tf.name_scope("told"):
    told = (tf.constant([1, 3, 9], tf.int64), tf.fill([3, 2], 0.25), tf.fill([3], 0.5))
shards = dict(weights=[weights, weights], biases=[biases, biases], inputs=inputs, num_classes=40)
losses = [
    tf.nn.nce_loss(weights, biases, labels, inputs, 4, 20), tf.nn.nce_loss(weights, biases, labels, inputs, 5, 20, sampled_values=once),
    tf.nn.sampled_softmax_loss(weights, biases, labels, inputs, 6, 20, seed=7),
    tf.nn.sampled_softmax_loss(weights, biases, labels, inputs, 15, 20, remove_accidental_hits=False, name="all"),
    tf.nn.nce_loss(labels=tf.constant([[1, 2], [3, 4], [5, 6]]), num_sampled=3, num_true=2, remove_accidental_hits=True, sampled_values=told, **shards),
    tf.nn.nce_loss(labels=labels, num_sampled=3, partition_strategy="div", **shards),
]
print(*losses, sep="\n")
print([op.name for op in tf.get_default_graph().get_operations() if op.name.startswith("nce_loss/")])
rows, _, of_inputs = tf.gradients(losses[1], [weights, biases, inputs])
step = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(losses[0]))
print(rows)


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, "|", [line for line in str(error).splitlines() if "expected" in line or "small" in line or "rank" in line][0])


attempt(tf.nn.log_uniform_candidate_sampler, [1, 2], 1, 2, True, 5)
refused = [tf.nn.uniform_candidate_sampler(labels, 1, 50, True, 20), tf.nn.uniform_candidate_sampler(labels, 2, 5, True, 20)]
feed = {labels: [[1], [5], [2]]}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        for values in sess.run(samplers, feed):
            print(*(np.round(value.astype(float), 5).tolist() for value in values))
        for loss in losses:
            print(np.round(sess.run(loss, feed).astype(float), 4).tolist())
        sess.run(step, feed)
    print(np.round(sess.run(weights).astype(float), 4).tolist())
    found, moved = sess.run([rows, of_inputs], feed)
    print(found.indices.tolist(), np.round(moved.astype(float), 3).tolist())
    for one in refused:
        attempt(sess.run, one, feed)
