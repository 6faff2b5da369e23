"""A page on sharing: name scopes, variable scopes, get_variable, and the names that come of them."""

with tf.name_scope("my_scope"):
    v1 = tf.get_variable("var1", [1], dtype=tf.float32)
    v2 = tf.Variable(1, name="var2", dtype=tf.float32)
    a = tf.add(v1, v2)
print(v1.name, v2.name, a.name)
with tf.variable_scope("my_scope"):
    v1 = tf.get_variable("var1", [1], dtype=tf.float32)
    v2 = tf.Variable(1, name="var2", dtype=tf.float32)
    a = tf.add(v1, v2)
print(v1.name, v2.name, a.name)
with tf.name_scope("foo"):
    with tf.variable_scope("var_scope"):
        v = tf.get_variable("var", [1])
with tf.name_scope("bar"):
    with tf.variable_scope("var_scope", reuse=True):
        v1 = tf.get_variable("var", [1])
assert v1 == v
print(v.name, v1.name)
with tf.variable_scope("foo"):
    with tf.variable_scope("bar"):
        v = tf.get_variable("v", [1])
        assert v.name == "foo/bar/v:0"
    print(tf.get_variable_scope().name, tf.get_variable_scope().reuse)
    tf.get_variable_scope().reuse_variables()
    print(tf.get_variable("bar/v") is v, tf.get_variable_scope().reuse)
with tf.variable_scope("image_filters1") as scope1:
    weights = tf.get_variable("weights", [2, 2], initializer=tf.random_normal_initializer())
with tf.variable_scope(scope1, reuse=True):
    print(tf.get_variable("weights") is weights)
with tf.variable_scope("foo", initializer=tf.constant_initializer(0.4)):
    u = tf.get_variable("u", [1])
    with tf.variable_scope("baz"):
        w = tf.get_variable("w", [1], initializer=tf.constant_initializer(0.3))
sess = tf.Session()
sess.run(tf.global_variables_initializer())
print(sess.run(u), sess.run(w))
for var in tf.global_variables():
    print(var)
