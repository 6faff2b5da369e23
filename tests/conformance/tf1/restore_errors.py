"""A missing key is NotFoundError, another shape InvalidArgumentError, and no such file ValueError."""
import os
import tempfile

def outcome(call, *texts):
    try:
        call()
        return "restored"
    except (ValueError, tf.errors.OpError) as error:
        return type(error).__name__, [text for text in texts if text in str(error)]

with tempfile.TemporaryDirectory() as folder:
    prefix = os.path.join(folder, "m")
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.Variable([1.0, 2.0], name="v")
        sess.run(tf.global_variables_initializer())
        tf.train.Saver().save(sess, prefix)
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.Variable([1.0, 2.0], name="u")
        print(outcome(lambda: tf.train.Saver().restore(sess, prefix), "Key u not found in checkpoint"))
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.Variable([1.0, 2.0, 3.0], name="v")
        saver = tf.train.Saver()
        print(outcome(lambda: saver.restore(sess, prefix),
                      "Assign requires shapes of both tensors to match. lhs shape= [3] rhs shape= [2]"))
        print(outcome(lambda: saver.restore(sess, os.path.join(folder, "none")), "The passed save_path is not a valid checkpoint:"))
        print(outcome(lambda: saver.restore(sess, None), "Can't load save_path when it is None."))
        print(outcome(lambda: saver.save(sess, prefix), "Attempting to use uninitialized value v"))
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.Variable([1, 2], name="v")
        print(outcome(lambda: tf.train.Saver().restore(sess, prefix), "tensor_name = v; expected dtype"))
