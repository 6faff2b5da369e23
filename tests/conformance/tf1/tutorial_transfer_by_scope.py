"""Two networks of one shape: copying one onto the other by scope, and training only one of them."""

def network(name, x, value):
    with tf.variable_scope(name) as scope:
        w = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(value))
        b = tf.get_variable("b", [1], initializer=tf.constant_initializer(value))
        out = tf.matmul(x, w) + b
    trainable = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope.name)
    return out, {v.name[len(scope.name):]: v for v in trainable}

x = tf.placeholder(tf.float32, [None, 2])
online, online_vars = network("q_networks/online", x, 1.0)
target, target_vars = network("q_networks/target", x, 2.0)
print(sorted(online_vars), sorted(target_vars), online, target)
copy = tf.group(*[v.assign(online_vars[name]) for name, v in sorted(target_vars.items())])
loss = tf.reduce_mean(tf.square(online - tf.stop_gradient(target)))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=tf.get_collection("trainable_variables", "q_networks/online"))
feed = {x: [[1.0, 1.0]]}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([online, target], feed))
    print(["%.4f" % sess.run([loss, train], feed)[0] for _ in range(4)])
    print(sess.run(target, feed))
    sess.run(copy)
    print(sess.run(target, feed) == sess.run(online, feed))
