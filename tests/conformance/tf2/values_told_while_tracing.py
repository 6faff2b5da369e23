"""In a trace a program may ask for fewer values than shapes know; assertions that are known to fail fail while tracing."""
@tf.function
def f(z):
    a,b=tf.unstack(tf.shape(z))
    print(tf.zeros([a,b]).shape, tf.reshape(z,[b,a]).shape, tf.get_static_value(a), tf.get_static_value(tf.shape(z)), tf.get_static_value(tf.shape(z)[0]), tf.get_static_value(tf.constant(2)+1))
    print(tf.get_static_value(tf.stack([tf.shape(z)[0], 3]), partial=True), tf.get_static_value(tf.stack([4, 3])))
    try: tf.debugging.assert_equal(tf.shape(z)[1], 4)
    except Exception as e: print(type(e).__name__, str(e).splitlines()[:2])
    try: tf.debugging.assert_equal(tf.constant(3), 4, message="no")
    except Exception as e: print(type(e).__name__, str(e).splitlines()[:6])
    return z
for s in ([2,3],[None,3]):
    try: f.get_concrete_function(tf.TensorSpec(s))
    except Exception as e: print(type(e).__name__, str(e).splitlines()[:3])
print(tf.get_static_value(tf.constant(2)+1), tf.get_static_value(tf.Variable(3)), tf.get_static_value("a"))
