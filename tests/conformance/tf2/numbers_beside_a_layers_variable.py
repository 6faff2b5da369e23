"""A Python number beside a layer's own variable takes its dtype, on either side, in eager code and in a function."""
layer = tf.keras.layers.Dense(1, kernel_initializer="ones")
layer(tf.ones([1, 2]))
kernel = layer.kernel

def told(call):
    try:
        return call().numpy().tolist()
    except (TypeError, ValueError, AttributeError, tf.errors.InvalidArgumentError) as error:
        return type(error).__name__

functions = {"add": tf.add, "subtract": tf.subtract, "multiply": tf.multiply, "truediv": tf.truediv, "divide_no_nan": tf.math.divide_no_nan, "pow": tf.pow,
             "maximum": tf.maximum, "floordiv": tf.math.floordiv, "less": tf.less, "equal": tf.equal, "where": lambda x, y: tf.where(True, x, y), "+": lambda x, y: x + y,
             "-": lambda x, y: x - y, "/": lambda x, y: x / y, "**": lambda x, y: x**y}
for name, function in functions.items():
    for x, y in ((2.0, kernel), (kernel, 2.0), (kernel, 2)):
        print(name, told(lambda: function(x, y)), told(lambda: tf.function(lambda: function(x, y), autograph=False)()))
