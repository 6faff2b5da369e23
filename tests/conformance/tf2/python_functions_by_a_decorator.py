"""py_function and numpy_function decorate a function; each says which argument is missing."""


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, str(error))


@tf.py_function(Tout=tf.float32)
def plus(x, y):
    """Adds, eagerly."""
    print("Executing eagerly.")
    return x + y


@tf.function
def wrapper(x, y):
    print("Tracing.")
    return plus(x, y)


print(wrapper(tf.constant(1.0), tf.constant(2.0)))
print(wrapper(tf.constant(1.0), tf.constant(3.0)))
print(plus(tf.constant(1.0), 2.0))
print(plus.__name__, plus.__doc__)


@tf.py_function(Tout=[tf.float32, tf.int32])
def two(x):
    return x, 3


@tf.numpy_function(Tout=tf.float32, stateful=False)
def twice(x):
    return x * 2


print(two(2.0), tf.function(lambda: two(2.0))())
print(twice(2.0), tf.function(lambda: twice(tf.constant(2.0)))())
attempt(lambda: two(x=2.0))
attempt(lambda: tf.py_function(None, [1.0], tf.float32))
attempt(lambda: tf.py_function(lambda x: x))
attempt(lambda: tf.py_function(lambda x: x, Tout=tf.float32))
attempt(lambda: tf.numpy_function(lambda x: x))
attempt(lambda: tf.numpy_function(3, [1.0], tf.float32))
