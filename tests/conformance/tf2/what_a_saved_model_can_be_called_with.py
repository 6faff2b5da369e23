"""A saved model is called by its functions and signatures, and what was not traced is not there."""
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
        print(label, '!', type(e).__name__, first.replace(' keyword-only', '')[:180])
folder = tempfile.mkdtemp()
class Scale(tf.Module):
    def __init__(self): super().__init__(); self.w = tf.Variable(2., name='w'); self.table = [tf.Variable(5., trainable=False)]; self.note = 'text'; self.number = 3
    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32, name='x')])
    def __call__(self, x): return self.w * x
    @tf.function
    def poly(self, x, flag=False): return x + self.w if flag else x
    def plain(self, x): return x
    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def set(self, x): self.w.assign(x); return {'w': self.w.read_value(), 'table': self.table[0] + 0.}
m = Scale(); m.poly(tf.constant(1.)); m.poly(tf.constant([1., 2.]), True)
tf.saved_model.save(m, folder + '/a'); l = tf.saved_model.load(folder + '/a')
print(type(l).__name__, list(l.signatures), l.w.name, l.w.trainable, l.table[0].trainable)
print(l([1., 2.]) if False else l(tf.constant([1., 2.])), l.poly(tf.constant(1.)), l.poly(tf.constant([1., 2.]), True), l.set(tf.constant(4.)), l.w.numpy(), m.w.numpy())
say('shape', lambda: l(tf.constant(1.)))
say('dtype', lambda: l(tf.constant([1])))
say('untraced', lambda: l.poly(tf.constant([1.])))
say('untraced flag', lambda: l.poly(tf.constant(1.), True))
say('keyword', lambda: l.poly(x=tf.constant(1.), flag=False))
say('plain', lambda: l.plain(1.)); say('note', lambda: l.note); say('number', lambda: l.number); say('variables', lambda: l.variables)
say('python', lambda: l.poly(1.))
tf.saved_model.save(m, folder + '/b', signatures=m.__call__); b = tf.saved_model.load(folder + '/b'); s = b.signatures['serving_default']
print(list(b.signatures), s.structured_input_signature, s.structured_outputs, s(x=tf.constant([3.])))
say('positional', lambda: s(tf.constant([3.]))); say('missing', lambda: s()); say('wrong name', lambda: s(y=tf.constant([3.]))); say('list', lambda: s(x=[3.])); say('key', lambda: b.signatures['zz'])
say('two', lambda: (tf.saved_model.save(m, folder + '/c', signatures={'serve': m.__call__, 'set': m.set}), sorted(tf.saved_model.load(folder + '/c').signatures))[1])
say('concrete', lambda: (tf.saved_model.save(m, folder + '/e', signatures=m.poly.get_concrete_function(tf.TensorSpec([2], tf.float32, name='q'))), tf.saved_model.load(folder + '/e').signatures['serving_default'](q=tf.constant([1., 2.])))[1])
say('list out', lambda: (tf.saved_model.save(m, folder + '/g', signatures=tf.function(lambda x: (x, x + 1.)).get_concrete_function(tf.TensorSpec([], tf.float32, name='x'))), sorted(tf.saved_model.load(folder + '/g').signatures['serving_default'](x=tf.constant(1.)).items()))[1])
say('python out', lambda: tf.saved_model.save(m, folder + '/h', signatures=tf.function(lambda x: 'a').get_concrete_function(tf.TensorSpec([], tf.float32))) or 'saved')
say('not trackable', lambda: tf.saved_model.save(3, folder + '/i'))
outside = tf.Variable(1.); k = tf.Module(); k.f = tf.function(lambda: outside + 1.); k.f()
say('untracked', lambda: tf.saved_model.save(k, folder + '/k'))
k.v = outside; say('tracked', lambda: (tf.saved_model.save(k, folder + '/k2'), tf.saved_model.load(folder + '/k2').f())[1])
with tf.GradientTape() as t: y = l(tf.constant([1., 2.]))
print(t.gradient(y, l.w)); l2 = tf.saved_model.load(folder + '/a'); print(l2.w.numpy(), l.w is l2.w); r = weakref.ref(l); rw = weakref.ref(l.w); f = l.set; del l, t, y; gc.collect(); print('loaded', r() is None, rw() is None)
say('orphan', lambda: f(tf.constant(1.)))
say('contains', lambda: (tf.saved_model.contains_saved_model(folder + '/a'), tf.saved_model.contains_saved_model(folder)))
l2.extra = tf.Variable(1.); say('again', lambda: (tf.saved_model.save(l2, folder + '/z'), tf.saved_model.load(folder + '/z').extra.numpy())[1])
c = tf.saved_model.load(folder + '/a').poly.concrete_functions if hasattr(l2.poly, 'concrete_functions') else None; print(len(c) if c is not None else None)
