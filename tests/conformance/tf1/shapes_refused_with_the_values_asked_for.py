"""A shape that does not fit is refused while the graph is built, with the values that the shape rule had asked for by then."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", str(e).split("\n")[0])


x = tf.constant([1.0, 2.0])
s = tf.constant(1.0)
m = tf.ones([2, 3])
p = tf.placeholder(tf.float32)
q = tf.placeholder(tf.float32, [None, 2])
i = tf.placeholder(tf.int32, [])
for f in (
    lambda: tf.broadcast_to(x, [2, 3]),
    lambda: tf.reduce_sum(s, axis=0),
    lambda: x[9],
    lambda: s[0],
    lambda: tf.reshape(x, [7]),
    lambda: tf.reshape(x, [7, -1]),
    lambda: tf.split(m, 2, axis=1),
    lambda: tf.split(m, [1, 1], axis=1),
    lambda: tf.concat([x, m], 0),
    lambda: tf.concat([s, x], 0),
    lambda: tf.concat([x, x], 3),
    lambda: tf.transpose(m, [0, 5]),
    lambda: tf.transpose(m, [0]),
    lambda: tf.expand_dims(x, 5),
    lambda: tf.tile(x, [2, 2]),
    lambda: tf.pad(x, [[1, 0], [1, 0]]),
    lambda: tf.pad(x, [[-1, 0]]),
    lambda: tf.gather(x, [0], axis=3),
    lambda: tf.gather(s, [0]),
    lambda: tf.slice(m, [0, 0], [5, 5]),
    lambda: tf.slice(m, [0], [5]),
    lambda: tf.argmax(x, 3),
    lambda: tf.argmax(s, 0),
    lambda: tf.one_hot([1], -3),
    lambda: tf.fill([-2], 1.0),
    lambda: tf.range(3, 0, 1),
    lambda: tf.reverse(x, [3]),
    lambda: tf.cumsum(s),
    lambda: tf.stack([x, m]),
    lambda: tf.unstack(x, 3),
    lambda: tf.matmul(x, m),
    lambda: tf.matmul(m, m),
    lambda: x + tf.ones([3]),
    lambda: m[:, 9],
    lambda: m[0, 0, 0],
    lambda: tf.reduce_max(m, [0, 7]),
    lambda: tf.reduce_sum(m, [0, 0]),
    lambda: tf.squeeze(m, [0]),
    lambda: tf.broadcast_to(m, [3]),
    lambda: tf.nn.top_k(x, 5),
    lambda: tf.unsorted_segment_sum(x, [0, 1, 2], 3),
    lambda: tf.gather_nd(x, [[0, 0]]),
    lambda: tf.reverse_sequence(m, [1], 0),
    lambda: tf.strided_slice(x, [0, 0], [1]),
    lambda: tf.matrix_diag(s),
    lambda: tf.nn.softmax(s),
    lambda: tf.nn.xw_plus_b(m, m, x),
    lambda: tf.nn.bias_add(m, x),
    lambda: tf.squeeze(x, [4]),
    lambda: tf.add_n([x, m]),
    lambda: tf.where([True, False], m, x),
    lambda: tf.clip_by_value(x, tf.ones([3]), 2.0),
    lambda: tf.zeros([2, -1]),
    lambda: tf.einsum("ij,jk->ik", m, m),
    lambda: tf.dynamic_partition(x, [0], 2),
    lambda: tf.boolean_mask(x, [True]),
    lambda: tf.reshape(q, [3, 3]),
    lambda: tf.reshape(tf.ones([4, 2]), [-1, 3]),
    lambda: tf.meshgrid(m, m),
    lambda: tf.segment_sum(x, [0]),
    lambda: tf.cond(x, lambda: 1, lambda: 2),
    lambda: tf.nn.embedding_lookup(s, [0]),
    lambda: tf.eye(-1),
    lambda: tf.roll(s, [1], [0]),
    lambda: tf.nn.in_top_k(x, [0], 1),
    lambda: tf.random_uniform([-1]),
    lambda: tf.reduce_sum(s, [[0]]),
    lambda: tf.ones([[2]]),
    lambda: tf.fill([[2]], 1.0),
):
    err(f)
