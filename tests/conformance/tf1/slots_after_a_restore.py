"""Slots are variables of the graph: they are saved, restored and missed by name."""
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
folder = tempfile.mkdtemp()
def build(optimizer, name='w'):
    w = tf.get_variable(name, initializer=[1., 2.])
    loss = tf.reduce_sum(tf.square(w))
    opt = optimizer()
    return w, loss, opt, opt.minimize(loss, global_step=tf.train.get_or_create_global_step())
with tf.Graph().as_default():
    w, loss, opt, train = build(lambda: tf.train.AdamOptimizer(0.1))
    print([v.name for v in tf.global_variables()])
    print([v.name for v in opt.variables()], opt.get_slot_names(), opt.get_name())
    print(opt.get_slot(w, 'm').name, opt.get_slot(w, 'v').shape, opt.get_slot(w, 'zz'))
    saver = tf.train.Saver()
    with tf.Session() as s:
        s.run(tf.global_variables_initializer())
        for _ in range(3): s.run(train)
        print(np.round(s.run([w, opt.get_slot(w, 'm')]), 4).tolist())
        path = saver.save(s, folder + '/adam')
        for _ in range(2): s.run(train)
        straight = np.round(s.run(w), 4).tolist()
with tf.Graph().as_default():
    w, loss, opt, train = build(lambda: tf.train.AdamOptimizer(0.1))
    with tf.Session() as s:
        tf.train.Saver().restore(s, path)
        for _ in range(2): s.run(train)
        print(np.round(s.run(w), 4).tolist() == straight, s.run('global_step:0'), np.round(s.run(['beta1_power:0', 'beta2_power:0']), 4).tolist())
with tf.Graph().as_default():
    w, loss, opt, train = build(lambda: tf.train.AdamOptimizer(0.1))
    with tf.Session() as s:
        tf.train.Saver(tf.trainable_variables()).restore(s, path)
        names = s.run(tf.report_uninitialized_variables()); print(names)
        left = [v for v in tf.global_variables() if v.op.name.encode() in set(names)]
        s.run(tf.variables_initializer(left)); s.run(train); print(np.round(s.run(w), 4).tolist())
with tf.Graph().as_default():
    w, loss, opt, train = build(lambda: tf.train.MomentumOptimizer(0.1, 0.9))
    with tf.Session() as s:
        say('other', lambda: tf.train.Saver().restore(s, path))
for make in (lambda: tf.train.AdagradOptimizer(0.1), lambda: tf.train.RMSPropOptimizer(0.1, momentum=0.5), lambda: tf.train.FtrlOptimizer(0.1), lambda: tf.train.AdadeltaOptimizer(0.1), lambda: tf.train.GradientDescentOptimizer(0.1), lambda: tf.train.ProximalAdagradOptimizer(0.1)):
    with tf.Graph().as_default():
        w, loss, opt, train = build(make)
        with tf.Session() as s:
            s.run(tf.global_variables_initializer()); s.run(train)
            print(opt.get_name(), [v.name for v in opt.variables()], np.round(s.run(w), 4).tolist(), train.name, train.type)
with tf.Graph().as_default():
    w = tf.get_variable('w', initializer=1.); u = tf.get_variable('u', initializer=1., trainable=False)
    opt = tf.train.AdamOptimizer(0.1)
    say('no gradient', lambda: opt.minimize(tf.square(u)))
    say('no path', lambda: opt.minimize(tf.constant(1.)))
    say('none', lambda: opt.apply_gradients([(None, w)]))
    say('empty', lambda: opt.apply_gradients([]))
    say('compute', lambda: [(gr.name, v.name) for gr, v in opt.compute_gradients(tf.square(w))])
    say('var list', lambda: opt.compute_gradients(tf.square(w), var_list=[u]))
    say('integer', lambda: opt.minimize(tf.cast(w, tf.int32)))
    say('two', lambda: [opt.minimize(tf.square(w)).name, opt.minimize(tf.square(w)).name, [v.name for v in tf.global_variables()]])
    say('second', lambda: [tf.train.AdamOptimizer(0.1).minimize(tf.square(w)).name, [v.name for v in tf.global_variables()]])
    say('scope', lambda: [tf.variable_scope('sc').__enter__().name, tf.train.AdamOptimizer(0.1, name='Mine').minimize(tf.square(w)).name, [v.name for v in tf.global_variables()][-4:]])
