"""The gradients of the elementwise functions, at 0.3 and 1.7 or where they are defined."""
points = tf.constant([0.3, 0.7])
names = ("abs", "negative", "sign", "square", "exp", "sin", "cos", "tan", "tanh", "sigmoid", "floor", "ceil", "round", "asin", "acos", "atan",
         "sinh", "cosh", "asinh", "atanh", "log", "log1p", "expm1", "sqrt", "rsqrt", "reciprocal", "softplus", "erf", "log_sigmoid")
for name in names:
    with tf.GradientTape() as tape:
        tape.watch(points)
        y = getattr(tf.math, name)(points)
    g = tape.gradient(y, points)
    print(name, g if g is None else [round(v, 4) + 0.0 for v in g.numpy().tolist()])
for name in ("relu", "elu", "leaky_relu", "softsign", "log_softmax", "softmax", "relu6"):
    x = tf.constant([[-1.0, 0.0, 2.0]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(getattr(tf.nn, name)(x) * tf.constant([1.0, 2.0, 3.0]))
    print(name, [round(v, 4) + 0.0 for v in tape.gradient(y, x)[0].numpy().tolist()])
