"""Surprising: a return inside a loop over tensors is NotImplementedError in a tf.function, and returns nested in branches must be complete."""


@tf.function
def first_above(xs, limit):
    for x in xs:
        if x > limit:
            return x
    return tf.constant(-1.0)


@tf.function
def count_down(n):
    while n > 0:
        if n < 5:
            return n
        n -= 2
    return n


@tf.function
def falls_through(x):
    if x > 0:
        return x
    elif x < -5:
        return x * 10
    x = x * 2
    return x


for f, arguments in ((first_above, (tf.constant([1.0, 3.0]), 2.0)), (count_down, (tf.constant(9),)), (falls_through, (tf.constant(1),))):
    try:
        print(f(*arguments))
    except (NotImplementedError, ValueError) as error:
        print(f.__name__, str(error).splitlines()[-1].strip()[:90])
tf.config.run_functions_eagerly(True)
print("run eagerly:", first_above(tf.constant([1.0, 3.0]), 2.0).numpy())
