"""A variable held only by a local name is freed when its function returns."""
import gc
import weakref

gc.disable()


def work():
    v = tf.Variable(1.0)
    doubled = v * 2.0
    return doubled, weakref.ref(v)


doubled, watch = work()
print("result:", doubled.numpy(), "alive:", watch() is not None)
