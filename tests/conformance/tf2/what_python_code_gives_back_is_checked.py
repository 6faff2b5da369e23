"""An array of texts that a Python function gives is one of bytes; a custom gradient gives one gradient for each variable, no fewer."""
import numpy as np


def outcome(label, call):
    try:
        print(label, call())
    except Exception as error:
        print(label, type(error).__name__, [line for line in str(error).splitlines() if line.strip()][-1].strip())


def texts(x):
    return np.array(["text", b"bytes", "ä"], dtype=object)


outcome("texts", lambda: tf.numpy_function(texts, [1], tf.string))
outcome("texts in a function", lambda: tf.function(lambda x: tf.numpy_function(texts, [x], tf.string))(1))
outcome("their lengths", lambda: tf.strings.length(tf.numpy_function(texts, [1], tf.string)))

weight = tf.Variable(3.0)


def custom(of_variables):
    @tf.custom_gradient
    def scaled(x):
        def gradient(dy, variables=None):
            return dy, of_variables(variables)

        return x * weight, gradient

    return scaled


def derivative(function):
    with tf.GradientTape() as tape:
        y = function(tf.constant(2.0))
    return tape.gradient(y, weight)


for label, of_variables in (("one", lambda variables: [tf.constant(5.0)]), ("two", lambda variables: [1.0, 2.0]),
                            ("none", lambda variables: []), ("nothing", lambda variables: None)):
    outcome(label, lambda: derivative(custom(of_variables)))
    outcome(label + " in a function", lambda: derivative(tf.function(lambda x: custom(of_variables)(x))))
