"""A Python value beside a tensor must have the dtype of the tensor: only an addition takes it as it is and compares dtypes."""
def err(n, f):
    try: print(n, f())
    except Exception as e: print(n, type(e).__name__, "|", str(e).split("\n")[0][:230])
import operator as o
def run(x, tag):
  for v in (1.5, [1.5], "a"):
    for n in "add sub truediv floordiv mod pow gt le eq and_ xor matmul".split():
        err(f"{tag} {n} {v}", lambda: getattr(o, n)(x, v)); err(f"{tag} r{n} {v}", lambda: getattr(o, n)(v, x))
    for n in "add subtract multiply divide maximum pow equal greater floormod floordiv truediv squared_difference".split():
        err(f"{tag} tf.{n} {v}", lambda: getattr(tf, n)(x, v) if hasattr(tf, n) else getattr(tf.math, n)(x, v))
x = tf.constant([1,2])
run(x, "int"); run(tf.constant([True]), "bool")
if hasattr(tf, "function"):
    @tf.function(autograph=False)
    def f(x): run(x, "fn"); return x
    f(x)
