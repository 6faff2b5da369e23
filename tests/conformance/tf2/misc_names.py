"""Version strings, timestamp, is_tensor, errors and dtypes are there under their public names."""
print(tf.__version__.split(".")[0], isinstance(tf.version.VERSION, str), tf.compat.v1.__version__ == tf.__version__, tf.compat.v2.__version__ == tf.__version__)
t = tf.timestamp()
print(t.dtype, t.shape, t.numpy() > 1.6e9)
print([tf.is_tensor(x) for x in (tf.constant(1), tf.Variable(1), 1, [1], tf.ragged.constant([[1]]))])
print(issubclass(tf.errors.InvalidArgumentError, tf.errors.OpError), tf.errors.InvalidArgumentError.__mro__[1].__name__, tf.errors.NotFoundError.__name__)
try:
    tf.reshape([1, 2], [3])
except tf.errors.InvalidArgumentError as error:
    print(error.error_code, error.op, type(error.message).__name__, error.message.splitlines()[0].split("}} ")[-1])
print(tf.executing_eagerly(), tf.compat.v1.executing_eagerly(), tf.inside_function(), tf.newaxis)
print(tf.saved_model.SaveOptions(experimental_custom_gradients=True).experimental_custom_gradients, tf.UnconnectedGradients.ZERO.value)
print([tf.dtypes.as_dtype(x).name for x in ("int32", float, bool, "string")])
print(tf.nest.flatten({"b": [1, 2], "a": (3,)}), tf.nest.map_structure(lambda x: x + 1, {"a": [1, (2,)]}))
