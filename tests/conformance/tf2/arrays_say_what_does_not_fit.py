"""An eager TensorArray is written in place, one of a trace is a value, and each says in its own words what does not fit."""


def err(function, *arguments):
    try:
        print(function(*arguments).numpy().tolist())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])


# Eagerly: indices, shapes and sizes.
a = tf.TensorArray(tf.float32, 3)
a = a.write(0, 1.0).write(2, 3.0)
for index in (5, -1):
    err(a.read, index)
    err(lambda: a.write(index, 1.0))
err(a.stack)
err(a.read, 1)
err(a.read, 1)
b = tf.TensorArray(tf.float32, 0, dynamic_size=True, clear_after_read=False)
b = b.write(0, [1.0, 2.0]).write(3, [5.0, 6.0])
err(b.stack)
err(b.gather, [0, 9])
err(b.unstack([[1.0, 2.0], [3.0, 4.0]]).concat)
err(b.size)
err(lambda: b.split([1.0, 2.0, 3.0], [1, 2]).size())
err(lambda: tf.TensorArray(tf.float32))
err(lambda: tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0, 3.0]))
err(lambda: tf.TensorArray(tf.float32, 2).unstack(1.0))
err(lambda: tf.TensorArray(tf.float32, 2).split([1.0, 2.0], [1, 2]))
err(lambda: tf.TensorArray(tf.float32, 3).split([1.0, 2.0], [1, 1]))
err(lambda: tf.TensorArray(tf.float32, 2).write(0, 1.0).write(1, 1.0).concat())
err(lambda: tf.TensorArray(tf.float32, 2, infer_shape=False).write(0, [1.0]).write(1, [1.0, 2.0]).stack())
err(lambda: tf.TensorArray(tf.float32, 2, element_shape=[None]).stack())

# In a trace: the list is a value, and what does not fit is found when it runs.
for wrong in (
    lambda: tf.TensorArray(tf.float32, 2).write(5, 1.0).stack(),
    lambda: tf.TensorArray(tf.float32, 2).write(0, tf.constant(1)).stack(),
    lambda: tf.TensorArray(tf.float32, 2).read(0),
    lambda: tf.TensorArray(tf.float32, 2).write(0, [1.0]).write(1, [1.0, 2.0]).stack(),
    lambda: tf.TensorArray(tf.float32, 2, infer_shape=False).write(0, [1.0]).write(1, [1.0, 2.0]).stack(),
    lambda: tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0, 3.0]).stack(),
    lambda: tf.TensorArray(tf.float32, 2).split([1.0, 2.0, 3.0], [1, 1]).read(1),
):
    try:
        print(tf.function(wrong)().numpy().tolist())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0].partition("}} ")[2] or str(error).split("\n")[0])
