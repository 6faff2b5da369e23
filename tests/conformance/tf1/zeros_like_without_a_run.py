"""zeros_like and ones_like of a known shape do not run what they look like; with an unknown shape they do."""

calls = []

def called():
    calls.append(1)
    return 5.0

x = tf.py_func(called, [], tf.double)
known = tf.identity(x)
known.set_shape([])
y, z = tf.zeros_like(known), tf.zeros_like(tf.identity(x), optimize=False)
with tf.Session() as sess:
    print(sess.run(y), len(calls), sess.run(z), len(calls))
    print(sess.run(tf.shape(known)).tolist(), len(calls), sess.run(tf.rank(known)), len(calls))
print(y.shape, z.shape, tf.zeros_like(known, dtype=tf.int32).dtype, tf.ones_like(known, optimize=True).op.type != "")
