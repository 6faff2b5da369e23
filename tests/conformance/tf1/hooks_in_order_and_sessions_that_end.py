"""A monitored session calls its hooks in order, finalizes the graph and stops where it is told."""
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
log = []
class Hook(tf.train.SessionRunHook):
    def __init__(self, name): self.name = name
    def begin(self): log.append(self.name + '.begin ' + str(tf.get_default_graph().finalized))
    def after_create_session(self, session, coord): log.append(self.name + '.created ' + str(tf.get_default_graph().finalized) + ' ' + type(session).__name__ + ' ' + str(coord.should_stop()))
    def before_run(self, c): log.append(self.name + '.before ' + str(c.original_args.fetches if isinstance(c.original_args.fetches, str) else type(c.original_args.fetches).__name__)); return tf.train.SessionRunArgs('global_step:0') if self.name == 'a' else None
    def after_run(self, c, v): log.append(self.name + '.after ' + str(v.results)); (c.request_stop() if self.name == 'b' and len(log) > 18 else None)
    def end(self, session): log.append(self.name + '.end ' + str(session.run('global_step:0')))
step = tf.train.get_or_create_global_step()
w = tf.get_variable('w', initializer=1.)
train = tf.train.GradientDescentOptimizer(0.1).minimize(w * w, global_step=step)
with tf.train.MonitoredTrainingSession(checkpoint_dir=folder, hooks=[Hook('a'), Hook('b'), tf.train.StopAtStepHook(last_step=5)], save_summaries_steps=None, save_summaries_secs=None, log_step_count_steps=None) as s:
    print(type(s).__name__, s.graph is tf.get_default_graph(), s.should_stop(), tf.get_default_graph().finalized)
    say('build', lambda: tf.constant(1.))
    n = 0
    while not s.should_stop():
        s.run(train); n += 1
    print(n)
    say('run after stop', lambda: s.run('w:0'))
print('\n'.join(log))
say('closed', lambda: s.run('w:0'))
print(sorted(f for f in os.listdir(folder) if not f.startswith('events')))
with tf.Graph().as_default():
    step = tf.train.get_or_create_global_step(); w = tf.get_variable('w', initializer=7.)
    train = tf.train.GradientDescentOptimizer(0.1).minimize(w * w, global_step=step)
    with tf.train.MonitoredTrainingSession(checkpoint_dir=folder, hooks=[tf.train.StopAtStepHook(num_steps=2)], save_summaries_steps=None, save_summaries_secs=None, log_step_count_steps=None) as s:
        print(s.run(step), np.round(s.run('w:0'), 4))
        while not s.should_stop(): s.run(train)
        print(s.run_step_fn(lambda c: 'fn') if not s.should_stop() else 'stopped')
    print(os.path.basename(tf.train.latest_checkpoint(folder)))
with tf.Graph().as_default():
    say('no step', lambda: tf.train.MonitoredTrainingSession(checkpoint_dir=folder, hooks=[]).__enter__() and 'made')
with tf.Graph().as_default():
    say('stop hook no step', lambda: tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=1)]))
say('both', lambda: tf.train.StopAtStepHook(num_steps=1, last_step=1))
say('neither', lambda: tf.train.StopAtStepHook())
with tf.Graph().as_default():
    loss = tf.placeholder(tf.float32, [], name='loss')
    tf.train.get_or_create_global_step()
    with tf.train.MonitoredSession(hooks=[tf.train.NanTensorHook(loss)]) as s:
        s.run(loss, {loss: 1.})
        say('nan', lambda: s.run(loss, {loss: float('nan')}))
    with tf.train.MonitoredSession(hooks=[tf.train.NanTensorHook(loss, fail_on_nan_loss=False)]) as s:
        s.run(loss, {loss: float('nan')}); print(s.should_stop())
with tf.Graph().as_default():
    v = tf.get_variable('v', initializer=1.); tf.train.get_or_create_global_step()
    def init(sc, session): print('init_fn', sc is not None, session.run('v:0'))
    sc = tf.train.Scaffold(init_fn=init, init_feed_dict=None, local_init_op=None, ready_op=None, saver=None)
    with tf.train.MonitoredTrainingSession(scaffold=sc) as s:
        print(s.run(v), sc.init_op is not None, sc.saver is not None, type(sc.ready_op).__name__)
    def bad():
        with tf.train.MonitoredTrainingSession() as s:
            raise tf.errors.OutOfRangeError(None, None, 'end of data')
    say('out of range', bad)
    def worse():
        with tf.train.MonitoredTrainingSession() as s: raise ValueError('mine')
    say('value error', worse)
    with tf.train.SingularMonitoredSession() as s: print(type(s.raw_session()).__name__, s.run(v))
