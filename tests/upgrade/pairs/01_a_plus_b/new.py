"""A sum of two constants: nothing is fed, nothing is kept."""
import tensorflow as tf

a = tf.constant(2.0, name="a")
b = tf.constant(3.0, name="b")
c = a + b
print(c.numpy())
print([a.numpy(), {"sum": c.numpy(), "product": (a * b).numpy()}])
