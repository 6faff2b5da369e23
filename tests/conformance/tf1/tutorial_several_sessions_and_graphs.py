"""Two graphs and several sessions, each with its own values of the variables."""

g1, g2 = tf.Graph(), tf.Graph()
with g1.as_default():
    v = tf.get_variable("v", shape=[1], initializer=tf.zeros_initializer())
    inc = tf.assign_add(v, [1.0])
    init1 = tf.global_variables_initializer()
with g2.as_default():
    w = tf.get_variable("v", shape=[1], initializer=tf.ones_initializer())
    init2 = tf.initialize_all_variables()
with tf.Session(graph=g1) as sess:
    sess.run(init1)
    with tf.variable_scope("", reuse=True):
        print(sess.run(tf.get_variable("v")))
    print(sess.run(inc), sess.run(inc), sess.graph is g1)
with tf.Session(graph=g2) as sess:
    init2.run()
    with tf.variable_scope("", reuse=True):
        print(sess.run(tf.get_variable("v")))
    try:
        sess.run(inc)
    except ValueError as error:
        print("ValueError", "is not an element of this graph" in str(error))
one, two = tf.Session(graph=g1), tf.Session(graph=g1)
one.run(init1)
two.run(init1)
for _ in range(3):
    one.run(inc)
print(one.run(v), two.run(v))
one.close()
print(two.run(v), v.graph is g1, w.graph is g2, v.name == w.name, tf.get_default_graph() is g1)
