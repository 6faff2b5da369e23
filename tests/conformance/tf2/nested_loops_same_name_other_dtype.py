"""Nested tensor loops may use one name for elements of different dtypes."""
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
  for i in tf.range(2, dtype=tf.float32):
    for i in tf.range(3):
      x = x + 1.
  return x
t(lambda: f(tf.constant(0.)))
