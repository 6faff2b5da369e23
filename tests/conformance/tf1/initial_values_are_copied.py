"""An initial value is copied when building; a callable is called once then and not kept."""
import gc
import weakref
import numpy as np

array = np.array([1.0, 2.0], np.float32)
v = tf.Variable(array, name="v")
array[0] = 99.0
calls = []

class Maker:
    def __call__(self):
        calls.append("called")
        return tf.constant([3.0, 4.0])

maker = Maker()
w = tf.Variable(maker, name="w")
watch = weakref.ref(maker)
del maker
gc.collect()
print(calls, "kept:", watch() is not None)
lst = [5.0]
u = tf.Variable(lst, name="u")
lst.append(6.0)
with tf.Session() as sess:
    for _ in range(2):
        sess.run(tf.global_variables_initializer())
    print(sess.run(v).tolist(), sess.run(w).tolist(), sess.run(u).tolist(), calls)
for bad in (None, [1.0, "a"]):
    try:
        tf.Variable(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0].split(" '")[0])
