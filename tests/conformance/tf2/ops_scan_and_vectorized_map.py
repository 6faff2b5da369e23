"""scan keeps every step of a fold, and vectorized_map maps at once."""
print(tf.scan(lambda a, e: a + e, tf.constant([1, 2, 3])), tf.scan(lambda a, e: a * e, tf.constant([1.0, 2.0]), initializer=3.0))
print(tf.vectorized_map(lambda t: t * t, tf.range(4)))
