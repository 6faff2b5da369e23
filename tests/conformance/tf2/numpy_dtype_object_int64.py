"""A dtype object of NumPy is taken where a dtype is wanted."""
import gc, os, sys, weakref
import numpy as np

def first(e):
    lines = [x for x in str(e).split("\n") if x.strip()]
    return f"!{type(e).__name__}: {lines[0][:230] if lines else ''}"

def t(f):
    try: r = f()
    except Exception as e: r = first(e)
    print(r.numpy().tolist() if hasattr(r, "numpy") and True and not isinstance(r, tf.Variable) and r.dtype != tf.string else r)

t(lambda: tf.zeros([2], np.arange(3).dtype)); t(lambda: tf.as_dtype(np.dtype('int64'))); t(lambda: tf.cast([1.], np.dtype('complex128')))
t(lambda: tf.TensorSpec([None], np.arange(3).dtype)); print(tf.int64 == np.dtype('int64'))
