"""Layers share under a reused scope, and make new ones under a new; an unnamed layer counts within its scope."""

x = tf.placeholder(tf.float32, [None, 3])

def net(x, name, reuse=None):
    with tf.variable_scope(name, reuse=reuse):
        h = tf.layers.dense(x, 4, activation=tf.nn.relu)
        h = tf.layers.batch_normalization(h, training=True)
        return tf.layers.dense(h, 1)

a = net(x, "one")
b = net(x, "one", reuse=True)
c = net(x, "two")
d = net(x, "two", reuse=tf.AUTO_REUSE)
print([v.name for v in tf.trainable_variables()])
print(len(tf.global_variables()), len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)), a.name, b.name, c.name, d.name)
try:
    net(x, "one")
except ValueError as error:
    print("ValueError:", str(error).splitlines()[0].split(" Did")[0])
try:
    net(x, "three", reuse=True)
except ValueError as error:
    print("ValueError:", str(error).splitlines()[0].split(" Did")[0])
