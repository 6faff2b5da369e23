"""Surprising: a Python assert on a tensor is not turned by AutoGraph unless asked: OperatorNotAllowedInGraphError; tf.debugging.Assert works."""


@tf.function
def asserts(x):
    assert x > 0, "positive only"
    return x


@tf.function(experimental_autograph_options=tf.autograph.experimental.Feature.ASSERT_STATEMENTS)
def asked(x):
    assert x > 0, "positive only"
    return x


@tf.function
def debugging(x):
    tf.debugging.Assert(x > 0, ["positive only", x])
    tf.debugging.assert_positive(x, message="really")
    return x


for f in (asserts, asked, debugging):
    for value in (1, -1):
        try:
            print(f.python_function.__name__, f(tf.constant(value)).numpy())
        except Exception as error:
            print(f.python_function.__name__, type(error).__name__, "positive only" in str(error))
print("a Python value:", asserts(3).numpy())
