"""assign takes names, read_value and tensors of the right kind; chains; shapes that do not fit are refused with TensorFlow's sentence."""
v = tf.Variable([1.0, 2.0], name="w")
print(repr(v.assign([3, 4], name="set")), v.assign([1.0, 1.0], read_value=False))
print(v.assign_add([1.0, 1.0]).assign_add([1.0, 1.0]).numpy(), v.numpy())
print(repr(v.assign_sub(tf.constant([0.5, 0.5]))), v.assign(v * 2.0).numpy(), v.assign(tf.Variable([9.0, 9.0])).numpy())
for label, use in (("shape", lambda: v.assign([1.0])), ("scalar", lambda: v.assign(1.0)), ("add shape", lambda: v.assign_add([1.0, 2.0, 3.0])), ("dtype", lambda: v.assign(tf.constant([1, 2]))),
                   ("text", lambda: v.assign(["a", "b"])), ("none", lambda: v.assign(None)), ("add dtype", lambda: v.assign_add(tf.constant([1, 2])))):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0].split("}} ")[-1])
print("value stays:", v.numpy())
