"""Initializer objects make a tensor of a shape when called; get_variable calls them; their values lie where they should."""
import numpy as np

with tf.Session() as sess:
    for init in (tf.zeros_initializer(), tf.ones_initializer(), tf.constant_initializer(2.5), tf.constant_initializer(value=[1.0, 2.0, 3.0, 4.0]),
                 tf.ones_initializer(dtype=tf.int32)):
        print(init([2, 2]), sess.run(init([2, 2])).tolist())
    print(sess.run(tf.zeros_initializer()([2], dtype=tf.int32)).tolist(), tf.zeros_initializer is tf.initializers.zeros, tf.constant_initializer(1)([2]).dtype.name)
    for init, low, high in ((tf.random_uniform_initializer(-2.0, 3.0), -2, 3), (tf.truncated_normal_initializer(mean=1.0, stddev=0.5), 0, 2),
                            (tf.glorot_uniform_initializer(), -np.sqrt(6 / 100), np.sqrt(6 / 100)), (tf.random_normal_initializer(mean=5.0, stddev=0.1), 4, 6),
                            (tf.variance_scaling_initializer(), -1, 1), (tf.glorot_normal_initializer(), -1, 1), (tf.uniform_unit_scaling_initializer(), -2, 2)):
        value = sess.run(init([50, 50]))
        print(type(init).__name__, bool(value.min() >= low), bool(value.max() <= high), bool(value.std() > 0), value.dtype)
    q = sess.run(tf.orthogonal_initializer()([4, 4]))
    print(np.allclose(q @ q.T, np.eye(4), atol=1e-5), sess.run(tf.initializers.identity()([2, 2])).tolist())
    a = tf.get_variable("a", [3], initializer=tf.constant_initializer([7.0, 8.0, 9.0]))
    b = tf.get_variable("b", [2, 2], initializer=tf.zeros_initializer)
    sess.run(tf.global_variables_initializer())
    print(sess.run(a).tolist(), sess.run(b).tolist())
for bad in (lambda: tf.get_variable("c", [2], initializer=tf.constant_initializer([1.0, 2.0, 3.0])), lambda: tf.constant_initializer("a", tf.float32)([1])):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0][:90])
