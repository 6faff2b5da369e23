"""A module finds variables in lists, dicts and tuples, also those put there later."""
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
class Net(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.layers = [tf.Variable(1., name='a'), [tf.Variable(2., name='b')]]
        self.table = {'z': tf.Variable(3., name='z'), 'y': (tf.Variable(4., name='y'), 5)}
        self.pair = (tf.Variable(6., name='p'), tf.Module(name='sub'))
        self.number = 3; self.none = None; self.text = 'x'
n = Net(); print(n.name, [v.name for v in n.variables], [s.name for s in n.submodules])
print(type(n.layers).__name__, type(n.table).__name__, type(n.pair).__name__, type(n.layers[1]).__name__)
n.layers.append(tf.Variable(7., name='late')); n.table['k'] = tf.Variable(8., name='k'); print([v.name for v in n.variables])
n.layers[1].extend([tf.Variable(9., name='ext')]); n.layers.insert(0, tf.Variable(0., name='ins')); print([v.name for v in n.variables])
r = weakref.ref(n.layers.pop()); print('popped', r() is None); r = weakref.ref(n.table['k']); del n.table['k']; print('deleted', r() is None)
say('trainable', lambda: len(n.trainable_variables)); say('non', lambda: len(n.non_trainable_variables))
folder = tempfile.mkdtemp()
say('checkpoint', lambda: tf.train.Checkpoint(n=n).save(folder + '/c') and 'saved')
m = Net(); m.more = [tf.Variable(1.)]; m.more.append(tf.Variable(2.)); del m.layers, m.table, m.pair
print(tf.train.Checkpoint(m=m).write(folder + '/m')[len(folder):], [k for k, _ in tf.train.list_variables(folder + '/m')])
m.more.insert(0, tf.Variable(5.)); say('insert', lambda: tf.train.Checkpoint(m=m).write(folder + '/m2'))
m.d = {1: tf.Variable(1.), 'a/b': tf.Variable(2.)}; say('keys', lambda: tf.train.Checkpoint(m=m.d).write(folder + '/m3') if False else sorted(map(str, m.d)))
class Own(tf.Module):
    def __init__(self): self.v = tf.Variable(1.)
say('no super', lambda: (Own().variables, Own().name))
class Lazy(tf.Module):
    def __init__(self, units, name=None): super().__init__(name=name); self.units = units; self.built = False
    @tf.Module.with_name_scope
    def __call__(self, x):
        if not self.built: self.w = tf.Variable(tf.ones([x.shape[-1], self.units]), name='w'); self.built = True
        return x @ self.w
l = Lazy(2, name='lazy_one'); print(l.variables, l(tf.ones([1, 3])), l.w.name, l.name_scope.name)
class Two(tf.Module):
    def __init__(self): super().__init__(); self.one = Lazy(2); self.two = Lazy(1); self.again = self.one
    @tf.Module.with_name_scope
    def __call__(self, x): return self.two(self.one(x))
t = Two(); print(t(tf.ones([1, 2])), [v.name for v in t.variables], [s.name for s in t.submodules], t.name)
say('bad name', lambda: tf.Module(name='a b')); say('bad name', lambda: tf.Module(name='1a')); say('name', lambda: tf.Module(name='A_b').name_scope.name)
print(repr(n.layers)[:12], n.layers == list(n.layers), n.layers + [1] == list(n.layers) + [1], isinstance(n.layers, list), isinstance(n.table, dict), len(n.layers))
n.layers.sort(key=lambda v: 0) if False else None
say('reverse', lambda: n.layers.reverse()); say('index', lambda: n.layers[5]); say('key', lambda: n.table['nope']); say('get', lambda: n.table.get('nope', 1)); say('update', lambda: n.table.update(q=1) or sorted(n.table))
say('setdefault', lambda: n.table.setdefault('w', 2)); say('clear', lambda: (n.table.clear(), dict(n.table))[1]); say('slice', lambda: len(n.layers[:2])); say('mul', lambda: len(n.layers * 2)); say('in', lambda: n.layers[0] in n.layers)
a = tf.Module(); a.b = tf.Module(); a.b.c = a; a.v = tf.Variable(1.); print([v.name for v in a.variables], len(a.submodules), [s.name for s in a.b.submodules])
ra = weakref.ref(a); del a; print('cycle', ra() is None); gc.collect(); print('collected', ra() is None)
b = tf.Module(); b.v = tf.Variable(1.); rb, rv = weakref.ref(b), weakref.ref(b.v); del b; print(rb() is None, rv() is None)
c = tf.Module(); c.v = tf.Variable(1.); rv = weakref.ref(c.v); c.v = tf.Variable(2.); print('replaced', rv() is None); c.l = [tf.Variable(1.)]; rl = weakref.ref(c.l[0]); c.l = []; print('list', rl() is None)
c.fn = tf.function(lambda: c.v); print([v.name for v in c.variables], c.fn().numpy())
class P(tf.Module):
    @property
    def w(self): return tf.Variable(1., name='fresh')
    cls = tf.Variable(2., name='class')
say('property', lambda: [v.name for v in P().variables])
from collections import OrderedDict, namedtuple, deque
NT = namedtuple('NT', 'x y'); d = tf.Module(); d.nt = NT(tf.Variable(1., name='x'), 2); d.od = OrderedDict(b=tf.Variable(2., name='b'), a=tf.Variable(3., name='a')); d.dq = deque([tf.Variable(4., name='dq')]); d.st = {1}; print([v.name for v in d.variables], type(d.nt).__name__, type(d.od).__name__, type(d.dq).__name__)
d.gen = (i for i in [tf.Variable(1.)]); d.obj = object(); print(len(d.variables)); d.np = np.array([1]); d.cb = lambda: 1; print(type(d.np).__name__)
say('two', lambda: [v.name for v in (lambda q: (setattr(q, 's', [d.nt.x, d.nt.x]), q)[1])(tf.Module()).variables])
