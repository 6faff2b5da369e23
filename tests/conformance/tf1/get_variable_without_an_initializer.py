"""Without an initializer floats are drawn within the Glorot limit, integers are 0, booleans False, strings empty.

Missing or doubled shapes are ValueErrors, and so is a shape with an unknown dimension."""
import numpy as np

def outcome(call):
    try:
        return call().name
    except (ValueError, TypeError) as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"

w = tf.get_variable("w", [30, 20])
v = tf.get_variable("v", [50])
i = tf.get_variable("i", [2], tf.int32)
b = tf.get_variable("b", [2], tf.bool)
text = tf.get_variable("text", [2], tf.string)
given = tf.get_variable("given", initializer=np.array([[1.0, 2.0]], np.float32))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    drawn = sess.run(w)
    limit = np.sqrt(6.0 / 50)
    print("Glorot:", bool(np.abs(drawn).max() <= limit), bool(np.abs(drawn).max() > 0.9 * limit))
    drawn = sess.run(v)
    limit = np.sqrt(6.0 / 100)
    print("one dimension:", bool(np.abs(drawn).max() <= limit), bool(np.abs(drawn).max() > 0.7 * limit))
    print(sess.run(i).tolist(), sess.run(b).tolist(), sess.run(text).tolist(), given.shape, given.dtype)
print(outcome(lambda: tf.get_variable("no_shape")))
print(outcome(lambda: tf.get_variable("both", [1, 2], initializer=tf.constant([1.0, 2.0]))))
print(outcome(lambda: tf.get_variable("unknown", [None, 2])))
print(outcome(lambda: tf.get_variable("lost_dtype", [2], tf.int32, initializer=tf.constant_initializer(1.5))))
