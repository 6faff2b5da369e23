"""A tutorial page on first models prints, cell by cell, what TensorFlow prints."""

# First models: regression, nearest neighbour, XOR, moments, optimizers.
import numpy as np

Y = tf.placeholder(tf.int32, [None, 1])
Y_one_hot = tf.one_hot(Y, 7)
print("one_hot:", Y_one_hot)
Y_one_hot = tf.reshape(Y_one_hot, [-1, 7])
print("reshape one_hot:", Y_one_hot)

with tf.Session() as sess:
    t = tf.constant([1, 2, 3, 4])
    print(tf.shape(t).eval())
    t = tf.constant([[1, 2], [3, 4]])
    print(tf.shape(t).eval())
    t = tf.constant(
        [[[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]], [[13, 14, 15, 16], [17, 18, 19, 20], [21, 22, 23, 24]]]]
    )
    print(tf.shape(t).eval())
    m1 = tf.constant([[3.0, 3.0]])
    m2 = tf.constant([[2.0], [2.0]])
    print(tf.matmul(m1, m2).eval())
    print((m1 * m2).eval())
    print((m1 + m2).eval())
    print(
        tf.random_normal([3]).eval().shape, tf.random_uniform([2]).eval().shape, tf.reduce_mean([1, 2], axis=0).eval()
    )
    x = [[1.0, 2.0], [3.0, 4.0]]
    print(
        tf.reduce_mean(x).eval(),
        tf.reduce_mean(x, axis=0).eval(),
        tf.reduce_mean(x, axis=1).eval(),
        tf.reduce_mean(x, axis=-1).eval(),
        tf.reduce_sum(tf.reduce_sum(x, axis=-1)).eval(),
        tf.reduce_mean(tf.reduce_sum(x, axis=-1)).eval(),
    )
    x = [[0, 1, 2], [2, 1, 0]]
    print(tf.argmax(x, axis=0).eval(), tf.argmax(x, axis=1).eval(), tf.argmax(x, axis=-1).eval())
    t = np.array([[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]])
    print(
        tf.reshape(t, shape=[-1, 3]).eval(),
        tf.reshape(t, shape=[-1, 1, 3]).eval(),
        tf.squeeze([[0], [1], [2]]).eval(),
        tf.expand_dims([0, 1, 2], 1).eval(),
    )
    print(
        tf.one_hot([[0], [1], [2], [0]], depth=3).eval(),
        tf.cast([1.8, 2.2, 3.3, 4.9], tf.int32).eval(),
        tf.cast([True, False, 1 == 1, 0 == 1], tf.int32).eval(),
    )
    x = [1, 4]
    y = [2, 5]
    z = [3, 6]
    print(tf.stack([x, y, z]).eval(), tf.stack([x, y, z], axis=1).eval())
    x = [[0, 1, 2], [2, 1, 0]]
    print(tf.ones_like(x).eval(), tf.zeros_like(x).eval())
    t1 = tf.transpose(np.array([[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]]), [1, 0, 2])
    print(t1.eval(), t1)

raw_image_data = np.arange(48.0).reshape(4, 4, 3)
image = tf.placeholder(tf.float64, [None, None, 3])
sl = tf.slice(image, [1, 0, 0], [2, -1, -1])
tr = tf.transpose(image, perm=[1, 0, 2])
rv = tf.reverse(image, axis=[0])
rs_ = tf.reverse_sequence(image, [2, 2, 4, 4], 1, batch_dim=0)
print(sl, tr, rv, rs_)
with tf.Session() as s:
    print(s.run(sl, {image: raw_image_data}).shape, s.run(rs_, {image: raw_image_data})[0])

Yg, Xg = np.mgrid[-1.3:1.3:0.4, -2:1:0.4]
Z = Xg + 1j * Yg
xs = tf.constant(Z.astype(np.complex64))
zs = tf.Variable(xs)
ns = tf.Variable(tf.zeros_like(xs, tf.float32))
zs_ = zs * zs + xs
not_diverged = tf.abs(zs_) < 4
step = tf.group(zs.assign(zs_), ns.assign_add(tf.cast(not_diverged, tf.float32)))
print(zs_, not_diverged, step.name)
sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
for i in range(20):
    step.run()
print(ns.eval())
sess.close()

board = tf.placeholder(tf.int32, shape=[4, 4])


def update_board(X):
    return np.roll(X, 1, 0)


bu = tf.py_func(update_board, [board], [tf.int32])
print(bu)
with tf.Session() as s:
    print(s.run(bu, {board: np.arange(16).reshape(4, 4)})[0])

tf.reset_default_graph()
i = tf.Variable(0)
j = tf.Variable(0)
loop = tf.while_loop(lambda a, b: a < 5, lambda a, b: [a + 1, b + a], [i, j])
print(loop)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run(loop), s.run([i, j]))

q = tf.constant(np.random.RandomState(0).rand(3, 3))
print(
    tf.matrix_transpose(q),
    tf.linalg.norm(q),
    tf.matrix_solve(q, q),
    tf.trace(q),
    tf.self_adjoint_eigvals(q),
    tf.svd(q),
    tf.matrix_band_part(q, 0, 0),
)
with tf.Session() as s:
    print(s.run(tf.svd(q, compute_uv=False)), s.run(tf.matrix_determinant(q)))
