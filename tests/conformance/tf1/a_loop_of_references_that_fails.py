"""A loop whose shapes do not fit is refused, and what it left in the graph stops no other run."""


def tried(label, call):
    try:
        print(label, "=", call())
    except Exception as error:
        words = [line for line in str(error).splitlines() if line.strip()]
        print(label, "!", type(error).__name__, words[0][:120])


sess = tf.Session()
place = tf.get_variable("place", initializer=[0.0, 0.0])
put = tf.scatter_update(place, [0], [2.0])
free = [tf.TensorShape([]), tf.TensorShape([None])]


def double(i, y):
    return [i + 1, tf.concat([y, y], 0)]


def is_early(i, y):
    return tf.less(i, 2)


tried("a reference keeps its shape", lambda: tf.while_loop(is_early, double, [0, put], shape_invariants=free))
tried("nodes", lambda: [op.name for op in tf.get_default_graph().get_operations()][-2:])
tried("no value", lambda: sess.run(place))
tried("a constant", lambda: sess.run(tf.constant(1.0)))
sess.run(place.initializer)
tried("a value", lambda: sess.run(put))
tried("a value of its own", lambda: sess.run(tf.while_loop(is_early, double, [0, tf.identity(put)], shape_invariants=free)))
