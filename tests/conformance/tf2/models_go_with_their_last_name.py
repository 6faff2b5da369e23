"""A model, its optimizer and what was traced for it go with their last name."""
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
K = tf.keras; gc.collect(); gc.disable()
def dead(r): return r() is None
m = tf.Module(); m.w = tf.Variable(1.); m.f = tf.function(lambda x: x * 2.); m.f(1.)
refs = [weakref.ref(o) for o in (m, m.w, m.f)]; del m; print([dead(r) for r in refs])
class Step(tf.Module):
    def __init__(self): super().__init__(); self.w = tf.Variable(1.)
    @tf.function
    def __call__(self, x): return self.w * x
s = Step(); s(tf.constant(1.)); refs = [weakref.ref(s), weakref.ref(s.w)]; c = s.__call__.get_concrete_function(tf.constant(1.)); del s; print([dead(r) for r in refs]); gc.collect(); print([dead(r) for r in refs])
say('concrete', lambda: c(tf.constant(2.))); del c; gc.collect(); print([dead(r) for r in refs])
def train():
    v = tf.Variable(1.); opt = K.optimizers.SGD(0.1)
    with tf.GradientTape() as t: loss = v * v
    opt.apply_gradients([(t.gradient(loss, v), v)]); return weakref.ref(v), weakref.ref(opt), weakref.ref(t), weakref.ref(loss)
refs = train(); print([dead(r) for r in refs]); gc.collect(); print([dead(r) for r in refs])
v = tf.Variable(1.); opt = K.optimizers.Adam(0.1); opt.apply_gradients([(tf.constant(1.), v)]); r = weakref.ref(v); del v; print('optimizer holds', not dead(r)); del opt; gc.collect(); print(dead(r))
ck = tf.train.Checkpoint(a=tf.Variable(1.)); r = weakref.ref(ck.a); st = ck.restore(ck.write(tempfile.mkdtemp() + '/c')); del ck; gc.collect(); print('status holds', not dead(r)); del st; gc.collect(); print(dead(r))
ma = tf.train.CheckpointManager(tf.train.Checkpoint(a=tf.Variable(1.)), tempfile.mkdtemp(), 1); r = weakref.ref(ma.checkpoint.a); ma.save(); del ma; gc.collect(); print('manager', dead(r))
def cell(): return [tf.Variable(float(i)) for i in range(3)]
vs = cell(); refs = [weakref.ref(x) for x in vs]; f = tf.function(lambda i: vs[0] + vs[i]); f(1); del vs[2]; print([dead(r) for r in refs]); vs[0] = None; print([dead(r) for r in refs]); say('run', lambda: f(1)); say('retrace', lambda: f(2))
t = tf.constant([1., 2.]); r = weakref.ref(t); u = t[0]; del t; print('slice', dead(r)); n = tf.constant([1., 2.]); a = n.numpy(); r = weakref.ref(n); del n; print('numpy', dead(r), a)
class A: pass
a = A(); r = weakref.ref(a); tf.function(lambda x: x)(1); g = tf.function(lambda x, a: x); g(tf.constant(1.), a); del a; print('argument', dead(r))
ex = None
def fails():
    big = tf.Variable([1.]); global rb; rb = weakref.ref(big); tf.matmul(big, big)
try: fails()
except Exception as e: print(type(e).__name__, dead(rb)); ex = e
print('kept by error', not dead(rb)); del ex; print('after', dead(rb))
def traced_fail():
    w = tf.Variable(1.); global rw; rw = weakref.ref(w)
    @tf.function
    def inner(): return w + 'a'
    inner()
try: traced_fail()
except Exception as e: print(type(e).__name__)
gc.collect(); print('trace', dead(rw))
m = K.Sequential([K.layers.Dense(1)]); m(tf.ones([1, 2])); refs = [weakref.ref(m), weakref.ref(m.layers[0]), weakref.ref(m.weights[0])]; del m; gc.collect(); print([dead(r) for r in refs])
e = tf.train.ExponentialMovingAverage(0.9); v = tf.Variable(1.); e.apply([v]); r = weakref.ref(e.average(v)); rv = weakref.ref(v); del v; gc.collect(); print('average', dead(r), dead(rv)); del e; gc.collect(); print(dead(r), dead(rv))
x = tf.Variable(1.); y = x + 1.; r = weakref.ref(x); del x; print('read', dead(r)); x = tf.Variable(1.); h = x.ref(); r = weakref.ref(x); del x; print('ref', not dead(r)); del h; print(dead(r)); x = tf.Variable([1., 2.]); s = x[0].assign(5.); r = weakref.ref(x); del x; print('assigned slice', dead(r)); print(s)
