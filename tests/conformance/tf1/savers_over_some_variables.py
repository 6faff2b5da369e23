"""A Saver over a list saves those only; a restore leaves the others as they are; saved files can be found and counted."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    a, b = tf.Variable(1.0, name="a"), tf.Variable(2.0, name="b")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver([a]).save(sess, os.path.join(folder, "some"))
        print(tf.train.list_variables(path))
        sess.run([a.assign(10.0), b.assign(20.0)])
        tf.train.Saver(var_list=[a]).restore(sess, path)
        print(sess.run([a, b]))
        full = tf.train.Saver()
        try:
            full.restore(sess, path)
        except tf.errors.NotFoundError as error:
            print(type(error).__name__, "Key b not found in checkpoint" in str(error))
        print(sess.run([a, b]), sorted(n.split(".")[0] for n in os.listdir(folder) if not n.endswith(".meta"))[:1])
        print(sorted(n for n in os.listdir(folder) if n == "checkpoint" or n.endswith(".meta")))
        deferred = tf.train.Saver(defer_build=True)
        c = tf.Variable(3.0, name="c")
        deferred.build()
        sess.run(c.initializer)
        print(tf.train.list_variables(deferred.save(sess, os.path.join(folder, "all"), write_meta_graph=False, write_state=False)))
        print(os.path.basename(tf.train.latest_checkpoint(folder)), os.path.exists(os.path.join(folder, "all.meta")))
    try:
        tf.train.Saver().save(sess, os.path.join(folder, "closed"))
    except RuntimeError as error:
        print("RuntimeError:", error)
    with tf.Session() as other:
        other.run(tf.global_variables_initializer())
        for bad in ("", os.path.join(folder, "no", "such", "folder", "x")):
            try:
                tf.train.Saver().save(other, bad)
                print("saved")
            except (ValueError, tf.errors.OpError) as error:
                print(type(error).__name__)
