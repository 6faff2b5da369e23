"""A function that asks for `globals()`, `locals()` or `eval` is freed by the collector only."""
import gc, weakref
gc.collect(); gc.disable()
def told(name, body):
    f = tf.function(body)
    print(name, f(tf.constant(1.)).numpy(), end=" ")
    w = weakref.ref(f)
    del f
    print("alive" if w() is not None else "freed", end=" ")
    del body
    gc.collect()
    print("alive" if w() is not None else "freed")
class A:
    def m(self, x): return x + 1.
class B(A):
    def m(self, x): return super().m(x)
    def n(self, x): return super(B, self).m(x)
def a(x): return x if "gc" in globals() else -x
def b(x): y = 2.; return x * locals()["y"]
def c(x): return eval("x")
def d(x): dir(); vars(); return x
def e(x): return getattr(x, "shape") and x
for name, body in (("globals", a), ("locals", b), ("eval", c), ("dir", d), ("getattr", e), ("super of", B().n)):
    told(name, body)
