"""Surprising: an array beside a tensor takes the tensor's dtype, float64 to float32 and even 1.5 to int32 1, where a tensor of that dtype would be an error."""
import numpy as np

t, v = tf.constant([1.0, 2.0]), tf.Variable([1.0, 2.0])
for label, use in (("t * float64 array", lambda: t * np.ones([2])), ("float64 array * t", lambda: np.ones([2]) * t), ("v + int array", lambda: v + np.array([1, 2])),
                   ("t + float64 scalar", lambda: t + np.float64(1.5)), ("float64 scalar + t", lambda: np.float64(1.5) + t), ("tf.add", lambda: tf.add(t, np.ones([2]))),
                   ("tf.stack", lambda: tf.stack([t, np.ones([2])])), ("int tensor + float array", lambda: tf.constant([1, 2]) + np.array([0.5, 1.5]))):
    try:
        print(label, use().dtype.name, use().numpy().tolist())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0][:100])
