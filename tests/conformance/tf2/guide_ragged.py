"""A page on ragged tensors: making, looking, what runs on them, ranks, slicing, conversion and functions."""
digits = tf.ragged.constant([[3, 1, 4, 1], [], [5, 9, 2], [6], []])
words = tf.ragged.constant([["So", "long"], ["thanks", "for", "all", "the", "fish"]])
print(tf.add(digits, 3))
print(tf.reduce_mean(digits, axis=1))
print(tf.concat([digits, [[5, 3]]], axis=0))
print(tf.tile(digits, [1, 2]))
print(tf.strings.substr(words, 0, 2))
print(tf.map_fn(tf.math.square, digits))
print(digits[0])
print(digits[:, :2])
print(digits[:, -2:])
print(digits + 3)
print(digits + tf.ragged.constant([[1, 2, 3, 4], [], [5, 6, 7], [8], []]))
print(tf.ragged.map_flat_values(lambda x: x * 2 + 1, digits))
print(digits.to_list())
print(digits.numpy())
try:
    tf.ragged.constant([["one", "two"], [3, 4]])
except ValueError as exception:
    print(exception)
try:
    tf.ragged.constant(["A", ["B", "C"]])
except ValueError as exception:
    print(exception)
print(tf.ragged.constant([["Hi"], ["How", "are", "you"]]).shape)
print(tf.ragged.constant([["Hi"], ["How", "are", "you"]]).bounding_shape())
r = tf.ragged.constant([[1, 2], [3, 4, 5]])
print(r.to_tensor(default_value=-1), r.to_sparse().values)
nested = tf.RaggedTensor.from_row_lengths(values=[[1, 3], [0, 0], [1, 3], [5, 3], [3, 3], [1, 2]], row_lengths=[3, 1, 2])
print(nested, "Shape: {}".format(nested.shape), "Number of partitioned dimensions: {}".format(nested.ragged_rank))
print("Flat values shape: {}".format(nested.flat_values.shape))
print("Flat values:\n{}".format(nested.flat_values))
rt = tf.RaggedTensor.from_row_splits(values=tf.RaggedTensor.from_row_splits(values=[10, 11, 12, 13, 14, 15, 16, 17, 18, 19], row_splits=[0, 3, 3, 5, 9, 10]), row_splits=[0, 1, 1, 5])
print(rt)
print("Indexed value: {}".format(rt[0, 0, 1]), rt[1], "Shape: {}".format(rt.shape), "Number of partitioned dimensions: {}".format(rt.ragged_rank))


@tf.function
def make_palindrome(x, axis):
    return tf.concat([x, tf.reverse(x, [axis])], axis)


print(make_palindrome(tf.constant([[1, 2], [3, 4], [5, 6]]), axis=1))
try:
    print(make_palindrome(tf.ragged.constant([[1, 2], [3], [4, 5, 6]]), axis=1))
except Exception as e:
    print(type(e).__name__)
queries = tf.ragged.constant([["who", "is", "there"], ["pause"], ["will", "it", "rain"]])
buckets = tf.strings.to_hash_bucket_fast(queries, 16)
table = tf.Variable(tf.ones([16, 4]))
embedded = tf.nn.embedding_lookup(table, buckets)
print(buckets.shape, embedded.shape, tf.reduce_mean(embedded, axis=1).shape, tf.reduce_mean(embedded, axis=1).numpy().tolist()[0])
x = tf.constant([[1, 2], [3, 4]])
print(digits == digits, (digits > 2)[0])
