"""input_signature nests as the arguments do, names its tensors, casts no dtype, and complains in fixed words."""
traces = []


@tf.function(input_signature=[{"a": tf.TensorSpec([None], tf.float32), "b": [tf.TensorSpec([], tf.int32)]}, tf.TensorSpec([2], name="second")])
def f(structure, other=None):
    traces.append(1)
    return structure["a"] * tf.cast(structure["b"][0], tf.float32), other


print([t.numpy().tolist() for t in f({"a": [1.0, 2.0], "b": [3]}, [0.0, 1.0])], [t.numpy().tolist() for t in f({"a": tf.ones([1]), "b": [tf.constant(2)]}, tf.zeros([2]))], len(traces))
c = f.get_concrete_function()
print(c.structured_input_signature, [i.name for i in c.inputs])


@tf.function(input_signature=(tf.TensorSpec([None], tf.float32),))
def g(x):
    return x


for label, use in (("rank", lambda: g(tf.zeros([1, 1]))), ("dtype", lambda: g(tf.constant([1]))), ("count", lambda: g(tf.zeros([1]), tf.zeros([1]))), ("missing", lambda: g()),
                   ("get_concrete", lambda: g.get_concrete_function(tf.TensorSpec([2, 2]))), ("python float", lambda: g(1.0)), ("none", lambda: g(None)),
                   ("too many specs", lambda: tf.function(lambda x: x, input_signature=[tf.TensorSpec([]), tf.TensorSpec([])])(1.0)),
                   ("too few specs", lambda: tf.function(lambda x, y: x, input_signature=[tf.TensorSpec([])])(1.0)), ("not specs", lambda: tf.function(lambda x: x, input_signature=[3]))):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0][:150])
