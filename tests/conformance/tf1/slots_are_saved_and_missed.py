"""A checkpoint made before training has no slots, so a Saver over all variables fails to restore it after minimize."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "m")
    w = tf.Variable([1.0], name="w")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.train.Saver().save(sess, path)
    train = tf.train.AdamOptimizer(0.1).minimize(w * w)
    with tf.Session() as sess:
        try:
            tf.train.Saver().restore(sess, path)
        except tf.errors.NotFoundError as error:
            print(type(error).__name__, "not found in checkpoint" in str(error))
        sess.run(tf.global_variables_initializer())
        tf.train.Saver(tf.trainable_variables()).restore(sess, path)
        sess.run(train)
        tf.train.Saver().save(sess, path + "-trained")
    print([name for name, _ in tf.train.list_variables(path)], [name for name, _ in tf.train.list_variables(path + "-trained")])
    tf.reset_default_graph()
    tf.Variable([0.0], name="w")
    with tf.Session() as sess:
        tf.train.Saver().restore(sess, path + "-trained")
        print("extra keys do no harm: %.3f" % sess.run("w:0")[0])
