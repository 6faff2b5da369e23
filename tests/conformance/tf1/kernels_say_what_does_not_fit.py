"""What turns out at run time not to fit is refused in the words of the kernel, and a negative norm to clip to is zero."""
import numpy as np

p, q = tf.placeholder(tf.float32, name="p"), tf.placeholder(tf.float32, name="q")
sess, whole = tf.Session(), tf.cast(q, tf.int32)


def told(fetch, *values):
    try:
        print(np.asarray(sess.run(fetch, dict(zip((p, q), values)))).round(4).tolist())
    except tf.errors.OpError as error:
        lines = str(error).split("\n")
        start = next(i for i, line in enumerate(lines) if line.startswith("Node:"))
        print(type(error).__name__, lines[start + 1])


def ones(*shape):
    return np.ones(shape, np.float32)


chosen = tf.where(p > 0, p, q)
for shapes in ((2, 3), (3, 2)):
    told(chosen, *map(ones, shapes))
by_rows = tf.where(tf.constant([True, False]), p, q)
for first, second in ((ones(2, 3), ones(2, 2)), (ones(3, 3), ones(3, 3)), (ones(2), ones(3)), (1.0, 1.0)):
    told(by_rows, first, second)
told(tf.dynamic_partition(p, whole, 2)[1], ones(3), ones(2))
told(tf.dynamic_partition(p, whole, 2)[1], ones(2, 2), ones(2))
told(tf.dynamic_stitch([[0, 1]], [p]), ones(3))
told(tf.dynamic_stitch([[0], [2, 1]], [q, p]), ones(2, 2), ones(1, 2))
told(tf.dynamic_stitch([[0], [2, 1]], [q, p]), ones(3, 2), ones(1, 2))
told(tf.matrix_band_part(p, 0, 0), ones(2))
told(tf.nn.fused_batch_norm(p, q, q)[0], ones(1, 2, 2, 3), ones(2))
told(tf.nn.fused_batch_norm(p, [1.0, 1.0, 1.0], q)[0], ones(1, 2, 2, 3), ones(1))
told(tf.reverse_sequence(p, whole, seq_axis=1, batch_axis=0), ones(2, 3), ones(3))
told(tf.setdiff1d(p, q)[0], ones(2, 2), ones(2))
told(tf.setdiff1d(p, q)[0], ones(2), ones(2, 2))
told(tf.clip_by_norm(p, q), ones(2), -1.0)
told(tf.clip_by_norm(p, q), 3.0 * ones(2), 2.0)
told(tf.clip_by_norm(p, -1.0), ones(2))
told(tf.clip_by_norm(p, 5), ones(2))
told(tf.clip_by_norm(p, tf.constant(1, tf.int32)), ones(2))
told(tf.add_n([p, q], name="total"), ones(2), ones(3))
