"""tape.reset() lets go of the variables that the tape watched."""
import gc
import weakref

gc.disable()


def loss():
    v = tf.Variable(2.0)
    return v * v, weakref.ref(v)


with tf.GradientTape() as tape:
    y, watch = loss()
    print("inside:", watch() is not None)
    tape.reset()
    print("after reset:", watch() is not None, tape.watched_variables())
