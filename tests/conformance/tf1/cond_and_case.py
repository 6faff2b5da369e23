"""cond and case give what the chosen function returns, structures included; the branches must agree in number and dtype."""

x = tf.placeholder(tf.int32, [], name="x")
one = tf.cond(x < 5, true_fn=lambda: x + 1, false_fn=lambda: x - 1)
two = tf.cond(tf.less(x, 5), lambda: (x, tf.constant(1.0)), lambda: (-x, tf.constant(2.0)))
three = tf.cond(x < 5, lambda: {"a": x}, lambda: {"a": x * 10})
four = tf.case([(tf.equal(x, 1), lambda: tf.constant("one")), (tf.equal(x, 2), lambda: tf.constant("two"))], default=lambda: tf.constant("many"))
five = tf.case({tf.less(x, 3): lambda: tf.constant(3), tf.greater(x, 6): lambda: tf.constant(6)}, default=lambda: tf.constant(0), exclusive=True)
print(one.dtype.name, one.shape, type(two).__name__, type(three).__name__, four.dtype.name)
with tf.Session() as sess:
    for value in (1, 2, 7):
        print([v if isinstance(v, bytes) else int(v) for v in sess.run([one, four, five], {x: value})],
              [float(v) for v in sess.run(two, {x: value})], {k: int(v) for k, v in sess.run(three, {x: value}).items()})
    print(sess.run(tf.cond(x < 5, lambda: x, lambda: x, name="named"), {x: 1}))
    nothing = tf.case([(x > 100, lambda: tf.constant(1)), (x > 200, lambda: tf.constant(2))], exclusive=True)
    try:
        print(sess.run(nothing, {x: 1}))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__)
    overlap = tf.case([(x > 0, lambda: tf.constant(1)), (x > 1, lambda: tf.constant(2))], default=lambda: tf.constant(0), exclusive=True)
    try:
        print(sess.run(overlap, {x: 5}))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__)
for bad in (lambda: tf.cond(x < 5, lambda: x, lambda: tf.constant(1.0)), lambda: tf.cond(x < 5, lambda: x, lambda: (x, x)), lambda: tf.cond(x < 5, x, x),
            lambda: tf.cond(x < 5, lambda: x, lambda: None)):
    try:
        bad()
        print("accepted")
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
