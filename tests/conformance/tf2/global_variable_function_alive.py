"""A function that looked at `globals()` is alive until a collection."""
import gc, os, sys, weakref
import numpy as np

def first(e):
    lines = [x for x in str(e).split("\n") if x.strip()]
    return f"!{type(e).__name__}: {lines[0][:230] if lines else ''}"

def t(f):
    try: r = f()
    except Exception as e: r = first(e)
    print(r.numpy().tolist() if hasattr(r, "numpy") and True and not isinstance(r, tf.Variable) and r.dtype != tf.string else r)

gc.disable()
@tf.function
def f(x):
  if 'G' not in globals(): globals()['G'] = tf.Variable(1.)
  return x * globals()['G']
t(lambda: f(tf.constant([1., 2.]))); w = weakref.ref(f); del f; print('alive' if w() is not None else 'freed')
