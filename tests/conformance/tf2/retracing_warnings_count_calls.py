"""The warning of retracing counts the last ten calls of one piece of code, and comes twice at most."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
import logging
class H(logging.Handler):
    def emit(self, r): print("LOG", r.getMessage()[:34].split(" to ")[0])
logging.getLogger("tensorflow").addHandler(H()); logging.getLogger("tensorflow").propagate = False
@tf.function
def g(x): return x
for i in range(4): g(i)
for i in range(8): g(0)
g(100); print("one"); g(101); g(102); g(103); g(104); print("many"); g(105); g(106)
def h(x): return x
for i in range(7): tf.function(h)(1)
print("made anew")
@tf.function
def k(x): return x
for i in range(7): k.get_concrete_function(i)
print("concrete")
for i in range(7): k(i)
