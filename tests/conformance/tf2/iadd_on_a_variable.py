"""v += x on a variable raises RuntimeError and points to assign_add; v = v + x makes the name a tensor and loses the variable."""
import gc
import weakref

gc.disable()
v = tf.Variable(1.0)
for label, op in (("+=", "v += 1.0"), ("-=", "v -= 1.0"), ("*=", "v *= 2.0"), ("/=", "v /= 2.0"), ("**=", "v **= 2.0"),
                  ("//=", "v //= 2.0")):
    try:
        exec(op)
        print(label, "done: it rebinds the name to a tensor", v)
    except RuntimeError as error:
        print(label, type(error).__name__ + ":", error)
print("value:", v.numpy())
watch = weakref.ref(v)
v = v + 1.0
print(v, "variable alive:", watch() is not None)
