"""to_tensor pads, to_sparse lists, from_tensor drops; numpy gives an array of arrays; with_values keeps the cut."""
r = tf.ragged.constant([[1, 2, 3], [], [4]])
print(r.to_tensor(), r.to_tensor(default_value=-1), r.to_tensor(shape=[None, 2]))
print(repr(r.numpy()))
print(r.with_values(tf.constant([10.0, 20.0, 30.0, 40.0])), r.with_flat_values(["a", "b", "c", "d"]))
print(tf.RaggedTensor.from_tensor(r.to_tensor(), padding=0))
s = r.to_sparse()
print(s.indices.numpy().tolist(), s.values.numpy().tolist(), s.dense_shape.numpy().tolist())
print(tf.ragged.constant([[1, 2], [3, 4]]).numpy(), f"{r}", str(r))
