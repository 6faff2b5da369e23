"""The gradients of the cross entropies, embedding_lookup, bias_add, moments and map_fn."""
logits, labels = tf.constant([[2.0, 1.0], [0.0, 0.5]]), tf.constant([[0.0, 1.0], [0.3, 0.7]])
for label, f in (("softmax", lambda t: tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=t)), ("sparse", lambda t: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1, 0], logits=t)),
                 ("sigmoid", lambda t: tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=t)), ("bias", lambda t: tf.nn.bias_add(t, t[0])),
                 ("moments", lambda t: tf.nn.moments(t, axes=[0])[1]), ("map_fn", lambda t: tf.map_fn(lambda r: r * r[0], t)), ("l2_normalize", lambda t: tf.nn.l2_normalize(t, axis=1)[:, 0])):
    with tf.GradientTape() as tape:
        tape.watch(logits)
        y = tf.reduce_sum(f(logits))
    print(label, [[round(v, 4) + 0.0 for v in row] for row in tape.gradient(y, logits).numpy().tolist()])
table = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(tf.nn.embedding_lookup(table, [2, 0, 2]))
g = tape.gradient(y, table)
print(type(g).__name__, g.indices.numpy().tolist(), g.values.numpy().tolist(), tf.convert_to_tensor(g).numpy().tolist())
