"""get_concrete_function traces for a signature without running; the same signature gives the same object."""
ran, v = [], tf.Variable(0)


@tf.function
def f(x):
    ran.append(1)
    v.assign_add(1)
    return x * 2.0


c = f.get_concrete_function(tf.TensorSpec([None], tf.float32))
print("traced:", len(ran), "v:", v.numpy(), type(c).__name__)
print(c(tf.constant([1.0, 2.0])).numpy(), "v:", v.numpy())
print("same again:", f.get_concrete_function(tf.TensorSpec([None], tf.float32)) is c)
print(f(tf.constant([5.0])).numpy(), "traced:", len(ran))
print("another:", f.get_concrete_function(tf.constant([1.0])) is c, len(ran))
