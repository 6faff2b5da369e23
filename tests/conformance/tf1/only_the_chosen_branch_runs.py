"""What a branch function makes runs only if chosen; what was made before and merely used in a branch always runs.

So an assignment made before tf.cond and used in one branch runs whichever branch is chosen."""

log = []

def note(text):
    return tf.py_func(lambda: (log.append(text), 1.0)[1], [], tf.double, name=text)

flag = tf.placeholder(tf.bool, [], name="flag")
v = tf.Variable(0.0, name="v")
before = note("before")
assigned = v.assign_add(1.0)
out = tf.cond(flag, lambda: before + note("inside_true"), lambda: note("inside_false"))
value = tf.cond(flag, lambda: tf.identity(assigned), lambda: tf.constant(-1.0))
inner = tf.Variable(0.0, name="inner")
chosen = tf.cond(flag, lambda: inner.assign_add(1.0), lambda: inner.assign_add(10.0))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for choice in (True, False):
        del log[:]
        print(choice, sess.run(out, {flag: choice}), sorted(log))
    print([float(sess.run(value, {flag: c})) for c in (True, False, False)], sess.run(v))
    print([float(sess.run(chosen, {flag: c})) for c in (True, False, False)], sess.run(inner))
