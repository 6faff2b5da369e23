"""A session takes the graph that is the default when it is made, sees later additions, and never changes graph."""

first = tf.get_default_graph()
sess = tf.Session()
c = tf.constant(1.0, name="later")
print("sees what came later:", sess.run(c), sess.graph is first)
other = tf.Graph()
with other.as_default():
    d = tf.constant(2.0, name="d")
    inner = tf.Session()
    print(inner.graph is other, sess.graph is first)
print("outside its block:", inner.run(d))
with inner:
    print("with sess makes its graph the default:", tf.get_default_graph() is other)
    e = tf.constant(3.0, name="e")
print(e.graph is other, tf.get_default_graph() is first)
with tf.Session(graph=first) as third:
    print(third.graph is first, third.run("later:0"))
try:
    sess.run(d)
except ValueError as error:
    print("ValueError", "is not an element of this graph" in str(error))
with sess.as_default():
    print("as_default too:", tf.get_default_graph() is first)
with other.as_default():
    with sess.as_default():
        print("as_default keeps the graph of the block:", tf.get_default_graph() is other)
sess.close()
