"""tf.print writes tensors in its own way: values only, byte strings as text, long arrays with dots, at each run of a function."""
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "log")
out = "file://" + path
tf.print("text", 1, 2.5, True, None, output_stream=out)
tf.print(tf.constant([1, 2]), tf.constant([[1.0, 2.5]]), tf.constant("s"), tf.constant(["a", "b"]), output_stream=out)
tf.print(tf.range(10), tf.range(10.0), tf.zeros([7, 2]), output_stream=out)
tf.print(tf.range(10), summarize=-1, output_stream=out)
tf.print("a", "b", sep="|", end="!\n", output_stream=out)
tf.print([tf.constant(1), "x"], {"k": tf.constant(2)}, (1, 2), output_stream=out)
tf.print(tf.Variable([1.0]), tf.constant(True), tf.constant(0.1, tf.float64), tf.constant(1e-8), tf.constant(123456789.0), output_stream=out)
tf.print(tf.constant(3) + 4, "and", tf.constant(float("nan")), tf.constant([1.0, 0.333333]), output_stream=out)


@tf.function
def f(x):
    print("traced")
    tf.print("runs with", x, output_stream=out)
    return x


f(tf.constant(1))
f(tf.constant(2))
print(open(path).read(), end="")
