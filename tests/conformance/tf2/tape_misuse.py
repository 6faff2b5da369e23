"""Misuse of a tape is a RuntimeError, ValueError, AttributeError or TypeError whose first line says what was wrong."""
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x * x
tape.gradient(y, x)
with tf.GradientTape(persistent=True) as kept:
    y = x * x
for label, use in (("second", lambda: tape.gradient(y, x)), ("None target", lambda: kept.gradient(None, x)), ("no sources", lambda: kept.gradient(y, [])),
                   ("text source", lambda: kept.gradient(y, "x")), ("number target", lambda: kept.gradient(3.0, x)), ("None source", lambda: kept.gradient(y, [x, None])),
                   ("number source", lambda: kept.gradient(y, 3.0)), ("watch text", lambda: kept.watch("x")), ("enter again", lambda: [t.__enter__() and t.__enter__() for t in [tf.GradientTape()]])):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0])
with tf.GradientTape() as tape:
    n = (x * x).numpy()
    z = tf.constant(n) * 2.0
print("through numpy:", tape.gradient(z, x))
with tf.GradientTape() as tape:
    i = tf.cast(x, tf.int32)
    z = tf.cast(i, tf.float32) * 2.0
print("through int:", tape.gradient(z, x))
x = x + 1.0
with tf.GradientTape() as tape:
    z = x * 2.0
print("a tensor by now:", type(x).__name__, tape.gradient(z, x))
