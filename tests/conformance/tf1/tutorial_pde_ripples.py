"""Euler steps of a field held in variables, grouped updates, as in the partial differential equations page."""
import numpy as np

size = 12
u_init = np.zeros([size, size], dtype=np.float32)
u_init[5, 6] = 1.0
eps = tf.placeholder(tf.float32, shape=())
damping = tf.placeholder(tf.float32, shape=())
U = tf.Variable(u_init)
Ut = tf.Variable(np.zeros([size, size], dtype=np.float32))

def laplace(x):
    p = tf.pad(x, [[1, 1], [1, 1]])
    return p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] - 4.0 * x

U_ = U + eps * Ut
Ut_ = Ut + eps * (laplace(U) - damping * Ut)
with tf.control_dependencies([U_, Ut_]):
    step = tf.group(U.assign(U_), Ut.assign(Ut_))
print(U_, step.type, U)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for i in range(30):
        step.run({eps: 0.1, damping: 0.04})
    value = U.eval()
    print(value.shape, "%.4f %.4f %.4f" % (value.sum(), value[5, 6], value[2, 3]))
