"""A TensorArray owns the tensors written to it until it goes, or until they are read where it clears after reading."""
import gc
import weakref

gc.disable()
for clear in (True, False):
    ta = tf.TensorArray(tf.float32, size=2, clear_after_read=clear)
    t = tf.constant([1.0]) + 1.0
    watch, array = weakref.ref(t), weakref.ref(ta)
    ta = ta.write(0, t)
    del t
    print("clear_after_read", clear, "written:", watch() is not None)
    ta.read(0)
    print("read:", watch() is not None)
    del ta
    print("array gone:", watch() is not None, array() is not None)
