"""A page on placeholders: feeding lists, arrays and scalars, partly known shapes, and what goes wrong."""
import numpy as np

x = tf.placeholder("float", None)
y = x * 2
with tf.Session() as session:
    print(session.run(y, feed_dict={x: [1, 2, 3]}))
x = tf.placeholder("float", [None, 3])
y = x * 2
with tf.Session() as session:
    print(session.run(y, feed_dict={x: [[1, 2, 3], [4, 5, 6]]}))
    print(x, y, x.get_shape(), y.get_shape().as_list())
image = tf.placeholder("uint8", [None, None, 3])
part = tf.slice(image, [1, 0, 0], [2, -1, -1])
with tf.Session() as session:
    result = session.run(part, feed_dict={image: np.arange(36).reshape(4, 3, 3)})
    print(result.shape, result.dtype, part.shape)
    try:
        session.run(y)
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "You must feed a value for placeholder tensor" in str(error))
    try:
        session.run(y, feed_dict={x: [[1, 2]]})
    except ValueError as error:
        print(error)
    try:
        session.run(y, feed_dict={"nothing:0": 1})
    except TypeError as error:
        print(error)
    default = tf.placeholder_with_default([7.0], shape=[None], name="default")
    print(session.run(default), session.run(default, {default: [1.0, 2.0]}), default)
