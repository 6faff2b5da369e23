"""Every operator takes a variable on either side and gives a tensor; comparisons and indexing too."""
v, w = tf.Variable([6.0, 4.0]), tf.Variable(2.0)
for label, value in (("v + 1", v + 1), ("1 + v", 1 + v), ("v - w", v - w), ("10 - v", 10 - v), ("v * w", v * w), ("3 * v", 3 * v), ("v / w", v / w), ("12 / v", 12 / v), ("v // 4", v // 4), ("v % 4", v % 4),
                     ("v ** 2", v ** 2), ("2 ** w", 2 ** w), ("-v", -v), ("abs", abs(-v)), ("v @ m", v[None] @ tf.ones([2, 1])), ("m @ v", tf.ones([1, 2]) @ v[:, None]),
                     ("[[..]] @ V", [[1.0, 2.0]] @ tf.Variable([[1.0], [1.0]])), ("v > 5", v > 5), ("v == w", v == w), ("v != v", v != v), ("v[0]", v[0]), ("v[::-1]", v[::-1])):
    print(label, value.numpy().tolist(), type(value).__name__)
print(float(w), int(w), bool(w), f"{w.numpy():.1f}", [x.numpy().item() for x in v], max(v).numpy())
print(tf.Variable(True) & True, ~tf.Variable(False), tf.reduce_sum([v, v]).numpy(), tf.stack([w, w]).numpy())
