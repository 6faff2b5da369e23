"""Eager execution cannot be switched on once a graph exists."""

tf.constant(1)
try:
    tf.enable_eager_execution()
    print("enabled")
except ValueError as error:
    print("ValueError:", str(error).splitlines()[0])
print(tf.executing_eagerly(), tf.executing_eagerly_outside_functions())
