"""copy.deepcopy of a variable is a new variable of the same name and value, with a storage and a life of its own."""
import copy
import gc
import weakref

gc.disable()
v = tf.Variable([1.0, 2.0], name="w", trainable=False)
twin = copy.deepcopy(v)
print("same object:", twin is v, "name:", twin.name, "trainable:", twin.trainable, "value:", twin.numpy().tolist())
v.assign([5.0, 5.0])
print("after an assign to the first:", v.numpy().tolist(), twin.numpy().tolist())
nested = copy.deepcopy({"a": [v, v]})
print("two references stay one copy:", nested["a"][0] is nested["a"][1], nested["a"][0] is v)
watch = weakref.ref(v)
del v
print("first alive:", watch() is not None, "twin:", twin.numpy().tolist())
