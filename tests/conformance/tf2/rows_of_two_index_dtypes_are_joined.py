"""Rows that were looked up by int32 and by int64 indices have one gradient, and its indices are int64."""

w = tf.Variable([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])


def gradient():
    with tf.GradientTape() as tape:
        rows = [tf.gather(w, tf.constant([0, 1])), 3 * tf.gather(w, tf.constant([1], tf.int64)), tf.gather(w, [2])]
        loss = tf.add_n([*map(tf.reduce_sum, rows)])
    return tape.gradient(loss, w)


for found in (gradient(), tf.function(gradient)()):
    print(found.indices.dtype, sorted(found.indices.numpy().tolist()), tf.convert_to_tensor(found).numpy().tolist())
