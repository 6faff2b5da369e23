"""After a reset and gc.collect() 100 lost variables are gone; one held handle keeps all 100."""
import gc
import weakref

def make(count):
    return [weakref.ref(tf.Variable(1.0, name="lost")) for _ in range(count)]

alive = lambda refs: sum(r() is not None for r in refs)
refs = make(100)
gc.collect()
print("lost:", alive(refs))
tf.reset_default_graph()
gc.collect()
print("after a reset:", alive(refs))
refs = make(100)
held = tf.Variable(1.0, name="held")
tf.reset_default_graph()
gc.collect()
print("one held:", alive(refs))
del held
gc.collect()
print("dropped:", alive(refs))
