"""A tf.function that would make a variable at every trace is a ValueError already on the first call."""


@tf.function
def f(x):
    v = tf.Variable(1.0)
    return v + x


try:
    f(tf.constant(1.0))
except ValueError as error:
    print(type(error).__name__, "tf.function only supports singleton tf.Variables" in str(error))
    print(str(error).strip().splitlines()[-1].strip()[:75])
