"""In an if on a tensor, a name set in one branch only, or with two dtypes, is an error while tracing."""


@tf.function
def one_branch(x):
    if x > 0:
        y = x
    return y


@tf.function
def two_dtypes(x):
    if x > 0:
        y = 1
    else:
        y = 1.5
    return y


@tf.function
def loop_changes_dtype(x):
    y = 0
    while x > 0:
        y = 1.0
        x -= 1
    return y


for f in (one_branch, two_dtypes, loop_changes_dtype):
    try:
        print(f(tf.constant(1)))
    except Exception as error:
        print(f.__name__, type(error).__name__, f.experimental_get_tracing_count())
