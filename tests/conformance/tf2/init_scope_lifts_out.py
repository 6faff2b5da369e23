"""tf.init_scope inside a trace runs eagerly at trace time; its tensors enter the trace as constants or captures."""
seen = []


@tf.function
def f(x):
    with tf.init_scope():
        t = tf.constant([1.0, 2.0]) * 2.0
        seen.append((tf.executing_eagerly(), t.numpy().tolist()))
    return x + t


print(f(tf.constant(1.0)).numpy(), f(tf.constant(2.0)).numpy(), seen)
with tf.init_scope():
    print("outside:", tf.executing_eagerly())
print(len(f.get_concrete_function(tf.constant(1.0)).captured_inputs))
