"""A Python function takes ragged rows, and gives them where it is declared to, eagerly and in a function; eagerly its gradient reaches the values."""
rows = tf.ragged.constant([[1.0], [2.0, 3.0], []])
spec = tf.RaggedTensorSpec([None, None], tf.float32)


def padded(x):
    return tf.py_function(lambda rows: rows.to_tensor(), [x], tf.float32)


def doubled(x):
    return tf.py_function(lambda rows: rows * 2.0, [x], spec)


def both(x):
    return tf.py_function(lambda rows, by: [rows.row_lengths(), rows * by], [x, 10.0], [tf.int64, spec])


for made in (padded, doubled, both):
    print(made(rows))
    print(tf.function(made)(rows))
    print(tf.function(made, input_signature=[spec]).get_concrete_function().structured_outputs)
with tf.GradientTape() as tape:
    tape.watch(rows.flat_values)
    total = tf.reduce_sum(doubled(rows).flat_values ** 2)
print(tape.gradient(total, rows.flat_values))
