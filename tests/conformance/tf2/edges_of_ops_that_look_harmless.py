"""Parts of complex numbers that are no number, means of nothing, scalars where none is taken, and sizes below zero."""
import numpy as np

def told(call):
    try:
        return call().numpy().tolist()
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        return f"{type(error).__name__} {str(error).partition('}} ')[2] or error}".partition(" [Op:")[0]

nan, inf = float("nan"), float("inf")
for call in (
    lambda: tf.complex([1.0, inf, nan], [nan, 1.0, inf]), lambda: tf.complex([[1.0], [2.0]], [nan, 3.0]), lambda: tf.reduce_mean(tf.zeros([0], tf.complex64)),
    lambda: tf.reduce_mean(tf.zeros([0])), lambda: tf.fill([2, 2], [1, 2]), lambda: tf.linalg.tensor_diag(1.0), lambda: tf.where(True), lambda: tf.tile(tf.zeros([0]), [-1]),
    lambda: tf.transpose([1], 0), lambda: tf.strings.as_string(["x,y", "Hello"], precision=1), lambda: tf.strings.as_string(["x,y", "Hello"], precision=1, width=3),
    lambda: tf.strings.as_string([1.5], scientific=True, shortest=True), lambda: tf.strings.upper("a", encoding="latin-1"), lambda: tf.strings.lower("A", encoding="UTF-8"),
    lambda: tf.broadcast_to([[1, 2]], [2]), lambda: tf.broadcast_to([1, 2], [-1]),
):
    print(told(call))
