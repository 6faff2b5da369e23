"""Saver({"stored/as": v}) maps names in the file to variables, and one stored value may go to several variables."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    prefix = os.path.join(folder, "m")
    v = tf.Variable([1.0, 2.0], name="v")
    w = tf.Variable([3.0, 4.0], name="w")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.train.Saver({"stored/as": v, "w": w}).save(sess, prefix)
        print(tf.train.list_variables(prefix))
        sess.run([v.assign([0.0, 0.0]), w.assign([0.0, 0.0])])
        tf.train.Saver({"stored/as": w}).restore(sess, prefix)
        print(sess.run([v, w])[0].tolist(), sess.run(w).tolist())
        tf.train.Saver({"w": v}).restore(sess, prefix)
        print("crossed:", sess.run(v).tolist())
    tf.reset_default_graph()
    x = tf.Variable([0.0, 0.0], name="x")
    y = tf.Variable([0.0, 0.0], name="y")
    with tf.Session() as sess:
        for variable in (x, y):
            tf.train.Saver({"stored/as": variable}).restore(sess, prefix)
        print(sess.run(x).tolist(), sess.run(y).tolist())
    try:
        tf.train.Saver([x, x])
    except ValueError as error:
        print("ValueError:", str(error).splitlines()[0])
    print([s.op.name for s in tf.train.Saver([y])._var_list])
