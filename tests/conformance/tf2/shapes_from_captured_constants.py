"""A small eager tensor that a function finds outside is a constant in its graph: shapes follow from it while it is traced, and gradients reach it."""
n, pair, large = tf.constant(3), tf.constant([2, 2]), tf.range(200)
seen = []

@tf.function
def shapes(x):
    seen.extend([tf.zeros([n]).shape, tf.reshape(x, pair).shape, tf.range(n).shape, tf.fill(pair, 1.0).shape, x[n].shape, x[:n].shape, tf.zeros([n * 2]).shape,
                 tf.zeros(tf.stack([n, 1])).shape, tf.one_hot(0, n).shape, tf.tile(x, [n]).shape, tf.zeros([large[2]]).shape, tf.get_static_value(n), tf.get_static_value(x)])
    return x

@tf.function
def nested(x):
    def body(i, a):
        seen.append(tf.zeros([n]).shape)
        return i + 1, a

    tf.while_loop(lambda i, a: i < 2, body, (0, x))
    inside = tf.constant(7)
    tf.cond(x[0] > 0, lambda: (seen.append((tf.zeros([n]).shape, tf.zeros([inside]).shape)), x)[1], lambda: x)
    return x

shapes(tf.ones([4]))
nested(tf.ones([4]))
for found in seen:
    print(found)
captured = shapes.get_concrete_function(tf.TensorSpec([4])).captured_inputs
print(sorted(value.shape.num_elements() for value in captured), any(value is n for value in captured))
for bad in (lambda: tf.function(lambda x: x[tf.constant(7)])(tf.ones([3])), lambda: tf.function(lambda x: tf.reshape(x, pair))(tf.ones([3])), lambda: tf.function(lambda x: tf.gather(x, n))(tf.ones([3]))):
    try:
        bad()
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__)
with tf.GradientTape() as tape:
    outside = tf.constant(2.0)
    tape.watch(outside)
    result = tf.function(lambda: outside * outside * 3.0)()
print(tape.gradient(result, outside))
