"""Squeezing drops a dimension of a ragged tensor whose rows all have one element; what is no key of rows is refused."""


def first_line(function, *arguments, **options):
    try:
        made = function(*arguments, **options)
        print(made.to_list() if isinstance(made, tf.RaggedTensor) else made)
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])


deep = tf.ragged.constant([[[1]], [[2], [3]]])
flat = tf.ragged.constant([[[1]], [[2], [3]]], ragged_rank=1)
ones = tf.ragged.constant([[[1, 2]], [[3]]])
single = tf.ragged.constant([[[1, 2]]])
for value, axis in (
    (deep, 2), (deep, -1), (flat, 2), (ones, 1), (single, 0), (single, [0, 1]), (tf.ragged.constant([[1, 2]]), 0),
    (deep, None), (deep, 1), (deep, 0), (deep, 7), (deep, [1, 2]), (ones, 2), (flat, 1),
):
    first_line(tf.squeeze, value, axis)
print(tf.function(lambda x: tf.squeeze(x, 2))(deep).to_list(), tf.squeeze(tf.expand_dims(ones, 1), 1).to_list())

rows = tf.ragged.constant([[3, 1], [2]])
for key in ([0], [0, 1], rows > 1, tf.constant([0, 1]), tf.constant([0])):
    first_line(rows.__getitem__, key)
first_line(tf.argsort, rows)
