"""A Python list beside a tensor makes each be converted by itself, so another dtype is a ValueError; two tensors are compared."""
def err(n, f):
    try: print(n, f())
    except Exception as e: print(n, type(e).__name__, "|", str(e).split("\n")[0].rpartition("}} ")[2][:200])
t=tf.constant
for n,f in enumerate([lambda: tf.math.logical_and(t([1.]),[True]), lambda: tf.math.logical_and([True],t([1])), lambda: tf.math.logical_or(t([1.]),t([True])), lambda: tf.math.logical_or([1],[True]), lambda: tf.math.logical_xor(t([1.]),[0.]), lambda: tf.math.logical_not(t([1])), lambda: tf.math.logical_not([1]), lambda: tf.math.logical_and([True],[False]), lambda: tf.linalg.cross(t([1.,1.]),t([1.])), lambda: tf.linalg.cross(t([1.,1.]),t([1.,2.])), lambda: tf.linalg.cross(t([1.,1.,1.]),t([[1.,2.,3.]]))]):
    err(n,f)
