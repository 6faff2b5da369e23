"""tf.device takes a string, a function of the operation or None; a device function that returns None is a TypeError."""

with tf.device("/cpu:0"):
    a = tf.constant(1.0, name="a")
    with tf.device(None):
        b = tf.constant(1.0, name="b")
    with tf.device("/device:CPU:1"):
        c = tf.constant(1.0, name="c")
asked = []
with tf.device(lambda op: (asked.append(op.name), "/cpu:0")[1]):
    d = tf.add(a, b, name="d")
print([x.device for x in (a, b, c, d)], asked)
try:
    with tf.device(lambda op: None):
        tf.constant(1.0)
except TypeError as error:
    print("TypeError")
with tf.Session(config=tf.ConfigProto(allow_soft_placement=True, log_device_placement=False)) as sess:
    print(sess.run(a + b))
