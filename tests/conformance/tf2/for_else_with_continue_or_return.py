"""A `for` with an `else` runs the `else` after `continue`."""
import gc, os, sys, weakref
import numpy as np

def first(e):
    lines = [x for x in str(e).split("\n") if x.strip()]
    return f"!{type(e).__name__}: {lines[0][:230] if lines else ''}"

def t(f):
    try: r = f()
    except Exception as e: r = first(e)
    print(r.numpy().tolist() if hasattr(r, "numpy") and True and not isinstance(r, tf.Variable) and r.dtype != tf.string else r)

@tf.function
def f(x):
  for i in range(2):
    if i > 0: continue
    x = x + 1.
  else:
    x = x + 10.
  return x
t(lambda: f(tf.constant(1.)))
