"""The elementwise functions compute in the dtype they are given."""
x = tf.constant([-2.0, -0.5, 0.0, 0.5, 2.0])


def show(name, t):
    print(name, [round(v, 4) for v in t.numpy().tolist()], t.dtype.name)


for name in ("abs", "negative", "sign", "square", "exp", "sin", "cos", "tan", "tanh", "sigmoid", "floor", "atan", "sinh", "cosh"):
    show(name, getattr(tf.math, name)(x))
for name in ("ceil", "round", "rint", "softplus", "erf", "expm1"):
    show(name, getattr(tf.math, name)(x))
positive = tf.constant([0.25, 1.0, 4.0])
for name in ("log", "sqrt", "rsqrt", "log1p", "reciprocal"):
    show(name, getattr(tf.math, name)(positive))
show("asin", tf.asin([0.5]))
show("acos", tf.acos([0.5]))
print(tf.abs(tf.constant([-3, 3])), tf.square(tf.constant(4)), tf.round(tf.constant([0.5, 1.5, 2.5])))
print(tf.math.is_nan(tf.constant([float("nan"), 1.0])).numpy(), tf.math.is_inf([float("inf"), 1.0]).numpy(),
      tf.math.is_finite([float("inf"), 1.0]).numpy())
print(tf.sqrt(tf.constant(2.0, tf.float64)), tf.math.log(0.0).numpy(), tf.sqrt(-1.0).numpy())
