"""Feeds, fetches and Python functions of a session as people use them, and what is refused."""
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
x = tf.placeholder(tf.float32, [None, 2], name='x'); y = tf.placeholder_with_default([1., 2.], [2], name='y'); n = tf.placeholder(tf.int32, name='n'); st = tf.placeholder(tf.string, [], name='st'); b = tf.placeholder(tf.bool, []); s = tf.Session()
z = x * y; print(z.shape, n.shape, x.shape.as_list(), z.name); say('list', lambda: s.run(z, {x: [[1, 2]]})); say('default', lambda: s.run(y)); say('override', lambda: s.run(y, {y: [5, 6]})); say('wrong', lambda: s.run(y, {y: [5, 6, 7]})); say('rank', lambda: s.run(z, {x: [1, 2]})); say('ragged', lambda: s.run(z, {x: [[1, 2], [3]]})); say('unknown', lambda: s.run(n + 1, {n: [[1]]})); say('float to int', lambda: s.run(n, {n: 1.5})); say('big', lambda: s.run(n, {n: 2 ** 40})); say('number as string', lambda: s.run(st, {st: 3})); say('bool', lambda: s.run(b, {b: 1})); say('none', lambda: s.run(n, {n: None})); say('intermediate', lambda: s.run(z, {z: [[9., 9.]]})); say('constant', lambda: (lambda c: s.run(c * 2, {c: 5}))(tf.constant(1))); say('name', lambda: s.run('x:0', {'x:0': [[1, 2]]})); say('op', lambda: s.run(z.op, {x: [[1, 2]]})); say('name op', lambda: s.run('mul', {x: [[1, 2]]})); say('dup', lambda: s.run([z, z], {x: [[1, 2]]})); say('empty', lambda: s.run([])); say('nested', lambda: s.run([[], (), {}])); say('namedtuple', lambda: s.run(__import__('collections').namedtuple('P', 'a b')(y, [y]))); say('ordered', lambda: list(s.run(__import__('collections').OrderedDict(b=y, a=n + 1), {n: 1}).items())); say('np', lambda: s.run(np.array([1]))); say('set', lambda: s.run({y})); say('variable', lambda: s.run(tf.Variable(1.))); say('feed dict', lambda: s.run(y, [y])); say('unused', lambda: s.run(y, {n: 3}))
calls = []
def f(a, b): calls.append((type(a).__name__, a.dtype.name)); return a + b
p = tf.py_func(f, [x, 1.], tf.float32); print(p.name, p.shape, p.op.type, p.dtype); say('py', lambda: s.run(p, {x: [[1, 2]]})); print(calls); say('py dtype', lambda: s.run(tf.py_func(lambda: np.int64(1), [], tf.float32))); say('py two', lambda: s.run(tf.py_func(lambda: (np.float32(1), np.int64(2)), [], [tf.float32, tf.int64]))); say('py count', lambda: s.run(tf.py_func(lambda: (1., 2.), [], [tf.float64])))
def bad(): raise KeyError('oops')
def err(build):
    try: s.run(build())
    except Exception as e: return type(e).__name__, 'oops' in str(e)
print(err(lambda: tf.py_func(bad, [], tf.float32))); say('stateful', lambda: (tf.py_func(lambda: 1., [], tf.float64, stateful=True).op.type, tf.py_func(lambda: 1., [], tf.float64, stateful=False).op.type)); say('gradient', lambda: tf.gradients(p, x)); state = [0]
def tick(): state[0] += 1; return np.int32(state[0])
tk = tf.py_func(tick, [], tf.int32); print(s.run([tk, tk]), s.run(tk + tk), state); say('string', lambda: s.run(tf.py_func(lambda q: q + b'!', [st], tf.string), {st: 'a'})); say('list', lambda: s.run(tf.py_func(lambda: [1., 2.], [], tf.float64))); say('none', lambda: s.run(tf.py_func(lambda: None, [], [])))
h = s.make_callable([z, y], [x]); print(h([[1., 1.]])); say('callable count', lambda: h()); v = tf.get_variable('v', initializer=[1., 2.]); s.run(v.initializer); r = s.run(v); r[0] = 99.; print(s.run(v)); q = s.run(v.assign(r)); q[1] = -1.; print(s.run(v)); say('assign shape', lambda: s.run(tf.assign(v, [1.]))); say('assign validate', lambda: s.run(tf.assign(v, [1.], validate_shape=False))); say('scatter', lambda: s.run(tf.scatter_update(v, [0], [7.]))); say('scatter out', lambda: s.run(tf.scatter_update(v, [5], [7.]))); say('gather out', lambda: s.run(tf.gather([1., 2.], 5))); say('div', lambda: s.run(tf.constant(1) // tf.constant(0))); say('nan', lambda: s.run(tf.check_numerics(tf.constant(float('nan')), 'bad'))); say('assert', lambda: s.run(tf.Assert(tf.constant(False), ['msg']))); say('assert_equal', lambda: tf.assert_equal(1, 2)); say('reshape', lambda: s.run(tf.reshape(x, [3]), {x: [[1, 2]]})); say('matmul', lambda: s.run(tf.matmul(x, x), {x: [[1, 2]]})); say('matmul ok', lambda: s.run(tf.matmul(x, x), {x: [[1, 2], [3, 4]]})); say('print', lambda: s.run(tf.Print(y, [y], 'm'))); say('loss', lambda: s.run(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=n, logits=x), {n: [0], x: [[1, 2]]})); say('labels', lambda: tf.nn.softmax_cross_entropy_with_logits(x, x)); say('op run', lambda: tf.no_op().run(session=s)); say('tensor run', lambda: y.eval(session=s, feed_dict={y: [0, 1]})); say('list_devices', lambda: len(s.list_devices()) > 0); say('graph_def', lambda: s.graph_def.node[0].name); say('reset', lambda: tf.Session.reset if False else 'x'); 
with s: say('with', lambda: y.eval())
say('closed', lambda: s.run(y)); say('close again', lambda: s.close())
