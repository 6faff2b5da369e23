"""Fetches are NumPy scalars and arrays, bytes for a string, and do not alias the variable."""
import numpy as np

v = tf.Variable([1.0, 2.0], name="v")
with tf.Session() as sess:
    sess.run(v.initializer)
    got = sess.run(v)
    got[0] = 99.0
    print(type(got).__name__, got.dtype, sess.run(v).tolist())
    held = sess.run(v)
    sess.run(v.assign_add([1.0, 1.0]))
    print("an earlier fetch stays:", held.tolist(), sess.run(v).tolist())
    for t in (tf.constant(1.5), tf.constant(2), tf.constant(True), tf.constant(1, tf.int64), tf.constant(1, tf.uint8),
              tf.constant(1.0, tf.float64), tf.constant(1 + 2j), tf.constant(1.0, tf.float16)):
        value = sess.run(t)
        print(type(value).__name__, value)
    print(sess.run(tf.constant("text")), type(sess.run(tf.constant("text"))).__name__)
    words = sess.run(tf.constant(["a", "bé"]))
    print(words.tolist(), words.dtype, words.shape)
    print(sess.run(tf.zeros([0, 3])).shape)
