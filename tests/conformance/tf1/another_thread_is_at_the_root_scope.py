"""Another thread on the same graph is at the root variable scope but shares the variables of get_variable."""
import threading

graph = tf.get_default_graph()
found = []

def work():
    with graph.as_default():
        found.append(repr(tf.get_variable_scope().name))
        found.append(tf.get_variable("w", [1]).name)
        with tf.variable_scope("s", reuse=True):
            found.append(tf.get_variable("w", [1]) is w)

with tf.variable_scope("s"):
    w = tf.get_variable("w", [1])
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
print(found)
print([v.name for v in tf.global_variables()])
