"""A list with NumPy's scalars or several kinds of numbers in it goes by its first value; in a trace by NumPy."""

import numpy as np

VALUES = {
    "int64": np.int64(3), "float32": np.float32(1.5), "float64": np.float64(2.5), "bool_": np.bool_(True),
    "array": np.array(4), "float16": np.float16(2), "int8": np.int8(3), "uint8": np.uint8(3), "large": np.int64(2**40),
    "1": 1, "2.5": 2.5, "True": True, "1j": 1j, "row": np.array([1, 2]), "floats": np.array([1.5, 2.5]),
}  # fmt: skip


def kind(*values):
    try:
        return tf.constant(list(values)).dtype.name
    except Exception as error:
        return type(error).__name__


for name, value in VALUES.items():
    print(name, kind(value), *[f"{other}:{kind(value, VALUES[other])}" for other in VALUES])
print(kind([1, 2.5], [True, 3]), kind([np.int64(1)], [2.5]), kind(1, True, np.float64(2.0)), kind(2.5, 3, np.int8(1)))


@tf.function
def traced():
    for name in ("int64", "float32", "float64", "bool_", "float16", "1", "True"):
        print(name, kind(VALUES[name]), *[f"{other}:{kind(VALUES[name], VALUES[other])}" for other in VALUES])


traced()
x, y = np.arange(3), np.linspace(0.0, 1.0, 3)
print(tf.constant([x.sum(), x.max()]).dtype, tf.constant([y.sum(), y.max()]).dtype, tf.constant([x.sum(), y.sum()]).dtype)
print(tf.stack([x.sum(), 1]).dtype, (tf.constant([1.0, 2.0]) * [y.sum(), x.sum()]).numpy(), tf.Variable([x.sum()]).dtype)
print(tf.linalg.logdet(tf.constant([[[4.0]], [[-1.0]], [[1.0]]])).numpy().tolist())
print(tf.linalg.logdet(tf.constant([[[4.0 + 0j]], [[-1.0]], [[1.0]]])).numpy().tolist())
