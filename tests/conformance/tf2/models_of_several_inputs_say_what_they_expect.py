"""A model of several inputs takes them by place or by name, and says which it expects; rows of unknown number are mapped in a function."""
keras = tf.keras

def told(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])

a, b = keras.Input((2,), name="a"), keras.Input((3,), name="b")
both = keras.Model([a, b], keras.layers.Concatenate()([a, b]), name="both")
told(lambda: both([tf.ones([1, 2]), tf.ones([1, 3])]).shape)
told(lambda: both({"b": tf.ones([1, 3]), "a": tf.ones([1, 2])}).shape)
told(lambda: both(tf.ones([1, 2])))
told(lambda: both([tf.ones([1, 3]), tf.ones([1, 3])]))
told(lambda: keras.Model(inputs=a, outputs=[]))
named = keras.Model(a, {"x": keras.layers.Dense(1)(a), "y": keras.layers.Dense(2)(a)})
told(lambda: sorted(named(tf.ones([1, 2]))))
print(keras.regularizers.L2().get_config(), keras.regularizers.L1L2(0.1, 0.2).get_config())
doubled = tf.function(lambda x: tf.vectorized_map(lambda row: row * 2.0, x), autograph=False, input_signature=[tf.TensorSpec([None, 2])])
told(lambda: doubled(tf.ones([3, 2])).numpy().tolist())
pair = tf.function(lambda x: tf.vectorized_map(lambda row: (tf.reduce_sum(row), tf.cast(row, tf.int32)), x), autograph=False, input_signature=[tf.TensorSpec([None, 2])])
told(lambda: [one.numpy().tolist() for one in pair(tf.ones([2, 2]))])
for bad, dtype in ((lambda x: x, tf.int32), (lambda x: None, tf.float32)):
    try:
        tf.py_function(bad, [tf.constant(1.0)], dtype)
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__)
