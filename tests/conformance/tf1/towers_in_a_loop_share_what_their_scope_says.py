"""Towers built in a loop share variables only where the scope says so."""
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
def tower(x, units, reuse=None):
    with tf.variable_scope('tower', reuse=reuse) as scope:
        w = tf.get_variable('w', [int(x.shape[-1]), units], initializer=tf.ones_initializer())
        b = tf.get_variable('b', [units], initializer=tf.zeros_initializer())
        return tf.nn.relu(tf.matmul(x, w) + b, name='out'), scope
x = tf.placeholder(tf.float32, [None, 3], name='x')
y, s = tower(x, 2)
print(y.name, s.name, s.original_name_scope, s.reuse)
say('second', lambda: tower(x, 2)[0])
y2, s2 = tower(x, 2, True)
print(y2.name, s2.reuse, s2.original_name_scope)
say('shape', lambda: tower(x, 4, True))
say('auto', lambda: tower(x, 2, tf.AUTO_REUSE)[0].name)
say('auto shape', lambda: tower(x, 5, tf.AUTO_REUSE))
for i in range(3):
    with tf.variable_scope('layer_%d' % i):
        v = tf.get_variable('k', [2], dtype=tf.float64)
        print(v.name, v.dtype, v.op.type, v.initializer.name, v.initial_value.name)
for i in range(2):
    with tf.variable_scope(None, default_name='block'):
        with tf.name_scope('inner'):
            a = tf.get_variable('a', initializer=tf.constant(1.0))
            c = a + 1
            print(a.name, c.name, a.op.name)
say('dtype', lambda: (lambda: [tf.variable_scope('layer_0', reuse=True).__enter__(), tf.get_variable('k', [2], dtype=tf.float32)])())
say('current', lambda: (tf.get_variable_scope().name, tf.get_variable_scope().reuse))
tf.get_variable_scope().reuse_variables() if False else None
g = tf.Graph()
with g.as_default():
    say('missing', lambda: [tf.get_variable_scope().reuse_variables(), tf.get_variable('nothing', [1])])
    with tf.variable_scope(tf.get_variable_scope(), reuse=False):
        say('after', lambda: tf.get_variable('nothing', [1]).name)
with tf.Graph().as_default():
    with tf.variable_scope('a') as sa:
        v1 = tf.get_variable('v', [])
    with tf.variable_scope('b'):
        with tf.variable_scope(sa, reuse=True):
            say('jump', lambda: (tf.get_variable('v', []) is v1, tf.get_variable_scope().name, tf.constant(1.).name))
        with tf.variable_scope('a'):
            say('nested', lambda: tf.get_variable('v', []).name)
    say('initializer shape', lambda: tf.get_variable('q', [3], initializer=tf.constant([1., 2., 3.])))
    say('initializer only', lambda: tf.get_variable('q2', initializer=[1., 2., 3.]))
    say('no shape', lambda: tf.get_variable('q3'))
    say('partial', lambda: tf.get_variable('q4', [None, 3]))
    say('empty scope', lambda: tf.variable_scope('').__enter__().name)
    say('none scope', lambda: tf.variable_scope(None).__enter__())
    say('int scope', lambda: tf.variable_scope(3).__enter__())
    print([v.name for v in tf.global_variables()])
    print([v.name for v in tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='a')])
    with tf.variable_scope('c', initializer=tf.constant_initializer(4.), regularizer=lambda w: tf.reduce_sum(w, name='reg')) as sc:
        d = tf.get_variable('d', [2])
        print(sc.initializer is not None, [t.name for t in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)])
        print([v.name for v in sc.global_variables()], [v.name for v in sc.trainable_variables()])
        sc.set_dtype(tf.float64); print(tf.get_variable('e', [1]).dtype)
        sc.set_initializer(None); print(tf.get_variable('f', [1]).initial_value.op.name)
