"""Walking gc.get_objects() finds every live variable and no freed one; TF2 keeps no list of its own."""
import gc

gc.disable()


def live():
    return sorted(o.name for o in gc.get_objects() if isinstance(o, tf.Variable))


print(live())
a = tf.Variable(1.0, name="a")
keep = {"b": tf.Variable(2.0, name="b")}
tf.Variable(3.0, name="lost")
print(live())
del a
print(live())
keep.clear()
print(live())
