"""Control dependencies order assignments, readings and Python side effects within one run.

An operation whose input was made under the same dependency gets no control input of its own: it is ordered already."""

log = []

def note(text):
    return tf.py_func(lambda: (log.append(text), 0)[1], [], tf.int64, name=text)

v = tf.Variable(1.0, name="v")
third = note("third")
with tf.control_dependencies([third]):
    pass
first = note("first")
with tf.control_dependencies([first]):
    second = note("second")
    double = v.assign(v * 2.0)
with tf.control_dependencies([double, second]):
    after = v.read_value()
    add = v.assign_add(10.0)
with tf.control_dependencies([add]):
    last = tf.identity(v.read_value(), name="last")
with tf.Session() as sess:
    sess.run(v.initializer)
    print(sess.run(after), log)
    del log[:]
    print(sess.run(last), sess.run(v), log)
print([op.name for op in double.op.control_inputs], [op.name for op in last.op.control_inputs])
print(sorted(op.name for op in after.op.control_inputs))
