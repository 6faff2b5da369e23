"""The gradient of a TensorArray is an array of its own behind the same handle, one for each call of gradients, which adds up."""

x, w = tf.placeholder(tf.float32, [3], name="x"), tf.get_variable("w", initializer=2.0)


def nodes(scope):
    for op in tf.get_default_graph().get_operations():
        if op.name.startswith(scope) and "TensorArray" in op.name:
            waits = [other.name for other in op.control_inputs]
            print(" ", op.name, op.type, [tensor.name for tensor in op.inputs], waits, op.outputs[0].shape)


rows = tf.TensorArray(tf.float32, 3, clear_after_read=False).unstack(x)
product = rows.read(0) * rows.read(1) * w + rows.read(0)
first, second = tf.gradients(product, [x, w]), tf.gradients(product * 3.0, x)
nodes("gradients/")
pieces = tf.TensorArray(tf.float32, 2, infer_shape=False).split(x, [1, 2])
joined = tf.gradients(pieces.concat() * x, x)
nodes("gradients_2/")
written = tf.TensorArray(tf.float32, 2).write(0, x * w).write(1, x).gather([1, 0])
gathered = tf.gradients(written, [x, w])
nodes("gradients_3/")
mapped = tf.map_fn(lambda t: w * t * t, x)
folded = tf.foldl(lambda a, t: a * t * w, x)
scanned = tf.scan(lambda a, t: a * t * w, x)
chosen = tf.map_fn(lambda t: tf.cond(t > 1.0, lambda: t * w, lambda: t), x)
nested = tf.map_fn(lambda t: tf.foldl(lambda a, b: a * b * w + t, x), x)
of_loops = [tf.gradients(y, [x, w]) for y in (mapped, folded, scanned, chosen, nested)]
twice = tf.TensorArray(tf.float32, 3, clear_after_read=False).write(1, 1.0).scatter([0, 1], [5.0, 6.0])
with tf.Session() as sess:
    sess.run(w.initializer)
    for _ in range(3):
        print([g.tolist() for g in sess.run([*first, *second, *joined, *gathered], {x: [1.0, 2.0, 3.0]})])
    for found in of_loops:
        print([g.tolist() for g in sess.run(found, {x: [1.0, 2.0, 3.0]})])
    try:
        sess.run(twice.flow)
    except tf.errors.InvalidArgumentError as error:
        print(error.op.name, "already been written" in str(error))
named = tf.TensorArray(tf.float32, 3).unstack(x).read(0)
try:
    with tf.name_scope("mine"):
        tf.gradients(named, x, name="slopes")
except ValueError as error:
    print(str(error)[:75])
