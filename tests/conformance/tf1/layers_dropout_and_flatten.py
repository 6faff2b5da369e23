"""tf.layers.dropout does nothing unless training, which may be a tensor; flatten keeps the batch."""

x = tf.ones([4, 5, 2])
flag = tf.placeholder(tf.bool, [], name="flag")
flat = tf.layers.flatten(x)
print(flat.shape, tf.layers.flatten(tf.placeholder(tf.float32, [None, 3, 2])).shape, len(tf.global_variables()))
with tf.Session() as sess:
    print(set(sess.run(tf.layers.dropout(x, rate=0.5)).ravel().tolist()))
    tf.set_random_seed(1)
    print(sorted(set(sess.run(tf.layers.dropout(tf.ones([500]), rate=0.5, training=True)).tolist())))
    switched = tf.layers.dropout(tf.ones([500]), 0.75, training=flag)
    print(sorted(set(sess.run(switched, {flag: True}).tolist())), sorted(set(sess.run(switched, {flag: False}).tolist())))
