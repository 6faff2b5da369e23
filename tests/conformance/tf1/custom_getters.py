"""A custom getter gets its getter by name, the rest by name too."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


def plain(getter, name, *args, **kwargs):
    print(name, sorted(kwargs), args)
    return getter(name, *args, **kwargs)


with tf.variable_scope("a", custom_getter=plain):
    print(tf.get_variable("x", []).name)
    with tf.variable_scope("b", custom_getter=plain):
        print(tf.get_variable("y", [2]).name)


def wrong(get, name, *args, **kwargs):
    return get(name, *args, **kwargs)


err(lambda: tf.get_variable("z", [], custom_getter=wrong))


def narrow(getter, name, shape, dtype, initializer, regularizer, reuse, trainable, collections, caching_device, partitioner, validate_shape, use_resource, synchronization, aggregation):
    return getter(name, shape=shape, dtype=dtype)


err(lambda: tf.get_variable("w", [], custom_getter=narrow).name)
err(lambda: tf.get_variable("q", [], custom_getter=3))
