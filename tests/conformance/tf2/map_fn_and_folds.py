"""map_fn applies a function to each element, foldl and foldr reduce from either end."""
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
print(tf.map_fn(lambda row: row * 2.0, x), tf.map_fn(tf.reduce_sum, x), tf.map_fn(fn=lambda t: t > 2, elems=tf.range(4), fn_output_signature=tf.bool))
print(tf.map_fn(lambda pair: pair[0] + pair[1], (tf.range(3), tf.range(3) * 10), fn_output_signature=tf.int32))
print(tf.foldl(lambda a, e: a - e, tf.constant([1, 2, 3])), tf.foldr(lambda a, e: a - e, tf.constant([1, 2, 3])))
print(tf.foldr(lambda a, e: a + e, tf.constant([1, 2]), initializer=10))
print(tf.function(lambda t: tf.map_fn(lambda e: e + 1, t))(tf.constant([1, 2])))
