"""tf.autograph.to_code gives the source that a function is turned into, to_graph the turned function, do_not_convert leaves one alone."""


def f(x):
    if x > 0:
        x = x * x
    return x


code = tf.autograph.to_code(f)
print(type(code).__name__, code.splitlines()[0], "if_stmt" in code)
print(tf.autograph.to_code(f, experimental_optional_features=None).splitlines()[0])
g = tf.autograph.to_graph(f)
print(g(tf.constant(3)), g(-3))
code = tf.autograph.to_code(tf.function(f).python_function)
print(code.splitlines()[0])


@tf.autograph.experimental.do_not_convert
def left_alone(x):
    return 1 if x > 0 else 0


try:
    tf.function(left_alone)(tf.constant(1))
except Exception as error:
    print(type(error).__name__)
