"""tf.errors has one class for each code, all OpErrors, with message, code, node and op."""

for name in ("OpError", "CancelledError", "UnknownError", "InvalidArgumentError", "DeadlineExceededError", "NotFoundError", "AlreadyExistsError", "PermissionDeniedError",
             "ResourceExhaustedError", "FailedPreconditionError", "AbortedError", "OutOfRangeError", "UnimplementedError", "InternalError", "UnavailableError", "DataLossError"):
    kind = getattr(tf.errors, name)
    print(name, issubclass(kind, tf.errors.OpError), issubclass(kind, Exception))
error = tf.errors.InvalidArgumentError(None, None, "it is wrong")
print(error, error.message, error.error_code, error.op, error.node_def, error.error_code == tf.errors.INVALID_ARGUMENT, isinstance(error, ValueError))
x = tf.placeholder(tf.float32, [2], name="x")
bad = tf.gather(x, tf.constant(5), name="bad")
with tf.Session() as sess:
    try:
        sess.run(bad, {x: [1, 2]})
    except tf.errors.InvalidArgumentError as error:
        print(error.op.name, error.node_def.name, error.op is bad.op, error.error_code)
    try:
        sess.run(x)
    except tf.errors.OpError as error:
        print(type(error).__name__, error.op is x.op)
