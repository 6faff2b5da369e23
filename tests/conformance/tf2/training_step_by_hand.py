"""A training step is a tape, a gradient and assign_sub; nothing else holds the parameters."""
import gc
import weakref

gc.disable()
w, b = tf.Variable(0.0), tf.Variable(0.0)
x, y = tf.constant([0.0, 1.0, 2.0, 3.0]), tf.constant([1.0, 3.0, 5.0, 7.0])
for _ in range(200):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(w * x + b - y))
    dw, db = tape.gradient(loss, [w, b])
    w.assign_sub(0.1 * dw)
    b.assign_sub(0.1 * db)
print(round(w.numpy().item(), 2), round(b.numpy().item(), 2), round(loss.numpy().item(), 4))
watches = weakref.ref(w), weakref.ref(b)
del tape, w, b
print("alive:", [r() is not None for r in watches])
