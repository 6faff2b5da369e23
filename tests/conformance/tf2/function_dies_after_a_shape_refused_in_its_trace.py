"""A function whose trace failed on a shape or a value that does not fit dies with its last name, collector off."""
import gc, weakref
gc.disable()
def after(body, *arguments):
    f = tf.function(body)
    for argument in arguments:
        try: print(f(argument))
        except Exception as e: print(type(e).__name__)
    r = weakref.ref(f); del f
    print(r() is None)
def loops(x):
    y = x
    for i in tf.range(-2): y = y + tf.cast(i, tf.float32)
    return y
after(loops, tf.constant([1., 2.]), tf.constant(1.))
after(lambda x: tf.reshape(x, [7]), tf.constant([1., 2.]), tf.Variable([1., 2.]))
after(lambda x: x[9], tf.constant([1., 2.]))
after(lambda x: x + tf.ones([3]), tf.constant([1., 2.]))
after(lambda x: tf.reduce_sum(x, 4), tf.constant([1., 2.]))
after(lambda x: x * 1.5, tf.constant([1, 2]))
after(lambda x: 1.5 * x, tf.constant([1, 2]))
after(lambda x: tf.tanh(x), tf.constant([1, 2]))
after(lambda x: tf.stack([x, tf.ones([3])]), tf.constant([1., 2.]))
after(lambda x: tf.fill([-2], x), tf.constant(1.))
after(lambda x: tf.split(x, 2), tf.constant([1., 2., 3.]))
