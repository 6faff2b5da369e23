"""What is made outside of a branch runs whichever branch is taken."""
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
v = tf.get_variable('v', initializer=0.); c = tf.get_variable('c', initializer=0.)
p = tf.placeholder(tf.bool, [], name='p')
outside = tf.assign_add(v, 1., name='outside')
r1 = tf.cond(p, lambda: outside, lambda: tf.constant(-1.))
def inside_fn():
    a = tf.assign_add(c, 1., name='inside'); print(a.name, a.graph is tf.get_default_graph()); return a
r2 = tf.cond(p, inside_fn, lambda: tf.constant(-1.))
def dep():
    with tf.control_dependencies([tf.assign_add(c, 10., name='dep')]): return tf.identity(v)
r3 = tf.cond(p, dep, lambda: tf.identity(v))
print(r1.name, r2.name, r3.name, r2.op.type, r2.shape, r2.dtype)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    for flag in (True, False):
        print(flag, s.run(r1, {p: flag}), s.run(v)); print(flag, s.run(r2, {p: flag}), s.run(c)); print(flag, s.run(r3, {p: flag}), s.run(c))
say('python', lambda: tf.cond(True, lambda: tf.constant(1), lambda: tf.constant(2)))
say('none', lambda: tf.cond(p, lambda: None, lambda: None))
say('one none', lambda: tf.cond(p, lambda: tf.constant(1.), lambda: None))
say('dtypes', lambda: tf.cond(p, lambda: tf.constant(1.), lambda: tf.constant(1)))
say('structures', lambda: tf.cond(p, lambda: (v, v), lambda: v))
say('lengths', lambda: tf.cond(p, lambda: [tf.constant(1.), tf.constant(1.)], lambda: [tf.constant(1.)]))
say('not callable', lambda: tf.cond(p, v, lambda: v))
say('number', lambda: tf.cond(tf.constant(1), lambda: v, lambda: v))
say('vector', lambda: tf.cond(tf.constant([True]), lambda: v, lambda: v))
say('if', lambda: 1 if p else 2)
say('for', lambda: [t for t in tf.constant([1, 2])])
say('equals', lambda: tf.constant(1) == 1)
say('and', lambda: p and p)
say('len', lambda: len(tf.constant([1, 2])))
say('float', lambda: float(tf.constant(1.)))
say('dict', lambda: sorted(tf.cond(p, lambda: {'a': v, 'b': c}, lambda: {'a': c, 'b': v}).items())[0][0])
say('case', lambda: tf.case([(p, lambda: tf.constant(1.))], default=lambda: tf.constant(2.), name='mycase').name)
say('case none', lambda: tf.case([(p, lambda: tf.constant(1.))]).name)
say('case exclusive', lambda: tf.Session().run(tf.case({p: lambda: tf.constant(1.), tf.logical_or(p, True): lambda: tf.constant(2.)}, exclusive=True), {p: True}))
n = tf.placeholder(tf.int32, [], name='n')
say('switch', lambda: tf.Session().run(tf.switch_case(n, [lambda: tf.constant(10), lambda: tf.constant(20)], default=lambda: tf.constant(0)), {n: 5}))
grad = tf.gradients(tf.cond(p, lambda: v * v, lambda: v * 3.), v)[0]
with tf.Session() as s:
    s.run(tf.global_variables_initializer()); s.run(v.assign(5.)); print(s.run(grad, {p: True}), s.run(grad, {p: False}))
i, total = tf.while_loop(lambda i, t: i < 4, lambda i, t: (i + 1, t + tf.cast(i, tf.float32) * v), [tf.constant(0), tf.constant(0.)], name='loop')
say('shape', lambda: tf.while_loop(lambda x: tf.reduce_sum(x) < 10., lambda x: tf.concat([x, x], 0), [tf.ones([1])]))
say('invariant', lambda: tf.while_loop(lambda x: tf.reduce_sum(x) < 10., lambda x: tf.concat([x, x], 0), [tf.ones([1])], shape_invariants=[tf.TensorShape([None])]).shape)
say('count', lambda: tf.while_loop(lambda x, y: x < 10, lambda x, y: [x], [tf.constant(1), tf.constant(2)]))
say('no vars', lambda: tf.while_loop(lambda: True, lambda: 1, []))
say('cond vector', lambda: tf.while_loop(lambda x: x < 10, lambda x: x, [tf.constant([1, 2])]))
say('maximum', lambda: tf.Session().run(tf.while_loop(lambda x: x < 10, lambda x: x + 1, [tf.constant(1)], maximum_iterations=3)))
def body(i, ta): return i + 1, ta.write(i, tf.cast(i, tf.float32) * 2.)
_, ta = tf.while_loop(lambda i, t: i < 3, body, [0, tf.TensorArray(tf.float32, 3)])
with tf.Session() as s: print(s.run(ta.stack()), s.run(ta.size()))
def one(build):
    with tf.Graph().as_default(), tf.Session() as s: return s.run(build())
say('write twice', lambda: one(lambda: tf.TensorArray(tf.float32, 2).write(0, 1.).write(0, 2.).stack()))
say('read unwritten', lambda: one(lambda: tf.TensorArray(tf.float32, 2).read(1)))
say('read unwritten shape', lambda: one(lambda: tf.TensorArray(tf.float32, 2, element_shape=[2]).read(1)))
say('out of bounds', lambda: one(lambda: tf.TensorArray(tf.float32, 2).write(2, 1.).size()))
say('out of bounds dynamic', lambda: one(lambda: tf.TensorArray(tf.float32, 2, dynamic_size=True).write(4, 1.).size()))
say('read out of bounds', lambda: one(lambda: tf.TensorArray(tf.float32, 2).read(7)))
say('shapes', lambda: one(lambda: tf.TensorArray(tf.float32, 2).write(0, [1.]).write(1, [1., 2.]).stack()))
def twice(**kw):
    t = tf.TensorArray(tf.float32, 1, **kw).write(0, 1.); a = t.read(0)
    with tf.control_dependencies([a]): return t.read(0)
say('read twice kept', lambda: one(lambda: twice(clear_after_read=False)))
say('concat', lambda: one(lambda: tf.TensorArray(tf.float32, 2, infer_shape=False).write(0, [1.]).write(1, [2., 3.]).concat()))
say('gather', lambda: one(lambda: tf.TensorArray(tf.float32, 3).unstack([1., 2., 3.]).gather([2, 0])))
say('unstack', lambda: one(lambda: tf.TensorArray(tf.float32, 2).unstack([1., 2., 3.]).stack()))
say('size', lambda: (tf.TensorArray(tf.float32, 2).size().name, tf.TensorArray(tf.float32, 2, name='mine').handle.name))
