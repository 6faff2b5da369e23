"""Strings of any rank are joined by segment, and a segment that is not there is refused."""


def said(call):
    try:
        return call().numpy().tolist()
    except tf.errors.OpError as error:
        return f"{type(error).__name__}: {error.message}"


rows = tf.constant([["a", "b"], ["c", "d"]])
for ids in ([0, 0], [0, 1], [1, 1], [[0, 1], [1, 0]], [1, -1], [2, 0], 0):
    print(ids, said(lambda: tf.strings.unsorted_segment_join(rows, ids, 2, separator="-")))
print(said(lambda: tf.strings.unsorted_segment_join(["a"], [[0]], 1)))
print(said(lambda: tf.strings.unsorted_segment_join(["a", "b"], [0, 0], 1)))
