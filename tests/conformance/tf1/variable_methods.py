"""The methods of a variable: value, read_value, initialized_value, load, eval, assign in all forms, and its properties."""

v = tf.Variable(initial_value=[1.0, 2.0], trainable=False, name="v", dtype=tf.float32)
w = tf.Variable(3, dtype=tf.float32, name="w", expected_shape=None)
print(v.name, v.op.name, v.shape, v.get_shape(), v.dtype, v.dtype.base_dtype, v.trainable, v.graph is tf.get_default_graph(), v.device == "")
print(v.value().name, v.read_value().name, v.initial_value.name, v.initializer.name, v.initialized_value().dtype.name, w.dtype)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(v.eval(), v.eval(session=sess), sess.run(v.initialized_value()), sess.run(v.read_value()))
    v.load([7.0, 8.0], sess)
    w.load(1.0)
    print(sess.run([v, w])[0].tolist(), sess.run(w))
    for op in (v.assign([1.0, 1.0]), v.assign_add([1.0, 2.0]), v.assign_sub([0.5, 0.5]), tf.assign_add(v, [1.0, 1.0]), tf.assign_sub(v, [1.0, 1.0]),
               tf.assign(v, [9.0, 9.0]), v.assign([2.0, 2.0], use_locking=True), tf.assign(v, [4.0, 4.0], name="named"), tf.assign(ref=v, value=[5.0, 5.0])):
        print(op.name, op.dtype.name, sess.run(op).tolist())
    print(sess.run(v.assign([3.0, 3.0], read_value=False)) is None, sess.run(v + w).tolist(), sess.run(-v).tolist(), sess.run(v[0]), sess.run(2.0 * v - w / v).tolist())
    print(sess.run([v > 2.0, abs(-v), v ** 2.0, v // 2.0, v % 2.0, 1.0 - v, 6.0 / v][0]).tolist(), sess.run(6.0 / v).tolist(), sess.run(v @ tf.ones([2, 1]) if v.shape.ndims == 2 else v).tolist())
    print(v._shared_name, v.to_proto().variable_name, tf.Variable.from_proto(v.to_proto()).name, isinstance(v, tf.Variable))
try:
    tf.Variable([1.0, 2.0]).load([1.0, 2.0])
except ValueError as error:
    print("ValueError:", str(error).splitlines()[0][:60])
