"""What a choice depends on has no axes, also where it is only one truth; what is fed of another shape is refused."""

chosen = tf.placeholder(tf.bool)
made = tf.cond(chosen, lambda: tf.constant(1), lambda: tf.constant(2))
with tf.Session() as sess:
    for given in (True, False, [True], [[False]], [True, False], []):
        try:
            print(given, sess.run(made, {chosen: given}))
        except tf.errors.InvalidArgumentError as error:
            print(given, [line for line in str(error).splitlines() if line.startswith("The second input")][:1])
