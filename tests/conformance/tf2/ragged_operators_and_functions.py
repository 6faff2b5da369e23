"""Operators, reductions, concat, stack, where, map_flat_values, tile and strings work on ragged tensors of equal cuts."""
r = tf.ragged.constant([[3, 1], [], [4, 1, 5]])
print(r + 1, r * r, -r, r > 2, 10 - r, r / 2, r // 2, r % 2, r ** 2, abs(-r), r == r)
print(tf.ragged.map_flat_values(tf.square, r), tf.ragged.map_flat_values(tf.multiply, r, 10))
print(tf.reduce_sum(r, axis=1), tf.reduce_mean(r, axis=1), tf.reduce_max(r, axis=0), tf.reduce_sum(r), tf.reduce_sum(r, axis=0))
print(tf.concat([r, r], axis=1), tf.concat([r, [[9]]], axis=0), tf.stack([r, r]).shape, tf.tile(r, [1, 2]))
print(tf.where(r > 2, r, -r), tf.cast(r, tf.float32), tf.square(r), tf.expand_dims(r, 0).shape, tf.ragged.boolean_mask(r, r > 1))
print(tf.strings.length(tf.ragged.constant([["ab", "c"], []])), tf.map_fn(tf.reduce_sum, r, fn_output_signature=tf.int32))
print(r + tf.constant([[10], [20], [30]]), tf.ragged.range([2, 0, 3]), tf.ragged.stack([[1], [2, 3]]))
for label, use in (("cut", lambda: r + tf.ragged.constant([[1], [2], [3]])), ("dtype", lambda: r + 1.5)):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__)
