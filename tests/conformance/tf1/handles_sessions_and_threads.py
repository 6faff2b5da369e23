"""Handles of the old world are light: the graph keeps what it has, and sessions keep values apart."""
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
gc.collect(); gc.disable()
g = tf.Graph(); ref = weakref.ref(g)
with g.as_default():
    v = tf.Variable(1., name='v'); rv = weakref.ref(v); t = v + 1.; rt = weakref.ref(t); ro = weakref.ref(t.op)
del v; print('variable', rv() is not None)
del t; print('tensor', ro() is not None)
print([x.name for x in g.get_collection('variables')])
s1, s2 = tf.Session(graph=g), tf.Session(graph=g)
with g.as_default(): init = tf.global_variables_initializer(); add = tf.assign_add(tf.global_variables()[0], 1.)
s1.run(init); s2.run(init); s1.run(add); print(s1.run('v:0'), s2.run('v:0'))
say('other session', lambda: tf.Session(graph=g).run('v:0'))
say('default', lambda: tf.get_default_session())
with s1.as_default(): print(tf.get_default_session() is s1, tf.get_default_graph() is g)
with s1.as_default(), g.as_default(): print(tf.global_variables()[0].eval(), init.run())
say('eval', lambda: g.get_tensor_by_name('v:0').eval())
say('run', lambda: init.run())
with tf.Session() as other: say('wrong', lambda: g.get_tensor_by_name('v:0').eval()); say('wrong run', lambda: init.run())
rs = weakref.ref(s1); s1.close(); del s1; gc.collect(); print('session', rs() is not None)
results = []
def work(n):
    for _ in range(50): s2.run(add)
    results.append(tf.get_default_graph() is g)
s2.run(init); threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
[x.start() for x in threads]; [x.join() for x in threads]
print(results, s2.run('v:0') > 50)
coord = tf.train.Coordinator()
def loop(i):
    while not coord.should_stop():
        if i == 2: coord.request_stop()
threads = [threading.Thread(target=loop, args=(i,)) for i in range(3)]
[x.start() for x in threads]; coord.join(threads); print(coord.should_stop(), coord.joined, [x.is_alive() for x in threads])
coord = tf.train.Coordinator()
def fail():
    with coord.stop_on_exception(): raise ValueError('in thread')
th = threading.Thread(target=fail); th.start()
say('join', lambda: coord.join([th]))
with tf.Graph().as_default() as g2:
    a = tf.constant(1., name='a')
    say('control', lambda: tf.control_dependencies([g.get_operation_by_name('v')]).__enter__())
    say('fetch', lambda: tf.Session().run(g.get_tensor_by_name('v:0')))
    say('feed', lambda: tf.Session().run(a, {g.get_tensor_by_name('v:0'): 1.}))
    say('initializer', lambda: tf.Session().run(init))
    say('variable init', lambda: tf.Variable(g.get_tensor_by_name('v:0')))
    say('reset', lambda: tf.reset_default_graph())
tf.reset_default_graph(); q = tf.get_variable('q', [1]); old = tf.get_default_graph(); tf.reset_default_graph()
print(old is tf.get_default_graph(), q.graph is old, len(tf.global_variables()))
say('again', lambda: tf.get_variable('q', [1]).name)
say('old', lambda: q + 1.)
say('session', lambda: tf.Session().run(q))
gc.enable()
rg = weakref.ref(old); del old, q; gc.collect(); print('old graph', rg() is not None)
i = tf.InteractiveSession(); print(tf.get_default_session() is i, tf.constant(2.).eval()); i.close(); print(tf.get_default_session())
say('after', lambda: tf.constant(2.).eval())
say('reuse closed', lambda: i.run(tf.constant(1.)))
say('with', lambda: i.__enter__())
