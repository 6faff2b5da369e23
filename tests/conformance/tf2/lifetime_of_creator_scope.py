"""A variable_creator_scope holds its function only while its with block runs."""
import gc
import weakref

gc.disable()


class Creator:
    def __call__(self, next_creator, **kwargs):
        return next_creator(**kwargs)


creator = Creator()
watch = weakref.ref(creator)
scope = tf.variable_creator_scope(creator)
with scope:
    v = tf.Variable(1.0)
    del creator
    print("inside:", watch() is not None)
del scope
print("after:", watch() is not None, v.numpy())
