"""After finalize new operations and new collection entries are refused, while running goes on."""

def refused(call):
    try:
        call()
        return "allowed"
    except RuntimeError as error:
        return f"RuntimeError: {error}"

graph = tf.get_default_graph()
v = tf.Variable(2.0, name="v")
double = v * 2.0
set_to = v.assign(5.0)
print(graph.finalized)
graph.finalize()
print(graph.finalized)
print(refused(lambda: tf.constant(1.0)))
print(refused(lambda: v + 1.0))
print(refused(lambda: tf.Variable(1.0)))
print(refused(lambda: tf.add_to_collection("mine", 1)))
print(refused(lambda: graph.get_collection("mine")), refused(lambda: v.value()))
with tf.Session() as sess:
    sess.run("v/Assign")
    print(sess.run(double), sess.run(set_to), sess.run(double))
tf.reset_default_graph()
print("a new graph is open:", tf.get_default_graph().finalized)
