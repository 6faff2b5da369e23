"""A metric owns its totals and keeps them until it is reset."""
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
M = tf.keras.metrics
a = M.Accuracy(); print(a.result().numpy()); print(a.update_state([1, 2, 3], [1, 2, 4])); print(np.round(a.result().numpy(), 4)); print(np.round(a([1], [0]).numpy(), 4)); a.update_state([1, 1], [1, 0], sample_weight=[0.5, 0.]); print(np.round(a.result().numpy(), 4), [(v.name, v.numpy().tolist()) for v in a.variables])
a.reset_state(); print(a.result().numpy())
m = M.Mean(); m.update_state([1., 2., 3.]); m.update_state(10., sample_weight=2.); print(m.result().numpy(), m.count.numpy(), m.total.numpy()); s = M.Sum(); s.update_state([[1., 2.]]); s.update_state(3); print(s.result().numpy(), s.dtype)
b = M.BinaryAccuracy(threshold=0.4); b.update_state([[1.], [0.]], [[0.45], [0.3]]); print(b.result().numpy()); c = M.CategoricalAccuracy(); c.update_state(np.array([[0., 1.], [1., 0.]]), np.array([[.1, .9], [.2, .8]])); print(c.result().numpy()); sc = M.SparseCategoricalAccuracy(); sc.update_state(np.array([1, 0]), np.array([[.1, .9], [.2, .8]])); print(sc.result().numpy(), sc.name)
p = M.Precision(); p.update_state([0, 1, 1, 1], [1, 0, 1, 1]); r = M.Recall(); r.update_state([0, 1, 1, 1], [1, 0, 1, 1]); print(np.round(p.result().numpy(), 4), np.round(r.result().numpy(), 4), [v.name for v in p.variables]); say('range', lambda: p.update_state([0], [2.]))
u = M.AUC(num_thresholds=3); u.update_state([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]); print(np.round(u.result().numpy(), 4)); u = M.AUC(); u.update_state([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); print(np.round(u.result().numpy(), 4), [v.shape for v in u.variables]); p2 = M.Precision(thresholds=[0.3, 0.7]); p2.update_state([0, 1, 1, 1], [0.9, 0., 0.4, 0.8], sample_weight=[1., 1., 2., 1.]); print(p2.result().numpy(), p2.name, M.Recall().name); say('threshold', lambda: M.Precision(2.)); say('few', lambda: M.AUC(1)); tp = M.TruePositives(); tp.update_state([[1, 1], [0, 1]], [[1, 0], [1, 1]]); print(tp.result().numpy(), [v.name for v in tp.variables], np.round(tp([1], [1]).numpy(), 1)); mse = M.MeanSquaredError(); mse.update_state([[0., 1.]], [[1., 1.]]); print(mse.result().numpy()); mae = M.MeanAbsoluteError(); mae.update_state([1.], [3.]); print(mae.result().numpy()); rm = M.RootMeanSquaredError(); rm.update_state([0., 0.], [3., 4.]); print(np.round(rm.result().numpy(), 4))
f = M.FalsePositives(); f.update_state([0, 1], [1, 1]); print(f.result().numpy()); bc = M.BinaryCrossentropy(); bc.update_state([[0., 1.]], [[.6, .4]]); print(np.round(bc.result().numpy(), 4)); cc = M.SparseCategoricalCrossentropy(from_logits=True); cc.update_state(np.array([1]), np.array([[1., 2.]])); print(np.round(cc.result().numpy(), 4))
say('get', lambda: type(M.get('mse')).__name__); say('get bad', lambda: M.get('zz')); say('config', lambda: m.get_config()); say('from', lambda: M.Mean.from_config({'name': 'q', 'dtype': 'float32'}).name)
class Mine(M.Metric):
    def __init__(self, name='mine', **kw): super().__init__(name=name, **kw); self.n = self.add_weight(name='n', initializer='zeros'); self.hist = []
    def update_state(self, y, p=None, sample_weight=None): self.n.assign_add(tf.reduce_sum(tf.cast(y, tf.float32)))
    def result(self): return self.n * 2.
q = Mine(); print(q([1, 2]), q([3]), q.variables[0].name, q.variables[0].path); q.reset_state(); print(q.result().numpy()); print(len(q.variables), q.dtype)
@tf.function
def upd(x): m.update_state(x); return m.result()
m.reset_state(); print(upd(tf.constant([1., 3.])), upd(tf.constant([5., 7.])), m.result().numpy(), upd.experimental_get_tracing_count())
@tf.function
def makes(x):
    z = M.Mean(); z.update_state(x); return z.result()
say('made in function', lambda: makes(tf.constant(1.)))
say('mean tensor', lambda: (lambda t: (t.update_state([1., 2.]), t.update_state([3., 4.]), t.result().numpy())[2])(M.MeanTensor() if hasattr(M, 'MeanTensor') else M.Mean()))
say('nan', lambda: (m.reset_state(), m.update_state(float('nan')), m.result().numpy())[2]); say('empty', lambda: (m.reset_state(), m.update_state([]), m.result().numpy())[2]); say('ints', lambda: (m.reset_state(), m.update_state([1, 2]), m.result().numpy())[2]); say('bools', lambda: (m.reset_state(), m.update_state([True, False]), m.result().numpy())[2])
rm_, rv = weakref.ref(m), weakref.ref(m.total); del m, upd; gc.collect(); print('metric', rm_() is None, rv() is None)
