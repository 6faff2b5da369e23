"""Python values are told apart by equality, dtypes by what they are."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
n = []
@tf.function
def f(x): n.append(1); return 1
def calls(*values):
    del n[:]
    for v in values:
        k = len(n)
        try: f(v); print(len(n) - k, end=" ")
        except Exception as e: print(type(e).__name__, end=" ")
    print()
import enum, collections
class E(enum.Enum): A = 1; B = 2
NT = collections.namedtuple("NT", "a b")
calls(1, 1.0, True, 2, "1", b"1", None, None)
calls(tf.float32, 1, tf.int32, 3, tf.float32, "float32")
calls(float("nan"), float("nan"), complex("nan"), complex("nan"), float("inf"), float("inf"))
calls((1, 2), (1, 2), [1, 2], (2, 1), NT(1, 2), NT(1, 2), {"a": 1}, {"a": 1}, {"a": 2})
calls(E.A, E.A, E.B, 1, tf.TensorShape([1]), tf.TensorShape([1]), tf.TensorShape([None]))
calls(int, int, list, len, len, frozenset([1]), frozenset([1]), {1}, range(2), range(2), ...)
calls(tf.TensorSpec([1]), bytearray(b"a"), object, NotImplemented)
class Eq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, Eq) and o.v == self.v
    def __hash__(self): return hash(self.v)
p, q = Eq(1), Eq(1)
calls(p, q, p)
import numpy as np
calls(np.float32(1), np.float32(2), np.int64(1), np.array([1.]), np.array([2.]), np.array([[1.]]), np.dtype("int64"), np.dtype("int64"))
