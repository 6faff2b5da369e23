"""Where a tensor is empty, a size of -1 is what the other sizes leave it; searches in rows take empty rows too."""


def first(function):
    try:
        found = function()
        return found.shape, found.numpy().tolist()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


@tf.function
def traced(x, shape):
    return tf.reshape(x, shape)


for have, wanted in (
    ([0], [-1, 0]), ([0, 3], [-1, 0]), ([2, 0], [-1, 0]), ([2, 0], [-1, 3]), ([2, 0], [0, -1]), ([0], [-1]),
    ([0, 3], [-1, 0, 2]), ([0, 4], [-1, 2]), ([2, 0, 3], [3, -1]), ([2, 3], [-1, 0]), ([0], [-1, -1]),
):  # fmt: skip
    print(have, wanted, first(lambda: tf.reshape(tf.zeros(have), wanted)), first(lambda: traced(tf.zeros(have), wanted))
          if wanted != [-1, -1] and have != [2, 3] else "")  # fmt: skip


for side in ("left", "right"):
    print(first(lambda: tf.searchsorted([1.0, 2.0, 3.0], [1.0, 2.5], side)))
    print(first(lambda: tf.searchsorted([[1.0, 2.0, 3.0], [0.0, 0.0, 9.0]], [[1.0], [0.0]], side, tf.int64)))
    print(first(lambda: tf.searchsorted([[[1, 2, 3]]], [[[2, 3]]], side)))
    print(first(lambda: tf.searchsorted([1.0, 2.0], tf.zeros([0]), side)), first(lambda: tf.searchsorted(tf.zeros([0]), [1.0], side)))
    print(first(lambda: tf.searchsorted(tf.zeros([2, 0]), tf.zeros([2, 0]), side)))
    print(first(lambda: tf.searchsorted(tf.Variable([1.0, 2.0]), tf.Variable([1.5]), side)))
print(first(lambda: tf.searchsorted([[1.0, 2.0]], [[1.0], [2.0]])), first(lambda: tf.searchsorted([1.0, 2.0], [1.0], "x")))
