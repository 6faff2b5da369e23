"""tf.test has a TestCase with a session, compute_gradient_error, and questions about the build."""
import unittest
import numpy as np

class Case(tf.test.TestCase):
    def test_square(self):
        with self.test_session() as sess:
            self.assertAllEqual(tf.square([2, 3]).eval(), [4, 9])
            self.assertAllClose(sess.run(tf.constant([1.0, 2.0])), [1.0 + 1e-9, 2.0])

    def test_fails(self):
        with self.test_session():
            self.assertAllEqual(tf.constant([1, 2]).eval(), [1, 3])

results = unittest.TestResult()
for name in ("test_square", "test_fails"):
    Case(name).run(results)
print(results.testsRun, len(results.failures), len(results.errors))
print(tf.test.is_built_with_cuda(), tf.test.is_gpu_available(), repr(tf.test.gpu_device_name()))
with tf.Session():
    x = tf.constant([[1.0, 2.0]], name="x")
    print(tf.test.compute_gradient_error(x, [1, 2], tf.tanh(x), [1, 2], x_init_value=np.array([[1.0, 2.0]], np.float32)) < 1e-2)
    a, n = tf.test.compute_gradient(x, [1, 2], x * x, [1, 2], x_init_value=np.array([[1.0, 2.0]], np.float32))
    print(a.shape, a.tolist(), abs(a - n).max() < 1e-2)
