"""What an assignment in a function returns is watched as if it were its variable, in the order in which these were made."""

v = tf.Variable([1.0, 2.0], name="v")
w = tf.Variable(3.0, name="w")


@tf.function
def f():
    written = v.assign_add([1.0, 1.0])
    with tf.GradientTape() as tape:
        tape.watch(w)
        tape.watch(written)
        product = written * w
    print([variable.name for variable in tape.watched_variables()])
    return tape.gradient(product, [written, w])


print([gradient.numpy().tolist() for gradient in f()])
