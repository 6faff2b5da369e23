"""numpy() of a tensor stays valid when the tensor is gone; a reshaped, sliced or unstacked tensor does not keep the first object."""
import gc
import weakref

gc.disable()
t = tf.constant([[1.0, 2.0], [3.0, 4.0]]) + 0.0
watch = weakref.ref(t)
derived = [tf.reshape(t, [4]), t[0], tf.transpose(t), tf.unstack(t)[1], tf.identity(t)]
array = t.numpy()
del t
print("alive:", watch() is not None, array.tolist(), [d.numpy().tolist() for d in derived])
same = tf.constant([1.0])
print("identity:", tf.identity(same) is same, "convert:", tf.convert_to_tensor(same) is same, "cast:", tf.cast(same, tf.float32) is same, "constant:", tf.constant(same) is same)
