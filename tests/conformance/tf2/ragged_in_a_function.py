"""A function takes ragged tensors, keys them by RaggedTensorSpec, and a RaggedTensorSpec may be its signature."""
traces = []


@tf.function
def double(r):
    traces.append(str(r.shape))
    return r * 2


print(double(tf.ragged.constant([[1, 2], [3]])), double(tf.ragged.constant([[1], [2], [3]])), traces)
spec = tf.RaggedTensorSpec(shape=[None, None], dtype=tf.int32)
print(spec, spec.shape, spec.dtype, spec.ragged_rank, spec.row_splits_dtype)


@tf.function(input_signature=[spec])
def total(r):
    return tf.reduce_sum(r)


print(total(tf.ragged.constant([[1, 2], []])).numpy(), tf.type_spec_from_value(tf.ragged.constant([[1], [2, 3]])))
concrete = double.get_concrete_function(spec)
print(concrete(tf.ragged.constant([[7], []])), len(traces))
v = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(tf.RaggedTensor.from_row_splits(v, [0, 1, 3]) * 2.0)
print(tape.gradient(y, v).numpy())
