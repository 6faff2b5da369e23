"""NumPy functions take tensors and variables, matplotlib-like code reads them, and NumPy scalars keep their dtype on the way in."""
import numpy as np

t, v = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.Variable([1.0, 2.0])
print(np.mean(t), np.dot(t, v), np.concatenate([t, t]).shape, np.array(v).dtype, np.asarray(t, dtype=np.float64).dtype, np.max(v), t.numpy().sum())
print(type(np.ones([2, 2]) + t).__name__, type(t + np.ones([2, 2], np.float32)).__name__, (np.float32(2.0) * t).dtype, type(np.float32(2.0) * t).__name__)
print(tf.constant(np.int64(3)).dtype, tf.constant(np.array([1, 2], np.uint8)).dtype, tf.constant([np.float32(1.0), 2.0]).dtype, (tf.constant(1.0) * np.float32(2)).dtype)
print(list(zip([1, 2], t))[0][1].numpy(), sorted(v, key=lambda e: -e.numpy())[0].numpy(), sum(v).numpy(), [float(x) for x in v], np.allclose(t, t.numpy()), np.array_equal(v, [1.0, 2.0]))
for label, use in (("float64 array times float32", lambda: t * np.ones([2, 2])), ("int array", lambda: t + np.array([[1, 2]]))):
    try:
        print(label, use().dtype)
    except Exception as error:
        print(label, type(error).__name__)
