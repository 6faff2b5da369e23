"""Two tensors of different dtypes do not combine; Python numbers take the tensor's dtype if they fit."""

def outcome(call):
    try:
        t = call()
        return t.dtype.name
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0].split(' not in list')[0]}"

f, d, i, l = tf.constant(1.0), tf.constant(1.0, tf.float64), tf.constant(1), tf.constant(1, tf.int64)
s, b = tf.constant("a"), tf.constant(True)
for call in (lambda: f + 1, lambda: f + 1.5, lambda: i + 1, lambda: i + 1.5, lambda: 2 * f, lambda: d + 1, lambda: l + 1,
             lambda: f + d, lambda: f + i, lambda: i * l, lambda: tf.add(f, i), lambda: tf.matmul([[1.0]], [[1]]),
             lambda: s + "b", lambda: b + b, lambda: tf.multiply(i, 2.5), lambda: f + "a",
             lambda: tf.add_n([f, i]), lambda: tf.stack([f, d]),
             lambda: tf.reduce_mean(s), lambda: tf.sqrt(i), lambda: tf.exp(4), lambda: tf.nn.softmax(tf.constant([1, 2])),
             lambda: tf.cast(s, tf.float32), lambda: tf.constant(1.5, tf.int32), lambda: tf.constant([1, 2.5]),
             lambda: tf.constant([1, "a"])):
    print(outcome(call))
