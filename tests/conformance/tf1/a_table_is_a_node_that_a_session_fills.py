"""A lookup table of the old world is a node of the graph: each session fills its own, and losing the object loses nothing."""

import gc




def said(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2]), -1)
found = table.lookup(tf.constant(["b", "z"]))
print(found, table.size(), table.name, table.initializer.name)
print(len(tf.get_collection(tf.GraphKeys.TABLE_INITIALIZERS)), tf.global_variables())
del table
gc.collect()
with tf.Session() as sess:
    try:
        sess.run(found)
    except tf.errors.FailedPreconditionError:
        print("not filled yet")
    sess.run(tf.tables_initializer())
    print(sess.run(found))
    print([op.name for op in tf.get_default_graph().get_operations() if "Table" in op.type])
with tf.Session() as sess:
    try:
        sess.run(found)
    except tf.errors.FailedPreconditionError:
        print("filled in the other session only")
    sess.run(tf.get_collection("table_initializer"))
    print(sess.run(found))


class TestThings(tf.test.TestCase):
    def test_values(self):
        with self.session() as sess:
            self.assertAllEqual([1, 2], tf.constant([1, 2]).eval())
            self.assertAllClose([1.0, 2.0], self.evaluate(tf.constant([1.0, 2.0])))
            self.assertAllClose({"a": 1.0, "b": [2.0]}, {"a": 1.0 + 1e-8, "b": [2.0]})
            self.assertNotAllClose([1.0], [2.0])
            self.assertAllGreater([2, 3], 1)
            self.assertAllInRange([1, 2], 0, 5)
            self.assertArrayNear([1.0, 2.0], [1.0, 2.01], 0.1)
            self.assertEqual(sess.run(tf.constant(3)), 3)

    def test_that_fails(self):
        self.assertAllEqual([1, 2], [1, 3])

    def test_errors(self):
        with self.assertRaisesRegex(ValueError, "rank"):
            tf.matmul(tf.constant([1.0]), tf.constant([2.0]))
        with self.cached_session(), self.assertRaisesOpError("Incompatible|[Ii]nvalid|compatible"):
            x = tf.placeholder(tf.float32)
            (x + tf.constant([1.0, 2.0])).eval({x: [1.0, 2.0, 3.0]})


import unittest

result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(TestThings).run(result)
print(result.testsRun, len(result.errors), len(result.failures))
print(tf.get_logger().name, tf.test.is_built_with_cuda(), tf.test.is_gpu_available())
