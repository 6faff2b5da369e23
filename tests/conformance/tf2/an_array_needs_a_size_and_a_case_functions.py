"""In a function a TensorArray is refused without a size, also a growing one, and `case` a default that is no function."""


def outcome(label, call):
    try:
        print(label, call())
    except Exception as error:
        print(label, type(error).__name__, [line for line in str(error).splitlines() if line.strip()][-1].strip())


def counted(n, **options):
    found = tf.TensorArray(tf.int32, dynamic_size=True, **options)
    for i in tf.range(n):
        found = found.write(i, i * i)
    return found.stack()


outcome("without", lambda: tf.function(lambda n: counted(n))(tf.constant(3)))
outcome("with", lambda: tf.function(lambda n: counted(n, size=0))(tf.constant(3)))
outcome("eagerly", lambda: counted(tf.constant(3)))


def chosen(x, default):
    return tf.case([(x > 1, lambda: 1), (x > 0, lambda: 2)], default=default)


for default in (3, lambda: 3):
    outcome("eagerly", lambda: chosen(tf.constant(0), default))
    outcome("in a function", lambda: tf.function(lambda x: chosen(x, default))(tf.constant(0)))
