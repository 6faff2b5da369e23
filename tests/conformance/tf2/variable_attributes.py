"""A variable tells name, shape, dtype, device, trainable, and the rest of its properties, and takes them as keywords."""
v = tf.Variable(initial_value=[[1, 2]], trainable=False, name="counts", dtype=tf.int64)
print(v.name, v.shape, v.dtype, v.trainable, v.device, v.get_shape(), v.constraint)
print(v.synchronization.name, v.aggregation.name, v.is_initialized() if callable(getattr(v, "is_initialized", None)) else True)
print(v.value(), v.read_value(), v.numpy(), v.numpy().dtype)
print(isinstance(v, tf.Variable), tf.is_tensor(v), type(v).__name__, hasattr(v, "__array__"), v.shape.rank)
named = tf.Variable(1.0, name="a/b")
print(named.name, tf.Variable(tf.zeros([2]), dtype=tf.float32).shape)
print(tf.Variable([1, 2], dtype=tf.float32), tf.Variable("s").dtype, tf.Variable(True).numpy(), tf.Variable(1 + 2j).dtype)
for label, use in (("hash", lambda: hash(v)), ("len", lambda: len(v)), ("spec", lambda: tf.Variable()), ("constraint", lambda: tf.Variable(1.0, constraint=3)),
                   ("set name", lambda: setattr(v, "name", "x")), ("both", lambda: tf.Variable([1.0], shape=[2]))):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0][:160])
