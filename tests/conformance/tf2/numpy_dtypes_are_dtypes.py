"""NumPy dtype objects, NumPy types and Python types name dtypes, but not all of them."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
import numpy as np
for d in ("int8", "int64", "uint8", "float16", "float64", "complex64", "complex128", "bool", "str", "S3", "object"):
    t(lambda: tf.as_dtype(np.dtype(d)))
for d in (np.int64, np.float32, np.complex128, np.bool_, np.str_, np.object_, int, float, bool, complex, str, bytes, object, "int", "float", "double", "half", 1, 9, 18, None):
    t(lambda: tf.as_dtype(d))
t(lambda: (tf.int64 == np.dtype("int64"), tf.int64 == np.int64, tf.int32 == int, tf.float32 == float, tf.float32 == 1, tf.bool == bool, tf.string == str, tf.int64 != np.dtype("int32")))
a = np.arange(3)
t(lambda: tf.cast(1.5, a.dtype)); t(lambda: tf.constant([1], a.dtype)); t(lambda: tf.Variable([1], dtype=a.dtype).dtype); t(lambda: tf.zeros_like(a, a.dtype)); t(lambda: tf.ones([1], np.dtype("complex128")))
t(lambda: tf.TensorSpec([], a.dtype).is_compatible_with(tf.constant(1, tf.int64))); t(lambda: tf.range(3, dtype=a.dtype)); t(lambda: {tf.int64: 1}.get(tf.as_dtype(a.dtype)))
