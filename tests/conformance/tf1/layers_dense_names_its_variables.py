"""tf.layers.dense makes dense/kernel and dense/bias by get_variable, numbers itself anew each time, and shares under reuse."""

x = tf.placeholder(tf.float32, [None, 3], name="x")
ones, zeros = tf.ones_initializer(), tf.zeros_initializer()
a = tf.layers.dense(x, 2, kernel_initializer=ones)
b = tf.layers.dense(a, 2, activation=tf.nn.relu, kernel_initializer=ones, bias_initializer=tf.constant_initializer(-7.0))
c = tf.layers.dense(x, units=4, use_bias=False, name="named", kernel_initializer=ones)
d = tf.layers.dense(x, 4, name="named", reuse=True, use_bias=False)
print(a, b, c, d, sep="\n")
print([(v.name, v.shape.as_list()) for v in tf.trainable_variables()])
with tf.variable_scope("net"):
    e = tf.layers.dense(x, 1, kernel_initializer=ones, name="out", kernel_regularizer=lambda w: tf.reduce_sum(w))
print(e.name, [v.name for v in tf.trainable_variables("net")], [t.name for t in tf.get_collection("regularization_losses")])
with tf.variable_scope("net", reuse=True):
    print(tf.get_variable("out/kernel").name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feed = {x: [[1.0, 2.0, 3.0]]}
    print([sess.run(t, feed).tolist() for t in (a, b, c, d, e)])
    print([sess.run(tf.gradients(b, v)[0], feed).tolist() for v in tf.trainable_variables()[:2]])
for bad in (lambda: tf.layers.dense(x, 4, name="named", use_bias=False), lambda: tf.layers.dense(tf.placeholder(tf.float32, [None, None]), 2),
            lambda: tf.layers.dense(tf.constant([1.0]), 2)):
    try:
        bad()
    except ValueError as error:
        print("ValueError:", str(error).splitlines()[0][:100])
