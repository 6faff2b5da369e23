"""A checkpoint keeps an optimizer's slots and gives them back when they are made."""
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
class Net(tf.Module):
    def __init__(self): super().__init__(); self.w = tf.Variable([1., 2.], name='w'); self.b = tf.Variable(0., name='b')
    def __call__(self, x): return tf.reduce_sum(self.w * x) + self.b
def step(net, opt):
    with tf.GradientTape() as t: loss = tf.square(net(tf.constant([1., 1.])))
    opt.apply_gradients(zip(t.gradient(loss, net.trainable_variables), net.trainable_variables)); return loss
net, opt = Net(), tf.keras.optimizers.Adam(0.1)
ck = tf.train.Checkpoint(net=net, opt=opt, step=tf.Variable(0, dtype=tf.int64))
man = tf.train.CheckpointManager(ck, folder, max_to_keep=2)
print(man.latest_checkpoint, man.checkpoints, man.restore_or_initialize())
for _ in range(3): step(net, opt); ck.step.assign_add(1); p = man.save()
print(os.path.basename(p), [os.path.basename(c) for c in man.checkpoints], ck.save_counter.numpy(), sorted(os.listdir(folder)))
for k, s in tf.train.list_variables(p): print(k, s)
after = [step(net, opt).numpy() for _ in range(2)]
net2, opt2 = Net(), tf.keras.optimizers.Adam(0.1); ck2 = tf.train.Checkpoint(net=net2, opt=opt2, step=tf.Variable(0, dtype=tf.int64))
st = ck2.restore(p); print(type(st).__name__, ck2.step.numpy(), np.round(net2.w.numpy(), 4))
say('existing', lambda: type(st.assert_existing_objects_matched()).__name__)
say('consumed before', lambda: type(st.assert_consumed()).__name__)
again = [step(net2, opt2).numpy() for _ in range(2)]; print(np.allclose(after, again), opt2.iterations.numpy())
say('consumed after', lambda: type(st.assert_consumed()).__name__)
net3 = Net(); st = tf.train.Checkpoint(net=net3).restore(p); print(np.round(net3.b.numpy(), 4))
say('partial', lambda: st.assert_consumed()); say('expect', lambda: type(st.expect_partial()).__name__); say('nontrivial', lambda: type(st.assert_nontrivial_match()).__name__)
st = tf.train.Checkpoint(other=Net()).restore(p)
say('none', lambda: type(tf.train.Checkpoint(net=net3).restore(None)).__name__)
say('none consumed', lambda: tf.train.Checkpoint(net=net3).restore(None).assert_consumed())
say('read', lambda: type(tf.train.Checkpoint(net=net3).read(p)).__name__)
class Delayed(tf.Module): pass
d = Delayed(); st = tf.train.Checkpoint(net=d).restore(p); d.w = tf.Variable([0., 0.]); print(np.allclose(d.w.numpy(), tf.train.load_variable(p, 'net/w/.ATTRIBUTES/VARIABLE_VALUE')))
d.b = 3.; d.b = tf.Variable(9.); print(d.b.numpy() != 9.)
d2 = Delayed(); st = tf.train.Checkpoint(net=d2).restore(p); say('shape', lambda: setattr(d2, 'w', tf.Variable([0., 0., 0.])))
d3 = Delayed(); st = tf.train.Checkpoint(net=d3).restore(p); say('dtype', lambda: setattr(d3, 'w', tf.Variable([0, 0])))
say('shape at restore', lambda: tf.train.Checkpoint(net=tf.train.Checkpoint(w=tf.Variable([1.]))).restore(p))
say('not trackable', lambda: tf.train.Checkpoint(x=3)); say('list', lambda: tf.train.Checkpoint(x=[tf.Variable(1.)]).save(folder + '/l')[len(folder):]); say('root', lambda: [k for k, _ in tf.train.list_variables(tf.train.Checkpoint(net).write(folder + '/root'))])
say('positional', lambda: tf.train.Checkpoint(3)); say('save in missing folder', lambda: tf.train.Checkpoint(n=net).write(folder + '/a/b/c')[len(folder):])
rd = tf.train.load_checkpoint(p); print(sorted(rd.get_variable_to_dtype_map().items())[:2], rd.get_tensor('step/.ATTRIBUTES/VARIABLE_VALUE'))
say('missing key', lambda: rd.get_tensor('net/w'))
r = weakref.ref(net2); rw = weakref.ref(net2.w); del net2, ck2, opt2; gc.collect(); print('all gone', r() is None, rw() is None)
sgd = tf.keras.optimizers.SGD(0.1, momentum=0.9); n4 = Net(); c4 = tf.train.Checkpoint(net=n4, opt=sgd); st = c4.restore(p)
st = man.restore_or_initialize(); print(os.path.basename(st)); say('manager bad', lambda: tf.train.CheckpointManager(ck, folder, max_to_keep=0)); say('prefix', lambda: os.path.basename(tf.train.CheckpointManager(ck, folder, 3, checkpoint_name='m').save(checkpoint_number=77)))
