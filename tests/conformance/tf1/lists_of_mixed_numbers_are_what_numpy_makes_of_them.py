"""A list with NumPy's scalars or several kinds of numbers in it has NumPy's dtype, narrowed to float32 and int32."""

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
