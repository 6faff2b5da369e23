"""What does `c = a + b` mean in each world?

The two listings are the ones that every account of the change from TensorFlow 1 to 2 begins with.
"""

import lifetimes.tf1 as tf

# %%
print("TensorFlow 1: a, b and c are nodes of the default graph, and only a session computes.")
a = tf.constant(5)
b = tf.constant(4)
c = a + b
print("  c before the session:", c)
with tf.Session() as sess:
    print("  sess.run(c):", end=" ")
    print(sess.run(c))
print("  left behind in the graph:", [op.name for op in tf.get_default_graph().get_operations()])

import lifetimes.tf2 as tf  # noqa: E402

# %%
print("TensorFlow 2: the sum is computed when its line runs.")
a = tf.constant(5)
b = tf.constant(4)
c = a + b
print("  c:", end=" ")
print(c)

print("What to notice: the same line makes a name in a graph here, and a value that you hold there.")
