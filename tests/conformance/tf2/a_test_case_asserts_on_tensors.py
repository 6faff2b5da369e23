"""`tf.test.TestCase` asserts on tensors, variables and what nests them, and says which elements differ."""

import os
import unittest



class TestThings(tf.test.TestCase):
    def test_values(self):
        self.assertAllEqual([1, 2], tf.constant([1, 2]))
        self.assertAllClose([1.0, 2.0], tf.Variable([1.0, 2.0]))
        self.assertAllClose({"a": 1.0, "b": [2.0]}, {"a": tf.constant(1.0), "b": [2.0]})
        self.assertAllCloseAccordingToType(tf.constant([1.0], tf.float16), [1.0005])
        self.assertNotAllEqual([1], [2])
        self.assertNotAllClose([1.0], [2.0])
        self.assertAllGreater([2, 3], 1)
        self.assertAllLess(tf.constant([2, 3]), 4)
        self.assertAllGreaterEqual([2, 3], 2)
        self.assertAllLessEqual([2, 3], 3)
        self.assertAllInRange([1, 2], 0, 5)
        self.assertAllInSet([1, 2], [1, 2, 3])
        self.assertAllEqual(tf.ragged.constant([[1], [2, 3]]), [[1], [2, 3]])
        self.assertNear(1.0, 1.01, 0.1)
        self.assertArrayNear([1.0, 2.0], [1.0, 2.01], 0.1)
        self.assertEmpty([])
        self.assertLen([1, 2], 2)
        self.assertBetween(1, 0, 2)
        self.assertDTypeEqual(tf.constant([1.0]), "float32")
        self.assertShapeEqual(tf.zeros([2, 3]).numpy(), tf.ones([2, 3]))
        self.assertEqual(self.evaluate(tf.constant(3)), 3)
        self.assertEqual(self.evaluate({"x": tf.constant(3)}), {"x": 3})
        self.assertStartsWith("abc", "ab")
        self.assertTrue(os.path.isdir(self.get_temp_dir()))
        self.assertEqual(self.get_temp_dir(), self.get_temp_dir())

    def test_that_fails(self):
        self.assertAllEqual([1, 2], tf.constant([1, 3]))

    def test_that_is_not_close(self):
        self.assertAllClose([1.0, 2.0], tf.constant([1.0, 3.0]))

    def test_shapes_differ(self):
        self.assertAllEqual([1, 2], tf.constant([1]))

    def test_errors(self):
        with self.assertRaisesRegex(tf.errors.InvalidArgumentError, "Matrix size"):
            tf.matmul(tf.ones([2, 3]), tf.ones([2, 3]))
        with self.subTest("one"):
            pass

    def test_session(self):
        with self.session():
            self.assertFalse(tf.executing_eagerly())
            self.assertEqual(self.evaluate(tf.constant(4)), 4)


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(TestThings).run(result)
print(result.testsRun, len(result.errors))
for test, text in result.failures:
    print(test.id().rpartition(".")[2], [line for line in text.splitlines() if line.startswith(("AssertionError", "not equal", "not close"))])
print(tf.get_logger().name, tf.get_logger().level, tf.test.is_built_with_cuda(), tf.test.gpu_device_name() == "")
