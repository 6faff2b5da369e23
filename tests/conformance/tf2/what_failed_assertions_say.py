"""A failed assertion shows its data: each element as text, and dots where there are more than `summarize` of them."""


def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error)!r}"



x = tf.constant([[1, 2], [3, 4], [5, 6]])
for data, summarize in (([x], None), ([x], 2), ([x], -1), (["a", tf.constant("b"), 3, tf.constant(4.5), [1, 2]], None)):
    print(first(lambda: tf.debugging.Assert(False, data, summarize)))
print(first(lambda: tf.debugging.Assert([True, False], ["a"])), first(lambda: tf.debugging.Assert(False, "abc")))
for name in ("positive", "non_negative", "negative", "non_positive"):
    check = getattr(tf.debugging, f"assert_{name}")
    print(first(lambda: check([-1, 0, 1, 2], message="text", summarize=2)), first(lambda: check(tf.constant([-1.0, 3.0]))))
print(first(lambda: tf.debugging.assert_positive(tf.constant(-1))))
print(first(lambda: tf.debugging.assert_near([1.0], [2.0])))
print(first(lambda: tf.debugging.assert_near([1.0], [2.0], message="text", rtol=0.5, atol=0.0)))
print(first(lambda: tf.debugging.assert_near([1.0], [1.5], rtol=0.5)))
print(first(lambda: tf.debugging.assert_integer([1.0])), first(lambda: tf.debugging.assert_proper_iterable(3)))
print(first(lambda: tf.debugging.assert_proper_iterable("abc")))
print(first(lambda: tf.debugging.assert_shapes([(x, ("N", "M")), (tf.zeros([2]), ("N",))])))
print(first(lambda: tf.debugging.assert_shapes([(x, ("N", 3))], message="text")))
print(first(lambda: tf.debugging.assert_equal([1, 2, 3], 2, message="text", summarize=1)))
print(first(lambda: tf.debugging.assert_less_equal([1, 2], [0, 3])))
