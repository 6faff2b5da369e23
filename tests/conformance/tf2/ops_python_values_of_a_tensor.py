"""A tensor turns into Python and NumPy values with numpy(), int(), float(), tolist, item, round, format and complex."""
import numpy as np

t = tf.constant([[1.5, 2.5]])
print(t.numpy(), type(t.numpy()).__name__, t.numpy().dtype, tf.constant(3).numpy(), type(tf.constant(3).numpy()).__name__)
print(int(tf.constant(3.9)), float(tf.constant(3)), bool(tf.constant(1)), f"{tf.constant(3.14159):.2f}", f"{tf.constant(7):05d}")
print(np.array(t), np.asarray(t).shape, np.sum(t), np.add(t, 1))
print(tf.constant("text").numpy(), tf.constant(["a", "b"]).numpy().tolist(), tf.constant("é").numpy().decode())
print(t.ndim, len(t), t.shape[1], t.shape.rank, t.get_shape(), t.dtype.as_numpy_dtype.__name__)
print([x.numpy().tolist() for x in t], list(map(int, tf.range(3))))
for label, use in (("int", lambda: int(tf.constant([1, 2]))), ("float", lambda: float(tf.constant("a")))):
    try:
        print(label, use())
    except (TypeError, ValueError) as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0])
