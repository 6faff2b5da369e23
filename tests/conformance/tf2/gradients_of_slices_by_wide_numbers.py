"""A slice whose bounds are int64 has a gradient, in eager code and in a function, of a variable and of ragged rows."""
v = tf.Variable([1.0, 2.0, 3.0])
first, second = tf.constant(0, tf.int64), tf.constant(2, tf.int64)
slices = {
    "both": lambda: v[first:second], "one": lambda: v[second], "from": lambda: v[second:], "mixed": lambda: v[0:second],
    "two axes": lambda: tf.stack([v, v])[first, 0:second], "a row": lambda: tf.RaggedTensor.from_row_splits(v, [0, 1, 3])[1],
}
for name, compute in slices.items():
    for call in (compute, tf.function(compute, autograph=False)):
        with tf.GradientTape() as tape:
            y = call()
        print(name, tape.gradient(y, v).numpy().tolist())
