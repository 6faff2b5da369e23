"""A tensor read from a variable is a snapshot that outlives the variable and does not keep it alive."""
import gc
import weakref

gc.disable()
v = tf.Variable([1.0, 2.0])
reads = {"read_value": v.read_value(), "value": v.value(), "identity": tf.identity(v),
         "convert": tf.convert_to_tensor(v), "sum": v + 0.0, "gather": tf.gather(v, [0])}
v.assign([10.0, 20.0])
for how, tensor in reads.items():
    print(how, tensor.numpy().tolist())
watch = weakref.ref(v)
del v
print("variable alive:", watch() is not None, "tensor:", reads["read_value"].numpy().tolist())
