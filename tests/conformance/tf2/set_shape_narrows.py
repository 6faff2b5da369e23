"""set_shape and ensure_shape state a shape: a symbolic tensor takes the narrower one, an eager tensor only checks it."""
t = tf.zeros([2, 3])
t.set_shape([None, 3])
print(t.shape)


@tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
def f(x):
    before = x.shape
    x.set_shape([None, 3])
    print(before, x.shape, tf.ensure_shape(x, [2, 3]).shape)
    return tf.ensure_shape(x, [2, 3])


print(f(t).shape)
for label, use in (("eager", lambda: t.set_shape([5, 3])), ("ensure", lambda: tf.ensure_shape(t, [5, 3])), ("in trace", lambda: f(tf.zeros([4, 3])))):
    try:
        use()
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0].split("}} ")[-1])
