"""Comparisons and logical functions give bool tensors; where chooses by them."""
a, b = tf.constant([1, 2, 3]), tf.constant([3, 2, 1])
for name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"):
    print(name, getattr(tf, name)(a, b).numpy())
p, q = tf.constant([True, True, False]), tf.constant([True, False, False])
print((p & q).numpy(), (p | q).numpy(), (p ^ q).numpy(), (~p).numpy(), tf.logical_and(p, q).numpy(), tf.logical_or(p, q).numpy(),
      tf.logical_not(p).numpy(), tf.math.logical_xor(p, q).numpy())
print(tf.where(a > 1, a, b), tf.where(p), tf.where([[True, False], [True, True]]))
print(tf.where(p, 1.0, [10.0, 20.0, 30.0]))
print((a > 2), (a <= b).numpy(), (2 < a).numpy(), a == 2)
print(tf.reduce_all(p).numpy(), tf.reduce_any(q).numpy(), tf.math.count_nonzero([0, 1, 2]).numpy())
