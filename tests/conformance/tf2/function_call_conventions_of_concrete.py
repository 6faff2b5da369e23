"""A concrete function takes its tensors by position or by name, returns its structure, and tells inputs, outputs and captures.

Surprising: called by names it wants the Python values too, those with defaults not excepted; by position it does without.
"""


@tf.function
def f(x, y, flag=True):
    return {"sum": x + y, "list": [x, (y, 3)]} if flag else x


c = f.get_concrete_function(tf.TensorSpec([], tf.float32), y=tf.TensorSpec([], tf.float32, name="why"))
out = c(tf.constant(1.0), tf.constant(2.0))
print(sorted(out), out["sum"].numpy(), out["list"][1][1].numpy(), type(out["list"][1]).__name__)
print(c(x=tf.constant(1.0), y=tf.constant(2.0), flag=True)["sum"].numpy(), [i.name for i in c.inputs], len(c.outputs))
try:
    c(x=tf.constant(1.0), y=tf.constant(2.0))
except TypeError as error:
    print("without the default:", str(error).split(". Received")[0])
print(c.structured_outputs)
print(c.output_dtypes, c.output_shapes)
print(c.function_type)
print(c.structured_input_signature)
v = tf.Variable(3.0)
k = tf.constant(4.0)
g = tf.function(lambda x: x * v + k)
d = g.get_concrete_function(tf.TensorSpec([], tf.float32))
print(d(tf.constant(2.0)).numpy(), len(d.captured_inputs), [t.dtype for t in d.captured_inputs], [w is v for w in d.variables], [w is v for w in d.trainable_variables])
print(len(d.graph.captures), d.name == d.inference_fn.name)
same = f.get_concrete_function(tf.constant(1.0), tf.constant(2.0))
print(same is c, same(tf.constant(1.0), tf.constant(1.0))["sum"].numpy())
