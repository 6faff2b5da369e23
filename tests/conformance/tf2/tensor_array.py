"""A TensorArray is written and read by index; each write gives the array to go on with; stack and concat make a tensor."""
ta = tf.TensorArray(tf.float32, size=3)
ta = ta.write(0, 1.0)
ta = ta.write(1, 2.0).write(2, 3.0)
print(ta.stack(), ta.size())
grow = tf.TensorArray(dtype=tf.int32, size=0, dynamic_size=True, clear_after_read=False)
for i in range(4):
    grow = grow.write(i, i * i)
print(grow.stack(), grow.read(2), grow.size().numpy(), grow.gather([0, 3]))
print(tf.TensorArray(tf.float32, 2).unstack([[1.0, 2.0], [3.0, 4.0]]).read(1), grow.dtype, grow.element_shape)
print(tf.TensorArray(tf.int32, 2, infer_shape=False).write(0, [1]).write(1, [2, 3]).concat())


@tf.function
def squares(n):
    ta = tf.TensorArray(tf.int32, size=n)
    for i in tf.range(n):
        ta = ta.write(i, i * i)
    return ta.stack()


print(squares(tf.constant(5)))
for label, use in (("beyond", lambda: tf.TensorArray(tf.float32, 1).write(3, 1.0)),
                   ("dtype", lambda: tf.TensorArray(tf.float32, 1).write(0, tf.constant(1))),
                   ("read twice", lambda: (lambda t: (t.read(0), t.read(0)))(tf.TensorArray(tf.float32, 1).write(0, 1.0))),
                   ("shape", lambda: tf.TensorArray(tf.float32, 2).write(0, [1.0]).write(1, [1.0, 2.0]))):
    try:
        use()
        print(label, "works")
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0][:140])
