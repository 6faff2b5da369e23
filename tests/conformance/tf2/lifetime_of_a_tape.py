"""A tape goes with its last reference, at once, and with it what it recorded; its name outlives its with block."""
import gc
import weakref

gc.disable()
x = tf.Variable(2.0)
with tf.GradientTape() as tape:
    y = x * x
watch = weakref.ref(tape)
print("after the block:", watch() is not None)
del tape
print("after del:", watch() is not None)
for step in range(3):
    with tf.GradientTape() as tape:
        y = x * x
    watches = watch, weakref.ref(tape)
    watch = watches[1]
    tape.gradient(y, x)
print("the last step's tape:", watch() is not None)
with tf.GradientTape(persistent=True) as outer:
    with tf.GradientTape() as inner:
        y = x * x * x
    g = inner.gradient(y, x)
watches = weakref.ref(outer), weakref.ref(inner)
del inner
print("inner and outer:", [w() is not None for w in watches])
del outer
print("after del outer:", [w() is not None for w in watches])
