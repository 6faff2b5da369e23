"""The error of an eager op names what TensorFlow names: the function where it gives its op a name, the kernel of float32, and the place that is wrong."""
a, b = tf.constant([1, 2]), tf.constant([1.0, 2.0])

def told(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, str(error).splitlines()[0].partition("}} ")[2] or str(error).splitlines()[0])

for call in (lambda: tf.concat([a, b], 0), lambda: tf.stack([a, b]), lambda: tf.concat([a, b], 0, name="zz"), lambda: tf.transpose(a, [3]), lambda: tf.transpose(a, [[0]]), lambda: tf.pad(a, [[1]]),
             lambda: tf.pad(a, [1, 2]), lambda: tf.roll(a, 1, 3), lambda: tf.roll(a, [1, 1], [0, -2]), lambda: tf.split(a, 3), lambda: a + b, lambda: tf.maximum(a, b)):
    told(call)
f = tf.function(lambda x: {"a": x, "b": (x + 1.0, x.shape)})
print(f(tf.constant(1.0)))
print(tf.convert_to_tensor(tf.TensorShape([])), tf.convert_to_tensor(tf.TensorShape([2, 3])))
graph = tf.Graph()
with graph.as_default():
    x, y = tf.compat.v1.placeholder(tf.float32, [None]), tf.compat.v1.placeholder(tf.float32, [2])
    print(tf.ones_like(x), tf.ones_like(y), tf.ones_like(x, tf.int32), tf.rank([1]))
    print([(op.name, op.type) for op in graph.get_operations()])
