"""A Keras optimizer owns its slots and, once built, its variables: they go with it, after a collection, when nothing else holds them."""
import gc
import weakref

v = tf.Variable(1.0, name="v")
optimizer = tf.keras.optimizers.Adam(0.1)
optimizer.apply_gradients([(tf.constant(1.0), v)])
watches = {"optimizer": weakref.ref(optimizer), "v": weakref.ref(v), "slot": weakref.ref(optimizer.variables[2])}
del v
gc.collect()
print("optimizer holds v:", watches["v"]() is not None)
del optimizer
gc.collect()
print({k: w() is not None for k, w in watches.items()})
v = tf.Variable(1.0)
optimizer = tf.keras.optimizers.SGD(0.1)
watch = weakref.ref(v)
with tf.GradientTape() as tape:
    loss = v * v
optimizer.apply_gradients(zip(tape.gradient(loss, [v]), [v]))
del v, tape, loss
gc.collect()
print("held by SGD:", watch() is not None)
del optimizer
gc.collect()
print("after del SGD:", watch() is not None)
