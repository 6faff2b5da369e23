"""A TensorShape prints as a tuple, indexes to Dimensions, slices to shapes, merges, concatenates and compares."""

s = tf.TensorShape([2, None, 4])
print(s, repr(s), s[0], repr(s[1]), s[1:], s.ndims, s.rank, len(s), s.dims, list(s))
print(s.as_list(), s.num_elements(), tf.TensorShape([2, 3]).num_elements(), s.is_fully_defined(), s.is_compatible_with([2, 5, 4]))
print(s.merge_with([None, 3, None]), s.concatenate([7]), s.with_rank(3), tf.TensorShape([2]) == [2], tf.TensorShape([2]) == (2,))
print(tf.TensorShape([]), tf.TensorShape(None), tf.TensorShape(3), tf.TensorShape([2]) + [3], tf.TensorShape([1]) != tf.TensorShape([2]))
d = tf.TensorShape([5])[0]
print(type(d).__name__, int(d), d.value, d + 1, d * 2, d // 2, d == 5, [0] * d, range(d))
print(tf.Dimension(None), tf.Dimension(3) + tf.Dimension(None), tf.Dimension(3).is_compatible_with(None))
for bad in (lambda: hash(tf.Dimension(3)), lambda: s.merge_with([3, None, 4]), lambda: s.assert_is_compatible_with([2]), lambda: s.with_rank(2),
            lambda: tf.TensorShape([2, -3]), lambda: tf.TensorShape(["a"]), lambda: s.assert_has_rank(1)):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0])
