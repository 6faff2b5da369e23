"""Dropout scales what it keeps, is the identity at rate 0, refuses rates outside [0, 1); embedding_lookup keeps index shapes."""
import numpy as np

x = tf.ones([10000])
y = tf.nn.dropout(x, rate=0.25)
print(sorted({round(e, 4) for e in y.numpy().tolist()}), round(float(tf.reduce_mean(y)), 1), tf.nn.dropout(x, rate=0) is x, tf.nn.dropout([[1.0, 2.0]], 0.0).numpy().tolist())
for rate in (1.0, -0.1, 1.5):
    try:
        print(rate, tf.nn.dropout(tf.ones([3]), rate=rate).numpy().tolist())
    except ValueError as error:
        print(rate, type(error).__name__ + ":", str(error)[:80])
v = tf.Variable(tf.ones([5]))
with tf.GradientTape() as tape:
    z = tf.reduce_sum(tf.nn.dropout(v, 0.5, seed=1) * 2.0)
g = tape.gradient(z, v)
print(set(g.numpy().tolist()) <= {0.0, 4.0})
table = tf.constant([[0.0, 1.0], [10.0, 11.0], [20.0, 21.0]])
print(tf.nn.embedding_lookup(table, [[0, 1], [2, 0]]).shape, tf.nn.embedding_lookup(table, tf.constant(2)).numpy(), tf.nn.embedding_lookup(params=table, ids=[2]).numpy().tolist())
