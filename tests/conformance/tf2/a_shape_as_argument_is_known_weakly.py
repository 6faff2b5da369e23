"""A TensorShape that is an argument is an object like others: an equal one has its trace as long as the first lives."""

traced = []


@tf.function
def f(shape):
    traced.append(shape)
    del traced[:-1]
    counted.append(1)
    return tf.constant(1)


counted = []
shape = tf.TensorShape([2])
f(shape)
f(shape)
f(tf.TensorShape([2]))
print(len(counted), "trace while the first shape lives")
traced.clear()
del shape
f(tf.TensorShape([2]))
print(len(counted), "traces after it has gone")
