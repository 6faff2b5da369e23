"""Feeding and fetching do not tie arrays together: changing what was fed or fetched changes nothing in the session.

Only a tensor fetched twice in one run comes back as one array."""
import numpy as np

p = tf.placeholder(tf.float32, [2], name="p")
v = tf.Variable([0.0, 0.0], name="v")
set_v, same, c = v.assign(p), tf.identity(p), tf.constant([1.0, 2.0])
with tf.Session() as sess:
    fed = np.array([1.0, 2.0], np.float32)
    out = sess.run([set_v, same], {p: fed})
    fed[0] = 99.0
    print(sess.run(v).tolist())
    out[0][1] = 77.0
    print(sess.run(v).tolist())
    got = sess.run(c)
    got[:] = 0.0
    print(sess.run(c).tolist(), [x.flags.writeable for x in (got, out[0])])
    a, b = sess.run([v, v])
    a[0] = -1.0
    print(a is b, b.tolist(), sess.run(v).tolist())
