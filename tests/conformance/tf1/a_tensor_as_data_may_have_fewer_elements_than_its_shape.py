"""`make_tensor_proto` with a shape keeps the elements given, the last of which stands for the rest, and no more of them."""
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).split("\n")[0])
def shown(*args, **kwargs):
    p = tf.make_tensor_proto(*args, **kwargs)
    return p.dtype, list(p.tensor_content), list(p.float_val), list(p.int_val), list(p.string_val), [x.size for x in p.tensor_shape.dim], tf.make_ndarray(p).tolist()
for args, kwargs in ((([1, 2],), {"shape": [3]}), ((3.,), {"shape": [2, 2]}), (([1., 2.],), {"shape": [2, 2]}), (([1., 2., 3., 4.],), {"shape": [2, 2]}), ((["a", "b"],), {"shape": [3]}),
                     (([1, 2, 3],), {"shape": [2]}), (([], tf.float32), {}), (([], tf.float32), {"shape": [0, 3]}), ((7, tf.float32), {}), ((["a"],), {}), (([1, 2],), {"shape": (2,)})): err(lambda: shown(*args, **kwargs))
for args in (("a", tf.int32), (None,), ([1, "a"],), (1.5, tf.int32)): err(lambda: shown(*args))
