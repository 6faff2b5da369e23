"""In a graph each place of a TensorArray is read once, unless it was told to keep what is read; none is written twice."""

import numpy as np

sess = tf.Session()


def show(tensor):
    try:
        print(np.asarray(sess.run(tensor)).tolist())
    except tf.errors.InvalidArgumentError as error:
        place = [line for line in str(error).split("\n") if line.startswith("TensorArray")][0]
        print(error.op.type, place.split(": ")[1])


def array(**options):
    return tf.TensorArray(tf.float32, 4, **options).unstack([1.0, 2.0, 3.0, 4.0])


once, kept = array(), array(clear_after_read=False)
for given in (once, kept):
    first = given.read(0)
    with tf.control_dependencies([first]):
        show(given.read(0))
        show(given.stack())
        show(given.write(0, 5.0).flow)
    show(first)
    show(given.gather([1, 1]))
    stacked = given.stack()
    with tf.control_dependencies([stacked]):
        show(given.stack())
    show(tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, x + given.read(0)), [0, 0.0])[1])
    show(tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, x * given.read(i)), [0, 1.0])[1])

# --- an array belongs to one run, and a gradient may read again what its loop has read ---

v = tf.Variable([2.0, 3.0, 4.0])
sess.run(v.initializer)
places = tf.TensorArray(tf.float32, 3).unstack(v)
product = tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, x * places.read(i)), [0, 1.0])[1]
for _ in range(2):
    show(product)
    show(tf.gradients(product, v)[0])
show(tf.gradients(places.read(0) * places.read(1), v)[0])
alike = [tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0]).read(0) for _ in range(2)]
show(alike[0] + alike[1])
print(sess.run(places.close()), places.close().type)
