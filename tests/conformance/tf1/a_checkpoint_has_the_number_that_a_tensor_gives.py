"""The number of a checkpoint may be a variable or tensor of the graph: it is read in the default session."""

import os
import tempfile

step = tf.Variable(3, name="step")
checkpoint = tf.train.Checkpoint(step=step)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    manager = tf.train.CheckpointManager(checkpoint, tempfile.mkdtemp(), 3, step_counter=step, checkpoint_interval=2)
    for number in (step, tf.constant(4), 5, step * 2, None, step):
        path = manager.save(number)
        print(path and os.path.basename(path), sess.run(step.assign_add(1)))
    print([os.path.basename(path) for path in manager.checkpoints])
