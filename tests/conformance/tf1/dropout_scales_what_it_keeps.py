"""dropout zeroes a part and scales the rest by 1/keep_prob; keep_prob of 1 keeps all; rate is its complement."""
import numpy as np

x = tf.ones([2000])
keep = tf.placeholder(tf.float32, [], name="keep")
tf.set_random_seed(3)
with tf.Session() as sess:
    dropped = tf.nn.dropout(x, keep_prob=keep)
    value = sess.run(dropped, {keep: 0.5})
    print(dropped.shape, sorted(set(value.tolist())), 0.4 < (value == 0).mean() < 0.6)
    print(set(sess.run(dropped, {keep: 1.0}).tolist()))
    value = sess.run(tf.nn.dropout(x, rate=0.75))
    print(sorted(set(value.tolist())), 0.65 < (value == 0).mean() < 0.85)
    print(tf.nn.dropout(x, 1.0) is x, sess.run(tf.gradients(tf.nn.dropout(x, 0.5), x)[0]).max())
    rows = sess.run(tf.nn.dropout(tf.ones([50, 4]), 0.5, noise_shape=[50, 1]))
    print("whole rows:", all(len(set(row)) == 1 for row in rows.tolist()))
for bad in (lambda: tf.nn.dropout(x, 1.5), lambda: tf.nn.dropout(x, 0.0), lambda: tf.nn.dropout(x), lambda: tf.nn.dropout(tf.constant([1]), 0.5)):
    try:
        bad()
        print("accepted")
    except ValueError as error:
        print("ValueError:", str(error).splitlines()[0][:110])
