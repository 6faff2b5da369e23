"""A reset under an InteractiveSession passes and the session keeps the old graph; with a graph of its own it fails."""

old = tf.get_default_graph()
v = tf.Variable(4.0, name="v")
sess = tf.InteractiveSession()
sess.run(v.initializer)
tf.reset_default_graph()
print("another graph:", tf.get_default_graph() is old, "session's:", sess.graph is old)
print(v.eval(), sess.run("v:0"))
print("still the default session:", tf.get_default_session() is sess)
c = tf.constant(1.0)
try:
    c.eval()
except ValueError as error:
    print("ValueError:", str(error).splitlines()[0])
sess.close()
sess = tf.InteractiveSession(graph=tf.Graph())
try:
    tf.reset_default_graph()
except AssertionError as error:
    print("AssertionError:", error)
sess.close()
tf.reset_default_graph()
print("after close it passes")
