"""Clipping and casting keep the rows of IndexedSlices; whatever else is asked of them is asked of the whole tensor."""


def attempt(act):
    try:
        print(act())
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)


table = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.gather(table, [0, 0]))
rows = tape.gradient(loss, table)
print(tf.clip_by_norm(rows, 1.0))
print(tf.clip_by_value(rows, -0.5, 0.5))
clipped, norm = tf.clip_by_global_norm([rows], 1.0)
print(clipped[0], norm)
print(tf.cast(rows, tf.float64))
print(-rows)
attempt(lambda: tf.reduce_sum(rows))
attempt(lambda: tf.reduce_mean(rows, axis=0))
attempt(lambda: tf.reduce_max(rows, 1, keepdims=True))
attempt(lambda: tf.norm(rows))
attempt(lambda: tf.square(rows))
attempt(lambda: tf.reshape(rows, [-1]))
attempt(lambda: rows * 2.0)


@tf.function
def inside():
    with tf.GradientTape() as inner:
        y = tf.reduce_sum(tf.gather(table, [0, 0]))
    found = inner.gradient(y, table)
    return tf.clip_by_norm(found, 1.0).values, tf.reduce_sum(found)


print(inside())
