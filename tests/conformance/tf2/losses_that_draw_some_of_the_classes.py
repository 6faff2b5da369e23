"""Word vectors are trained against few classes that are drawn: under a seed the same ones as in TensorFlow."""

weights = tf.Variable(tf.reshape(tf.range(40, dtype=tf.float32) / 20 - 1, [10, 4]))
biases, labels = tf.Variable(tf.zeros([10])), tf.constant([[1], [5]], tf.int64)
inputs = tf.constant([[1.0, 0.5, -0.5, 0.25], [0.5, 1.0, 2.0, -1.0]])
tf.random.set_seed(5)
for unique in (True, False):
    drawn = tf.random.log_uniform_candidate_sampler(labels, 1, 4, unique, 10, seed=3)
    print(type(drawn).__name__, *([round(float(one), 4) for one in tf.reshape(part, [-1])] for part in drawn))
drawn = tf.random.uniform_candidate_sampler(labels, 1, 4, True, 10, seed=3)
print(drawn.sampled_candidates.numpy().tolist())


def gradients(loss, **options):
    with tf.GradientTape() as tape:
        value = loss(weights, biases, labels, inputs, 4, 10, **options)
    rows, shifts = tape.gradient(value, [weights, biases])
    dense = tf.convert_to_tensor(rows)
    return value, tf.reduce_sum(dense, 1), tf.convert_to_tensor(shifts)


cases = (tf.nn.nce_loss, dict(sampled_values=drawn)), (tf.nn.sampled_softmax_loss, dict(sampled_values=drawn)), (tf.nn.sampled_softmax_loss, dict(seed=7))
for loss, options in cases:
    for function in (gradients, tf.function(gradients)) if "sampled_values" in options else (gradients,):
        print(*([round(float(one), 3) for one in part] for part in function(loss, **options)))
