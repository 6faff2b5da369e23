"""A graph that is built, printed and written about, and never run: there is nothing to compare."""
import tensorflow as tf

w = tf.Variable(tf.zeros([2, 2]), name="w")
y = tf.matmul(w, w, name="y")
print([op.name for op in tf.get_default_graph().get_operations()])
