"""Sorting takes the largest of values turned round, by name too; its gradient is that of top_k, which differentiates on."""
for f in (
    lambda: tf.sort([3.0, 1.0, 2.0]), lambda: tf.sort([[3, 1], [2, 5]], axis=0), lambda: tf.argsort([1, 1, 0, 1]),
    lambda: tf.sort(tf.constant([3, 1], tf.uint8)), lambda: tf.argsort([[3.0, 1.0]], axis=-2, direction="DESCENDING"),
    lambda: tf.sort([3, 1], axis=[0]), lambda: tf.sort([3, 1], axis=1), lambda: tf.sort([True, False]), lambda: tf.sort(3.0),
    lambda: tf.sort(tf.constant([-128, 127], tf.int8)), lambda: tf.split(3.0, [1, 1]), lambda: tf.split([1.0, 2.0], [1, 1], axis=1),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)
graph = tf.Graph()
with graph.as_default():
    for x in (tf.compat.v1.placeholder("float32", [2, 2]), tf.compat.v1.placeholder("int32", [2, 2])):
        tf.sort(x), tf.argsort(x, axis=0), tf.sort(x, direction="DESCENDING", name="falling")
print([op.name for op in graph.get_operations()])
x = tf.constant([[3.0, 1.0, 2.0], [5.0, 4.0, 6.0]])
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.sort(x * x, axis=0)[0] * tf.math.top_k(x, 1)[0]
    first = tape.gradient(y, x)
print(first, outer.gradient(first, x))
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    y = tf.ones_like(v) + tf.zeros_like(v)
print([one.name for one in tape.watched_variables()], tape.gradient(y, v))
