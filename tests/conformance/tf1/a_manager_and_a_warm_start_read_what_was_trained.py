"""A CheckpointManager numbers what a session saves and keeps the last, and warm_start takes values of earlier names."""

import os
import tempfile

folder = tempfile.mkdtemp()
w = tf.get_variable("mine/w", [2], initializer=tf.constant_initializer(1.0))
b = tf.get_variable("mine/b", [2], initializer=tf.constant_initializer(2.0))
step = tf.Variable(0, name="step", trainable=False)
saver = tf.train.Saver({"old/w": w, "mine/b": b})
checkpoint = tf.train.Checkpoint(w=w)
manager = tf.train.CheckpointManager(checkpoint, os.path.join(folder, "kept"), max_to_keep=2)
timed = tf.train.CheckpointManager(
    checkpoint, os.path.join(folder, "timed"), 3, step_counter=step, checkpoint_interval=2
)


def base(path):
    return path and os.path.basename(path)


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    path = saver.save(sess, os.path.join(folder, "trained"))
    for _ in range(3):
        sess.run(w.assign_add([1.0, 1.0]))
        print(base(manager.save()), [base(kept) for kept in manager.checkpoints], sess.run(checkpoint.save_counter))
    print(base(manager.latest_checkpoint), base(manager.save(checkpoint_number=9)), base(manager.restore_or_initialize()))
    print(sorted(name for name in os.listdir(manager.directory) if name.endswith("index")))
    sess.run(w.assign([0.0, 0.0]))
    checkpoint.restore(manager.latest_checkpoint).assert_consumed().run_restore_ops()
    print(sess.run(w))
    for _ in range(4):
        print(base(timed.save()), sess.run(step.assign_add(1)))

for arguments in (dict(vars_to_warm_start=3), dict(vars_to_warm_start=["mine", 3]), dict(vars_to_warm_start="mine/w"),
                  dict(vars_to_warm_start="none", var_name_to_prev_var_name={"x": "y"})):
    try:
        tf.train.warm_start(path, **arguments)
    except ValueError as error:
        print(str(error).replace(folder, "D")[:120])
tf.train.warm_start(path, vars_to_warm_start="mine", var_name_to_prev_var_name={"mine/w": "old/w"})
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([w, b, step]))
tf.train.warm_start(path, vars_to_warm_start=[b])
tf.train.warm_start(path, vars_to_warm_start=["mine/b"])
tf.train.warm_start(path, vars_to_warm_start=None)
try:
    tf.train.CheckpointManager(checkpoint, folder, 0)
except ValueError as error:
    print(error)
