"""Threads share variables and functions; what is traced once is traced once."""
import gc, weakref, os, tempfile
import numpy as np
def say(label, f):
    try:
        value = f()
        print(label, '=', value)
    except Exception as e:
        lines = [l for l in str(e).split('\n') if l.strip()]
        first = lines[0].strip() if lines else ''
        if first.startswith('Graph execution error') or first.startswith('in user code'):
            first = getattr(getattr(e, 'op', None), 'name', None) or lines[-1].strip()
        print(label, '!', type(e).__name__, first[:180])
import threading
def run(n, f):
    errors = []
    def safe(i):
        try: f(i)
        except Exception as e: errors.append(type(e).__name__ + ' ' + str(e).split('\n')[0][:80])
    ts = [threading.Thread(target=safe, args=(i,)) for i in range(n)]; [t.start() for t in ts]; [t.join() for t in ts]; return errors
v = tf.Variable(0); print(run(4, lambda i: [v.assign_add(1) for _ in range(100)]), v.numpy())
traces = []
@tf.function
def f(x): traces.append(1); return x + 1
print(run(6, lambda i: f(tf.constant(i))), len(traces))
class Lazy(tf.Module):
    w = None
    @tf.function
    def __call__(self, x):
        if self.w is None: self.w = tf.Variable(2.)
        return self.w * x
l = Lazy(); out = []; print(l(tf.constant(1.)), len(l.variables))
@tf.function
def inc(): return v.assign_add(1)
v.assign(0); run(4, lambda i: [inc() for _ in range(50)]); print(v.numpy())
with tf.GradientTape() as tape:
    w = tf.Variable(3.); seen = []; run(1, lambda i: seen.append(w * w)); y = w * 2.
print(tape.gradient([y, seen[0]], w))
with tf.Graph().as_default() as g:
    inside = []; run(1, lambda i: inside.append((tf.executing_eagerly(), tf.compat.v1.get_default_graph() is g))); print(inside, tf.executing_eagerly())
with tf.name_scope('outer'): names = []; run(1, lambda i: names.append(tf.Variable(1., name='n').name)); print(names, tf.Variable(1., name='n').name)
with tf.device('/CPU:0'): dev = []; run(1, lambda i: dev.append(tf.constant(1.).device[-5:])); print(dev)
with tf.init_scope(): print(run(1, lambda i: tf.constant(1)))
tf.random.set_seed(1); a = tf.random.uniform([]).numpy(); tf.random.set_seed(1); b = []; run(1, lambda i: b.append(tf.random.uniform([]).numpy())); print(a == b[0])
