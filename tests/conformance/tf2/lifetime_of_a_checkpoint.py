"""A Checkpoint and a CheckpointManager go with their last reference, and with them the objects that only they held; a status may keep them."""
import gc
import os
import tempfile
import weakref

gc.collect()
gc.disable()
checkpoint = tf.train.Checkpoint(v=tf.Variable(1.0))
watches = {"checkpoint": weakref.ref(checkpoint), "v": weakref.ref(checkpoint.v)}
del checkpoint
print("unused:", {k: w() is not None for k, w in watches.items()})
checkpoint = tf.train.Checkpoint(v=tf.Variable(1.0))
watches = {"checkpoint": weakref.ref(checkpoint), "v": weakref.ref(checkpoint.v)}
path = checkpoint.save(os.path.join(tempfile.mkdtemp(), "c"))
del checkpoint
gc.collect()
print("saved:", {k: w() is not None for k, w in watches.items()})
checkpoint = tf.train.Checkpoint(v=tf.Variable(0.0))
watches = {"checkpoint": weakref.ref(checkpoint), "v": weakref.ref(checkpoint.v)}
status = checkpoint.restore(path)
del checkpoint
gc.collect()
print("held by the status of a restore:", {k: w() is not None for k, w in watches.items()})
del status
gc.collect()
print("without the status:", {k: w() is not None for k, w in watches.items()})
manager = tf.train.CheckpointManager(tf.train.Checkpoint(v=tf.Variable(1.0)), tempfile.mkdtemp(), max_to_keep=1)
watches = {"manager": weakref.ref(manager), "checkpoint": weakref.ref(manager.checkpoint), "v": weakref.ref(manager.checkpoint.v)}
manager.save()
del manager
gc.collect()
print("manager:", {k: w() is not None for k, w in watches.items()})
