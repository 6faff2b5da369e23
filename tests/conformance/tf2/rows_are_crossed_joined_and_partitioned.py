"""Items of rows are crossed, joined to n-grams and partitioned anew, and dimensions of rows are merged."""


def show(function):
    try:
        found = function()
        print(found if isinstance(found, tf.RaggedTensor) else found.numpy().tolist(), found.shape, found.dtype.name)
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).splitlines()[0]}")


ragged = tf.ragged.constant
words, numbers = ragged([["a", "b"], ["c"], []]), ragged([[1, -2], [3], [4]])
show(lambda: tf.ragged.cross([words, numbers]))
show(lambda: tf.ragged.cross([words, numbers, tf.constant([["x", "y"], ["z", "w"], ["v", "u"]])]))
show(lambda: tf.ragged.cross_hashed([words, numbers]))
show(lambda: tf.ragged.cross_hashed([words, words, numbers], num_buckets=100))
show(lambda: tf.ragged.cross_hashed([numbers], num_buckets=7, hash_key=5))
show(lambda: tf.ragged.cross([ragged([[1.5]])]))
show(lambda: tf.ragged.cross(words))
show(lambda: tf.ragged.cross([ragged([[["a"]]])]))
show(lambda: tf.function(lambda a, b: tf.ragged.cross([a, b]))(words, numbers))

letters = ragged([["a", "b", "c", "d"], ["e"], []])
show(lambda: tf.strings.ngrams(letters, 2))
show(lambda: tf.strings.ngrams(letters, [1, 3], separator="|"))
show(lambda: tf.strings.ngrams(letters, 2, pad_values="_"))
show(lambda: tf.strings.ngrams(letters, 3, pad_values=("<", ">")))
show(lambda: tf.strings.ngrams(letters, 4, pad_values=("<", ">"), padding_width=1))
show(lambda: tf.strings.ngrams(letters, 3, preserve_short_sequences=True))
show(lambda: tf.strings.ngrams(letters, 5, pad_values="_", padding_width=1, preserve_short_sequences=True))
show(lambda: tf.strings.ngrams(["a", "b", "c"], 2))
show(lambda: tf.strings.ngrams([["a", "b", "c"], ["d", "e", "f"]], 2))
show(lambda: tf.strings.ngrams(ragged([[["a", "b"], ["c"]], [["d", "e", "f"]]]), 2))
show(lambda: tf.strings.ngrams([["a", "b"]], [2, 0]))
show(lambda: tf.strings.ngrams(["a"], 1, padding_width=1))
show(lambda: tf.strings.ngrams(["a"], 1, pad_values="_", padding_width=0))
show(lambda: tf.strings.ngrams("a", 1))
show(lambda: tf.strings.ngrams(["a"], 1, pad_values=3))
show(lambda: tf.function(lambda x: tf.strings.ngrams(x, 2))(letters))

show(lambda: tf.ragged.stack_dynamic_partitions(["a", "b", "c", "d", "e"], [3, 0, 2, 2, 3], 5))
show(lambda: tf.ragged.stack_dynamic_partitions(ragged([[1, 2], [3], [4, 5, 6]]), [1, 0, 1], 2))
show(lambda: tf.ragged.stack_dynamic_partitions([[1, 2], [3, 4]], [[0, 1], [1, 0]], 2))
show(lambda: tf.ragged.stack_dynamic_partitions(ragged([[1, 2], [3]]), ragged([[1, 0], [1]]), 3))
show(lambda: tf.ragged.stack_dynamic_partitions([1.0, 2.0], 1, 3))
show(lambda: tf.ragged.stack_dynamic_partitions([1, 2], [0, 3], 3))
show(lambda: tf.ragged.stack_dynamic_partitions([1, 2], [0, -1], 3))

deep = ragged([[[1, 2], [3]], [[], [4, 5, 6]], []])
for axes in ((0, 1), (1, 2), (0, 2), (0, 0), (1, -1), (-1, -1), (2, 1), (0, 3)):
    show(lambda: deep.merge_dims(*axes))
show(lambda: tf.RaggedTensor.from_row_lengths(tf.reshape(tf.range(12), [3, 2, 2]), [2, 1]).merge_dims(1, 2))
show(lambda: tf.RaggedTensor.from_row_lengths(tf.reshape(tf.range(12), [3, 2, 2]), [2, 1]).merge_dims(1, 3))
show(lambda: tf.RaggedTensor.from_row_lengths(tf.reshape(tf.range(12), [3, 2, 2]), [2, 1]).merge_dims(2, 3))
show(lambda: tf.function(lambda x: x.merge_dims(1, 2))(deep))
print([rows.numpy().tolist() for rows in deep.nested_value_rowids()])
show(lambda: tf.RaggedTensor.from_nested_value_rowids([1, 2, 3], [[0, 1], [0, 0, 1]]))
show(lambda: tf.RaggedTensor.from_nested_value_rowids([1, 2, 3], [[0, 1], [0, 0, 1]], [3, 2]))
show(lambda: tf.RaggedTensor.from_nested_value_rowids([1, 2, 3], [[0, 1], [0, 0, 1]], [3]))
