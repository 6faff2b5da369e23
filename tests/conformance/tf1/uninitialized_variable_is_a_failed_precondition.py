"""Reading a variable that this session has not initialised is FailedPreconditionError; assigning and feeding need none."""

v = tf.Variable(1.0, name="v")
w = tf.get_variable("scope/w", [2])
total = v + 1.0

def outcome(sess, fetch, feed=None):
    try:
        return sess.run(fetch, feed)
    except tf.errors.FailedPreconditionError as error:
        found = [n for n in ("v", "scope/w") if f"Attempting to use uninitialized value {n}" in str(error)]
        return type(error).__name__, found, isinstance(error, tf.errors.OpError), error.error_code

with tf.Session() as sess:
    print(outcome(sess, v))
    print(outcome(sess, total))
    print(outcome(sess, w))
    print(outcome(sess, v.assign_add(1.0)))
    print(outcome(sess, total, {v: 5.0}))
    print(outcome(sess, v))
    print(outcome(sess, v.assign(3.0)), outcome(sess, total))
    print(sess.run(tf.is_variable_initialized(v)), sess.run(tf.is_variable_initialized(w)))
print(tf.errors.FAILED_PRECONDITION)
