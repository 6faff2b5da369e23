"""A variable is found again in a body by its name, and an initializer in a body is refused."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


def body(i, a):
    with tf.variable_scope("s", reuse=tf.AUTO_REUSE):
        v = tf.get_variable("v", [], initializer=tf.zeros_initializer())
    return i + 1, a + v


r = tf.while_loop(lambda i, a: i < 2, body, [0, 1.0])[1]
print([v.name for v in tf.global_variables()], tf.get_default_graph().get_tensor_by_name("s/v:0").dtype)
err(lambda: tf.while_loop(lambda i: i < 2, lambda i: i + tf.Variable(tf.identity(i)), [0]))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(r))
