"""A variable may be an argument: it is updated in place, another variable reuses the trace, and none is kept alive."""
import gc
import weakref

gc.disable()
traces = []


@tf.function
def bump(v):
    traces.append(v.shape.as_list())
    v.assign_add(tf.ones_like(v))
    return v.read_value()


a, b = tf.Variable(1.0), tf.Variable(10.0)
print(bump(a).numpy(), bump(b).numpy(), a.numpy(), b.numpy(), traces)
watches = weakref.ref(a), weakref.ref(b)
del a, b
print("alive:", [w() is not None for w in watches])
c = tf.Variable(5.0)
print("a third:", bump(c).numpy(), len(traces))
print("another shape:", bump(tf.Variable([1.0])).numpy(), traces)
