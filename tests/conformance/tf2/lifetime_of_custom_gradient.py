"""What a custom gradient's inner function closed over lives while a tape may call it."""
import gc
import weakref

gc.disable()


class Note:
    pass


watches = []


@tf.custom_gradient
def f(x):
    note = Note()
    watches.append(weakref.ref(note))

    def grad(upstream):
        assert note
        return upstream * 2.0
    return x * 1.0, grad


x = tf.Variable(1.0)
y = f(x)
print("no tape:", watches[-1]() is not None)
with tf.GradientTape() as tape:
    y = f(x)
print("under a tape:", watches[-1]() is not None)
print(tape.gradient(y, x).numpy())
print("after gradient:", watches[-1]() is not None)
del tape, y
print("after the tape:", watches[-1]() is not None)
