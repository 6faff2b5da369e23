"""tf.train.Checkpoint saves by attribute path also in graphs, with a session; restore gives a status to run."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder, tf.Session() as sess:
    v = tf.Variable(1.0, name="some_name")
    checkpoint = tf.train.Checkpoint(x=v)
    sess.run(v.initializer)
    path = checkpoint.save(os.path.join(folder, "ck"))
    sess.run(v.assign(7.0))
    checkpoint.restore(path).assert_consumed().run_restore_ops()
    print(os.path.basename(path), sess.run(v), [n for n, _ in tf.train.list_variables(path) if n.startswith("x")])
