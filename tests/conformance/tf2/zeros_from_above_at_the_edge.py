"""A zero from above stays one through roots and reciprocals, and meets what is no number in tanh and sigmoid."""
import gc, os, sys, weakref
import numpy as np

x = tf.constant([0.0, 1.0, 4.0, float("inf"), float("-inf"), float("nan")])
above = tf.constant([0.0, -0.0, 0.0, 0.0, 0.0, 0.0])
for f in (tf.sqrt, tf.math.rsqrt, tf.math.reciprocal, tf.tanh, tf.sigmoid):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = f(x)
    print(f.__name__, tape.gradient(y, x, output_gradients=above).numpy().tolist())
    print(f.__name__, tape.gradient(y, x, output_gradients=above - 1.0).numpy()[3:].tolist())
    graph = tf.function(lambda x, above, f=f: tf.gradients(f(x), x, grad_ys=above)[0])
    print(f.__name__, graph(x, above).numpy().tolist())
print(tf.sigmoid(tf.constant([-1000.0, -0.0, 1000.0, float("inf"), float("-inf"), float("nan")])).numpy().tolist())
