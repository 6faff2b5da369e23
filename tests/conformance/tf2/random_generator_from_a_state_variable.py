"""Surprising: Generator.from_state given another generator's state variable shares it, so each draw of one moves the other; a copy does not."""
import gc
import weakref

gc.disable()
g = tf.random.Generator.from_seed(3)
sharing = tf.random.Generator.from_state(g.state, alg="philox")
copying = tf.random.Generator.from_state(g.state.numpy(), alg="philox")
print("same variable:", sharing.state is g.state, copying.state is g.state)
first = g.normal([2])
print("shared goes on:", bool(tf.reduce_any(sharing.normal([2]) != first)), "copy repeats:", bool(tf.reduce_all(copying.normal([2]) == first)))
watch = weakref.ref(g.state)
del g
print("alive after del of the first:", watch() is not None)
del sharing
print("alive after del of both:", watch() is not None)
