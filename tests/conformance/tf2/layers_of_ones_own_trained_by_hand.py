"""Custom layers build once, own their weights and train by hand."""
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
K = tf.keras
class Linear(K.layers.Layer):
    def __init__(self, units=2, **kw): super().__init__(**kw); self.units = units
    def build(self, shape):
        print('build', shape); self.w = self.add_weight(shape=(shape[-1], self.units), initializer='ones', trainable=True, name='w'); self.b = self.add_weight(shape=(self.units,), initializer='zeros', name='b')
    def call(self, x, training=None): self.seen = training; return tf.matmul(x, self.w) + self.b
l = Linear(3, name='lin'); print(l.built, l.weights, l.name); y = l(tf.ones([2, 4])); print(y.shape, l.built, [w.name for w in l.weights], [w.path for w in l.weights], l.seen)
l(tf.ones([1, 4]), training=True); print(l.seen); say('other shape', lambda: l(tf.ones([1, 5])))
say('count', lambda: l.count_params()); say('unbuilt count', lambda: Linear().count_params())
say('get', lambda: [w.shape for w in l.get_weights()]); say('set', lambda: l.set_weights([np.zeros([4, 3])])); say('set shape', lambda: l.set_weights([np.zeros([4, 4]), np.zeros([3])]))
l.trainable = False; print(len(l.trainable_weights), len(l.non_trainable_weights), l.w.trainable); l.trainable = True
class Count(K.layers.Layer):
    def __init__(self): super().__init__(); self.total = self.add_weight(shape=(), initializer='zeros', trainable=False, name='total'); self.plain = tf.Variable(1., name='plain'); self.inner = [Linear(1), Linear(1)]
    def call(self, x): self.total.assign_add(tf.reduce_sum(x)); self.add_loss(tf.reduce_sum(x) * 0.1); return self.inner[1](self.inner[0](x))
c = Count(); c(tf.ones([1, 2])); print(c.total.numpy(), [v.name for v in c.weights], [v.name for v in c.trainable_weights], [float(x) for x in c.losses]); c(tf.ones([1, 2])); print(c.total.numpy(), len(c.losses))
class Net(K.Model):
    def __init__(self): super().__init__(); self.d1 = K.layers.Dense(3, activation='relu', kernel_initializer='ones'); self.d2 = K.layers.Dense(1, kernel_initializer='ones'); self.drop = K.layers.Dropout(0.5)
    def call(self, x, training=False): return self.d2(self.drop(self.d1(x), training=training))
n = Net(); say('unbuilt', lambda: n.summary() if False else (n.built, len(n.weights))); x = tf.constant([[1., 2.]]); print(n(x)); print([w.path for w in n.weights], [q.name for q in n.layers])
opt = K.optimizers.SGD(0.01); loss_fn = K.losses.MeanSquaredError(); met = K.metrics.Mean(name='m')
@tf.function
def step(x, y):
    print('trace')
    with tf.GradientTape() as t: loss = loss_fn(y, n(x, training=False))
    opt.apply_gradients(zip(t.gradient(loss, n.trainable_variables), n.trainable_variables)); met.update_state(loss); return loss
for _ in range(3): print(np.round(step(x, tf.constant([[1.]])).numpy(), 4))
print(np.round(met.result().numpy(), 3), met.name, opt.iterations.numpy(), [v.name for v in met.variables]); met.reset_state(); print(met.result().numpy())
opt2 = K.optimizers.Adam(0.01)
@tf.function
def step2(x, y, o):
    with tf.GradientTape() as t: loss = loss_fn(y, n(x))
    o.apply_gradients(zip(t.gradient(loss, n.trainable_variables), n.trainable_variables)); return loss
say('first optimizer', lambda: np.round(step2(x, tf.constant([[1.]]), opt2).numpy() >= 0)); say('second optimizer', lambda: step2(x, tf.constant([[1.]]), K.optimizers.Adam(0.01)) is not None)
say('other model', lambda: opt2.apply_gradients([(tf.constant(1.), tf.Variable(1., name='foreign'))]))
say('lists', lambda: opt2.apply_gradients([])); say('bad rate', lambda: K.optimizers.SGD('fast')); say('get', lambda: type(K.optimizers.get('adam')).__name__); say('get bad', lambda: K.optimizers.get('adamm'))
print(opt2.learning_rate.numpy(), [v.path for v in opt2.variables][:4]); opt2.learning_rate = 0.5; print(opt2.learning_rate.numpy()); opt2.learning_rate.assign(0.25); print(opt2.get_config()['learning_rate'])
s = K.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5, staircase=True); print([np.round(float(s(i)), 4) for i in (0, 9, 10, 25)]); o3 = K.optimizers.SGD(s); print(np.round(float(o3.learning_rate), 4)); say('set schedule', lambda: setattr(o3, 'learning_rate', 0.1))
p = K.optimizers.schedules.PiecewiseConstantDecay([2, 4], [1., 0.5, 0.1]); print([float(p(i)) for i in range(6)]); say('bad', lambda: K.optimizers.schedules.PiecewiseConstantDecay([2], [1.])); q = K.optimizers.schedules.PolynomialDecay(1., 10, 0.1); print([np.round(float(q(i)), 3) for i in (0, 5, 10, 20)]); z = K.optimizers.schedules.CosineDecay(1., 10, warmup_target=2., warmup_steps=2); print([np.round(float(z(i)), 3) for i in (0, 1, 2, 7, 12)]); k = K.optimizers.schedules.InverseTimeDecay(1., 2, 0.5); print(np.round(float(k(4)), 3), k.get_config())
seq = K.Sequential([K.layers.Dense(2, kernel_initializer='ones', name='first'), K.layers.Dense(1, kernel_initializer='ones')]); say('seq unbuilt', lambda: seq.weights); print(seq(x).numpy(), [w.path for w in seq.weights]); say('add', lambda: (seq.add(K.layers.Dense(1)), len(seq.layers), seq.built)[1:]); say('pop', lambda: (seq.pop(), len(seq.layers))[1]); say('get_layer', lambda: seq.get_layer('first').name); say('no layer', lambda: seq.get_layer('zz')); say('index', lambda: seq.get_layer(index=9)); say('dup', lambda: K.Sequential([K.layers.Dense(1, name='a'), K.layers.Dense(1, name='a')])); say('not layer', lambda: K.Sequential([3]))
r = weakref.ref(n); rw = weakref.ref(n.weights[0]); del n, step, step2, opt, opt2; gc.collect(); print('model', r() is None, rw() is None)
say('dense int', lambda: K.layers.Dense(2.5)); say('dense rank', lambda: K.layers.Dense(2)(tf.ones([3]))); say('dense string', lambda: K.layers.Dense(2)('a')); say('init bad', lambda: K.layers.Dense(2, kernel_initializer='uno')); say('act bad', lambda: K.layers.Dense(2, activation='reluu')); say('no call', lambda: K.layers.Layer()(x)); say('no super', lambda: type('Q', (K.layers.Layer,), {'__init__': lambda self: setattr(self, 'a', 1)})())
