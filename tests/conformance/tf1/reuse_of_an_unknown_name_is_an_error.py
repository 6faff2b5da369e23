"""With reuse=True a name that get_variable did not make is a ValueError, and nothing is made."""

def outcome(call):
    try:
        return call().name
    except ValueError as error:
        return f"ValueError: {str(error).splitlines()[0]}"

with tf.variable_scope("layer"):
    print(outcome(lambda: tf.get_variable("w", [2])))
    tf.Variable(1.0, name="plain")
with tf.variable_scope("layer", reuse=True):
    print(outcome(lambda: tf.get_variable("w", [2])))
    print(outcome(lambda: tf.get_variable("b", [2])))
    print(outcome(lambda: tf.get_variable("plain")))
with tf.variable_scope("layr", reuse=True):
    print(outcome(lambda: tf.get_variable("w", [2])))
print([v.name for v in tf.global_variables()])
