"""A Python value that a tf.function reads is frozen into its trace, while a variable is read at each call."""
factor, variable = 2, tf.Variable(2)


@tf.function
def f(x):
    return factor * x, variable * x


print([t.numpy().item() for t in f(tf.constant(10))])
factor = 3
variable.assign(3)
print("same signature:", [t.numpy().item() for t in f(tf.constant(10))])
print("a new signature:", [t.numpy().tolist() for t in f(tf.constant([10]))])
