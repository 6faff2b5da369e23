"""A tensor loop that returns is refused after one trial turn; a comprehension over a tensor is refused."""
import gc, os, sys, weakref
import numpy as np

def first(e):
    lines = [x for x in str(e).split("\n") if x.strip()]
    return f"!{type(e).__name__}: {lines[0][:230] if lines else ''}"

def t(f):
    try: r = f()
    except Exception as e: r = first(e)
    print(r.numpy().tolist() if hasattr(r, "numpy") and True and not isinstance(r, tf.Variable) and r.dtype != tf.string else r)

LOG = []
@tf.function
def f(x, n=2):
  for i in tf.range(n, dtype=tf.float32):
    LOG.append('t')
    if tf.reduce_sum(x) > 2.5: return x
  return x
t(lambda: f(tf.constant(1.))); print(LOG); LOG.clear()
t(lambda: tf.function(lambda x: [LOG.append(1) for _ in x])(tf.constant([1., 2.]))); print(LOG)
