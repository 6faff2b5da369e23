"""Moving averages of batch normalization move only when their update ops run."""
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
x = tf.placeholder(tf.float32, [None, 2], name='x'); training = tf.placeholder_with_default(False, [], name='training')
def bn(x, name, reuse=None):
    with tf.variable_scope(name, reuse=reuse):
        d = int(x.shape[-1])
        beta = tf.get_variable('beta', [d], initializer=tf.zeros_initializer()); gamma = tf.get_variable('gamma', [d], initializer=tf.ones_initializer())
        mean = tf.get_variable('moving_mean', [d], initializer=tf.zeros_initializer(), trainable=False)
        var = tf.get_variable('moving_variance', [d], initializer=tf.ones_initializer(), trainable=False)
        m, v = tf.nn.moments(x, [0], name='moments')
        tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.assign(mean, mean * 0.9 + m * 0.1, name='AssignMovingAvg'))
        tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.assign(var, var * 0.9 + v * 0.1, name='AssignMovingAvg_1'))
        mu, sigma = tf.cond(training, lambda: (m, v), lambda: (tf.identity(mean), tf.identity(var)))
        return tf.nn.batch_normalization(x, mu, sigma, beta, gamma, 1e-3)
y = bn(x, 'bn'); loss = tf.reduce_mean(tf.square(y - 1.))
print([v.name for v in tf.trainable_variables()]); print([v.name for v in tf.global_variables()])
print([o.name for o in tf.get_collection(tf.GraphKeys.UPDATE_OPS)]); print(y.name, y.shape)
forgot = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    kept = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
data = np.array([[1., 10.], [3., 30.]], np.float32)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    s.run(forgot, {x: data, training: True}); print(np.round(s.run('bn/moving_mean:0'), 3), np.round(s.run('bn/beta:0'), 3))
    for _ in range(2): s.run(kept, {x: data, training: True})
    print(np.round(s.run('bn/moving_mean:0'), 3), np.round(s.run('bn/moving_variance:0'), 2))
    print(np.round(s.run(y, {x: data}), 3).tolist()); print(np.round(s.run(y, {x: data, training: True}), 3).tolist())
    print(np.round(s.run(y, {x: data[:1], training: True}), 3).tolist())
print([o.name for o in kept.control_inputs][:4], kept.type, forgot.name, kept.name)
say('again', lambda: bn(x, 'bn'))
z = bn(x, 'bn', True); print(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)), z.name, tf.get_collection(tf.GraphKeys.UPDATE_OPS)[-1].name)
ema = tf.train.ExponentialMovingAverage(0.9, name='avg')
w = tf.get_variable('w', initializer=[1., 2.]); apply = ema.apply([w]); avg = ema.average(w)
print(avg.name, apply.name, apply.type, ema.average_name(w), sorted(ema.variables_to_restore([w])), ema.name)
print(ema.average(tf.trainable_variables()[0]), [v.name for v in tf.moving_average_variables()])
say('again', lambda: ema.apply([w]))
with tf.Session() as s:
    s.run(tf.global_variables_initializer()); s.run(w.assign([3., 4.])); s.run(apply); print(np.round(s.run(avg), 4))
    s.run(apply); print(np.round(s.run([w, avg]), 4).tolist())
folder = tempfile.mkdtemp()
with tf.Session() as s:
    s.run(tf.global_variables_initializer()); s.run(w.assign([3., 4.])); s.run(apply); path = tf.train.Saver().save(s, folder + '/m')
with tf.Graph().as_default():
    w = tf.get_variable('w', initializer=[0., 0.]); e = tf.train.ExponentialMovingAverage(0.9, name='avg')
    table = e.variables_to_restore(); print(sorted(table))
    with tf.Session() as s: tf.train.Saver(table).restore(s, path); print(np.round(s.run(w), 4))
with tf.Graph().as_default():
    num = tf.get_variable('n', initializer=0); w = tf.get_variable('w', initializer=1.)
    e = tf.train.ExponentialMovingAverage(0.99, num_updates=num, zero_debias=False); say('all', lambda: e.apply()); op = e.apply([w])
    with tf.Session() as s:
        s.run(tf.global_variables_initializer()); s.run(w.assign(5.)); s.run(op); print(np.round(s.run(e.average(w)), 4), [v.name for v in tf.global_variables()])
    t = w * 2.; op2 = tf.train.ExponentialMovingAverage(0.5); o = op2.apply([t]); print(op2.average(t).name, op2.average(t).initial_value.name)
    with tf.Session() as s:
        s.run(tf.global_variables_initializer()); s.run(o); print(s.run(op2.average(t))); s.run(o); print(s.run(op2.average(t)))
    say('int', lambda: op2.apply([num]))
