"""A TensorShape is indexed, sliced, joined, compared, merged and asked whether it is known; unknown parts compare as not known."""
s, p, u = tf.TensorShape([2, 3, 4]), tf.TensorShape([None, 3]), tf.TensorShape(None)
print(s[0], s[-1], s[1:], len(s), list(s), s.as_list(), s.rank, s.ndims, s.dims, s.num_elements(), tuple(s))
print(p[0], p.rank, p.num_elements(), p.is_fully_defined(), s.is_fully_defined(), u.rank, u.dims, p.as_list())
print(s == [2, 3, 4], s == (2, 3, 4), s == tf.TensorShape([2, 3]), p == p, u == u, s != [1])
print(s.concatenate([5]), p + [7], s[:2] + s[2:], p.merge_with([5, None]), u.merge_with([1, 2]))
print(p.is_compatible_with([9, 3]), p.is_compatible_with([9, 4]), u.is_compatible_with(s), p.most_specific_compatible_shape([4, 3]))
print(s.with_rank(3), p.assert_is_compatible_with([1, 3]), bool(u), bool(s), tf.TensorShape([]).rank, bool(tf.TensorShape([])))
print(hash(tf.TensorShape([1])) == hash(tf.TensorShape([1])), tf.TensorShape(5), tf.TensorShape([tf.compat.v1.Dimension(2)]), repr(s), str(u))
for label, use in (("len", lambda: len(u)), ("list", lambda: u.as_list()), ("iterate", lambda: list(u)), ("merge", lambda: s.merge_with([1])),
                   ("assert", lambda: p.assert_is_compatible_with([1, 4])), ("rank", lambda: s.with_rank(2)), ("full", lambda: p.assert_is_fully_defined()),
                   ("make", lambda: tf.TensorShape(["a"])), ("negative", lambda: tf.TensorShape([-1]))):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0])
