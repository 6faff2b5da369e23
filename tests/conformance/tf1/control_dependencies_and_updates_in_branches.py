"""Updates run when something that runs waits for them; those of a branch only where it is taken."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

v = tf.Variable(0.0, name="v")
w = tf.Variable(10.0, name="w")
p = tf.placeholder(tf.bool, [], name="p")
add = tf.assign_add(v, 1.0)
with tf.control_dependencies([add]):
    read = tf.identity(v)
    plain = v + 0.0
    with tf.control_dependencies(None):
        free = tf.identity(w)
print([op.name for op in read.op.control_inputs], [op.name for op in free.op.control_inputs], [op.name for op in plain.op.control_inputs])
outside = tf.assign(w, 100.0)
chosen = tf.cond(p, lambda: tf.assign_add(w, 1.0), lambda: tf.assign_sub(w, 1.0))
waits = tf.cond(p, lambda: tf.group(tf.assign_add(v, 5.0)), lambda: tf.no_op())


def careful():
    with tf.control_dependencies([tf.assign(v, -1.0)]):
        return tf.identity(w)


careful_cond = tf.cond(p, careful, lambda: w + 0.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(read), sess.run(v), sess.run(free), sess.run(chosen, {p: True}), sess.run(chosen, {p: False}), sess.run(w))
    print(sess.run(waits, {p: True}), sess.run(v), sess.run(waits, {p: False}), sess.run(v))
    print(sess.run(careful_cond, {p: False}), sess.run(v), sess.run(careful_cond, {p: True}), sess.run(v))
    (slope,) = tf.gradients(tf.cond(p, lambda: v * w, lambda: v + w), v)
    print(sess.run(slope, {p: True}), sess.run(slope, {p: False}), slope.dtype)
    both = tf.group(tf.assign(v, 1.0), tf.assign(w, 2.0), name="both")
    print(sess.run(both), sess.run([v, w]), both.name, both.type, tf.tuple([v + 1.0, None, w])[1])
    count = tf.count_up_to(tf.Variable(0, name="count"), 2)
    sess.run(tf.variables_initializer([u for u in tf.global_variables() if u.op.name == "count"]))
    print(sess.run(count), sess.run(count), first(lambda: sess.run(count)))
    ema = tf.train.ExponentialMovingAverage(0.9, zero_debias=True)
    op = ema.apply([v])
    sess.run(tf.variables_initializer(tf.global_variables()[3:]))
    sess.run(op)
    print(round(float(sess.run(ema.average(v))), 4), ema.average_name(v), sorted(ema.variables_to_restore())[:2])
print(tf.cond(p, lambda: 1, lambda: 2).op.type, first(lambda: tf.cond(True, lambda: 1, lambda: 2)), first(lambda: tf.cond(p, lambda: None, lambda: None)))
print(first(lambda: tf.cond(p, lambda: (v, w), lambda: v)), first(lambda: tf.cond(p, lambda: 1, lambda: 2.0)), tf.cond(p, lambda: [v], lambda: [w]).dtype)
