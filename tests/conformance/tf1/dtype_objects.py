"""DType objects compare with names, NumPy types and each other, and know their limits.

Python's float and bool are dtypes; int and str are not."""
import numpy as np

for d in (tf.float16, tf.float32, tf.float64, tf.int8, tf.int16, tf.int32, tf.int64, tf.uint8, tf.uint16, tf.bool, tf.string, tf.complex64, tf.complex128):
    print(repr(d), d.name, d.as_numpy_dtype.__name__, d.is_floating, d.is_integer, d.is_complex, d.is_bool, d.is_unsigned, d.size)
print(tf.int32.min, tf.int32.max, tf.uint8.limits, tf.float32.max > 1e38, tf.float32 == np.float32, tf.int64 == "int64", tf.float32 != tf.float64, tf.as_dtype(np.int32),
      tf.as_dtype(float), tf.as_dtype(bool), tf.as_dtype("string"))
print(tf.double is tf.float64, tf.half is tf.float16, tf.float32.real_dtype, tf.complex64.real_dtype, hash(tf.float32) == hash(tf.as_dtype("float32")))
for bad in ("nothing", None, int, str, object()):
    try:
        print(tf.as_dtype(bad))
    except TypeError as error:
        print("TypeError:", str(error).split(" 0x")[0].split("<object")[0])
