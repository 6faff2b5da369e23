"""An error inside of a traced function names the node and, at the end, the function that was called."""

import re


@tf.function
def inner(x):
    return tf.gather(x, 5)


@tf.function
def outer(x):
    return inner(x) + 1


@tf.function
def checked(x):
    tf.debugging.assert_positive(x, message="too low")
    return x


class Rows(tf.keras.layers.Layer):
    def call(self, x):
        return tf.gather(x, 5)


rows = Rows()
x = tf.constant([1, 2])
for call in (
    lambda: inner(x),
    lambda: outer(x),
    lambda: checked(tf.constant(-1)),
    lambda: tf.function(lambda x: tf.gather(x, 7))(x),
    lambda: tf.function(lambda x: rows(x))(tf.constant([1.0])),
    lambda: inner.get_concrete_function(tf.TensorSpec([None], tf.int32))(x),
):
    try:
        call()
    except tf.errors.InvalidArgumentError as error:
        lines = [line for line in str(error).splitlines() if line.strip() and not line.startswith("  File")]
        print(*(re.sub(r"_\d+(?=[\]}])", "_N", line) for line in lines), sep="\n")
        print(error.op, error.node_def, error.message == str(error))
