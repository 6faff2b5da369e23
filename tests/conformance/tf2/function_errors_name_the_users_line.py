"""An error while tracing says "in user code", names the function and the line; an error at run time is of the op's own class."""


@tf.function
def bad_shapes(x):
    y = tf.ones([3])
    return x + y


@tf.function
def bad_python(x):
    return x.nothing_there


@tf.function
def bad_at_run(x):
    return tf.gather([1, 2, 3], x)


for f, argument in ((bad_shapes, tf.ones([2])), (bad_python, tf.ones([2])), (bad_at_run, tf.constant(7))):
    try:
        f(argument)
    except Exception as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        print(type(error).__name__, "|", lines[0], "|", any(f.__name__ in line for line in lines), "|", lines[-1].split("node ")[0][:90])
print(bad_shapes.experimental_get_tracing_count(), bad_shapes(tf.ones([3])).numpy())
