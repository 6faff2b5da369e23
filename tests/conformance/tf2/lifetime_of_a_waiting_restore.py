"""A restored value that waits belongs to the checkpointed objects: when they go nothing of it is left, and the files may go before it is taken."""
import gc
import os
import shutil
import tempfile
import weakref

gc.collect()
folder = tempfile.mkdtemp()
path = tf.train.Checkpoint(net=tf.train.Checkpoint(v=tf.Variable(5.0), w=tf.Variable(6.0))).save(os.path.join(folder, "c"))
net = tf.Module()
checkpoint = tf.train.Checkpoint(net=net)
checkpoint.restore(path)
del checkpoint
gc.collect()
net.v = tf.Variable(0.0)
print("checkpoint object gone, value arrives:", net.v.numpy())
shutil.rmtree(folder)
try:
    net.w = tf.Variable(0.0)
    print("files gone:", net.w.numpy())
except Exception as error:
    print("files gone:", type(error).__name__)
watch = weakref.ref(net)
del net
gc.collect()
print("module:", watch() is not None)
