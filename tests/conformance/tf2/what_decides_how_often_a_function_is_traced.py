"""What a function is called with decides how often it is traced."""
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
traces = []
@tf.function
def f(x, flag=True, scale=1):
    traces.append((type(x).__name__, getattr(x, 'shape', None), flag, scale)); return x * scale if flag else x
print(f(1), f(2), f(1), len(traces))
print(f(tf.constant(1)), f(tf.constant(2)), len(traces))
print(f(tf.constant([1, 2])), f(tf.constant([1, 2, 3])), len(traces))
f(np.array([1, 2, 3])); print(len(traces)); f(np.int32(3)); print(len(traces))
f(tf.constant(1), True); f(tf.constant(1), flag=True, scale=1); print(len(traces)); f(tf.constant(1), True, 1.0) if False else None
f(x=tf.constant(5)); print(len(traces), f.experimental_get_tracing_count())
print(f.pretty_printed_concrete_signatures().split('\n')[0])
@tf.function(reduce_retracing=True)
def g(x): traces.append(x.shape); return tf.reduce_sum(x)
del traces[:]
for n in range(1, 6): g(tf.zeros([n]))
print(traces); g(tf.zeros([2, 2])); g(tf.zeros([3, 3])); print(traces[2:])
@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def h(x): traces.append('h'); return x + 1.
print(h([1., 2.]), h(tf.zeros([0])), traces.count('h'))
say('rank', lambda: h(tf.zeros([1, 1])))
say('dtype', lambda: h(tf.constant([1])))
say('count', lambda: h(tf.zeros([1]), 2))
say('none', lambda: h())
say('python', lambda: h(3.))
c = g.get_concrete_function(tf.TensorSpec([None, 2], tf.float32, name='inp'))
print(c.structured_input_signature, c.structured_outputs, c.inputs[0].name, c.outputs[0].name, [o.name for o in c.graph.get_operations()])
say('concrete', lambda: c(tf.ones([3, 2])))
say('concrete keyword', lambda: c(inp=tf.ones([3, 2])))
say('concrete bad', lambda: c(tf.ones([3, 3])))
say('concrete extra', lambda: c(tf.ones([3, 2]), 1))
class Config:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n
    def __eq__(self, o): return self.n == o.n
calls = []
@tf.function
def k(x, cfg): calls.append(cfg if isinstance(cfg, (int, str, tuple, list, dict)) else type(cfg).__name__); return x + (cfg.n if isinstance(cfg, Config) else 1.)
one = tf.constant(1.)
for cfg in (Config(1), Config(1), Config(2), 'a', 'a', (1, 2), (1, 2), [1, 2], {'a': 1}, {'a': 1}, {'a': 2}): k(one, cfg)
print(calls)
say('set', lambda: k(one, {1, 2})); say('lambda', lambda: k(one, lambda: 1)); print(len(calls))
say('none', lambda: k(one, None)); print(k.experimental_get_tracing_count())
old = weakref.ref(Config(3)); cfg = Config(4); w = weakref.ref(cfg); k(one, cfg); del cfg; print('config', w() is None)
class M:
    @tf.function
    def call(self, x): calls.append('M'); return x
del calls[:]
for _ in range(3): M().call(one)
m = M(); m.call(one); m.call(one); print(calls); wm = weakref.ref(m); del m; print('m', wm() is None)
fns = [tf.function(lambda x: x + 1.) for _ in range(3)]; print([fn(one).numpy() for fn in fns], fns[0].experimental_get_tracing_count())
wf = weakref.ref(fns[0]); fns = None; print('fn', wf() is None)
say('kwargs', lambda: tf.function(lambda **kw: sorted(kw))(b=1, a=one))
say('varargs', lambda: tf.function(lambda *a: len(a))(1, 2, 3))
say('default', lambda: tf.function(lambda x, y=one: x + y)(one))
say('missing', lambda: f())
say('extra', lambda: f(1, 2, 3, 4))
say('unknown', lambda: f(1, z=2))
say('returns', lambda: tf.function(lambda: {'a': 1, 'b': [one, None], 'c': 'x'})())
say('bool of tensor', lambda: tf.function(lambda x: 1 if x > 0 else 0, autograph=False)(one))
say('iterate', lambda: tf.function(lambda x: [i for i in x], autograph=False)(tf.zeros([3])))
say('numpy', lambda: tf.function(lambda x: x.numpy())(one))
say('int', lambda: tf.function(lambda x: int(x))(one))
say('range', lambda: tf.function(lambda x: [i for i in range(x)])(tf.constant(3)))
