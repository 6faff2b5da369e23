"""A ragged tensor owns its parts; a part held by name outlives it, and iterating or indexing leaves nothing behind."""
import gc
import weakref

gc.disable()
r = tf.ragged.constant([[1, 2], [3]])
list(r)
r[0], r[:, :1]
watches = {"ragged": weakref.ref(r), "values": weakref.ref(r.values), "splits": weakref.ref(r.row_splits)}
values = r.values
del r
print({k: w() is not None for k, w in watches.items()})
del values
print({k: w() is not None for k, w in watches.items()})
