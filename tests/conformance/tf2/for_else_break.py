"""A `break` in a `for` with an `else` skips the `else`, also where the loop is Python's."""
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
  for i in [1., 2., 3.]:
    if i > 1.: break
  else:
    x = x + 100.
  return x + i
t(lambda: f(tf.constant(1.)))
