"""reduce_retracing widens the rows of ragged tensors too; of a spec the narrowest is told that covers others as well."""


@tf.function(reduce_retracing=True)
def f(x):
    print("tracing", x.shape, x.row_splits.shape)
    return tf.reduce_sum(x, 1)


for rows in ([[1], [2, 3]], [[1], [2, 3], [4]], [[5]], [[], [1], [2], [3, 4]]):
    print(f(tf.ragged.constant(rows, dtype=tf.int32)))
f(tf.ragged.constant([[1.0]]))
f(tf.ragged.constant([[1.0], [2.0]]))
f(tf.ragged.constant([[[1]], [[2]]]))
print(f.experimental_get_tracing_count())
print(f.pretty_printed_concrete_signatures(verbose=False))
spec = tf.RaggedTensorSpec([2, None], tf.int32)
print(spec.most_specific_common_supertype([tf.RaggedTensorSpec([3, None], tf.int32)]))
print(spec.most_specific_common_supertype([tf.RaggedTensorSpec([3, None], tf.int64)]))
print(spec.most_specific_common_supertype([tf.TensorSpec([2])]), spec.most_specific_common_supertype([]))
