"""A function whose paths return or not gives None on those that do not, where the conditions are Python's."""
import gc, os, sys, weakref
import numpy as np

def first(e):
    lines = [x for x in str(e).split("\n") if x.strip()]
    return f"!{type(e).__name__}: {lines[0][:230] if lines else ''}"

def t(f):
    try: r = f()
    except Exception as e: r = first(e)
    print(r.numpy().tolist() if hasattr(r, "numpy") and True and not isinstance(r, tf.Variable) and r.dtype != tf.string else r)

v = tf.Variable(0.)
@tf.function
def step(x, skip=False):
  if skip: return x
  v.assign_add(x)
t(lambda: step(tf.constant(1.1))); print(v.numpy()); t(lambda: step(tf.constant(1.1), True))
@tf.function
def g(x, n=1):
  if n > 5: return x
  z = tf.abs(x)
t(lambda: g(tf.constant(1.1)))
