"""The gradients of functions of two tensors, summed back over what broadcasting repeated."""
a, b = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([2.0, 0.5])
for name in ("add", "subtract", "multiply", "divide", "pow", "maximum", "minimum", "squared_difference", "divide_no_nan", "floordiv", "floormod", "atan2", "xdivy"):
    with tf.GradientTape() as tape:
        tape.watch([a, b])
        y = getattr(tf.math, name)(a, b)
    print(name, [g if g is None else [round(v, 3) for v in tf.reshape(g, [-1]).numpy().tolist()] for g in tape.gradient(y, [a, b])])
x = tf.constant(2.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    ys = {"2-x": 2.0 - x, "1/x": 1.0 / x, "x/4": x / 4.0, "3**x": 3.0 ** x, "x**3": x ** 3, "-x": -x, "abs": abs(x), "x%3": x % 3.0, "x@": tf.tensordot([x, x], [x, 1.0], 1)}
for label, y in ys.items():
    print(label, round(tape.gradient(y, x).numpy().item(), 4))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = x > 1.0
try:
    print("comparison", tape.gradient(y, x))
except Exception as error:
    print("comparison", type(error).__name__)
