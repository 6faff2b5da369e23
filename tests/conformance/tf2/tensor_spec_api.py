"""A TensorSpec states shape, dtype and name; it compares, is compatible with what fits, and is made from a tensor."""
s = tf.TensorSpec(shape=[None, 2], dtype=tf.float32, name="x")
print(s, s.shape, s.dtype, s.name, tf.TensorSpec(None).shape, tf.TensorSpec([]).dtype)
print(s == tf.TensorSpec([None, 2], tf.float32, name="x"), s == tf.TensorSpec([None, 2], tf.float32), s != tf.TensorSpec([3, 2]))
print(s.is_compatible_with(tf.zeros([5, 2])), s.is_compatible_with(tf.zeros([2])), s.is_compatible_with(tf.zeros([5, 2], tf.int32)))
print(tf.TensorSpec.from_tensor(tf.constant([1, 2])), tf.TensorSpec.from_spec(s, name="y"), tf.type_spec_from_value(tf.constant(1.5)))
print(s.is_subtype_of(tf.TensorSpec([None, None], tf.float32, name="x")), s.most_specific_common_supertype([tf.TensorSpec([3, 4], tf.float32, name="x")]))
print(hash(s) == hash(tf.TensorSpec([None, 2], tf.float32, name="x")), {s: 1}[s], tf.as_dtype(tf.float32) is s.dtype)
print(tf.TensorSpec(shape=(1, 3), dtype="int32"), isinstance(s, tf.TypeSpec))
