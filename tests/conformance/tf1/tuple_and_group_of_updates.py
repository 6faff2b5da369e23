"""tf.group of updates and slots runs all; tf.tuple gives tensors only after all of them; None members pass through."""

v, w = tf.Variable(1.0, name="v"), tf.Variable(2.0, name="w")
both = tf.group(v.assign_add(1.0), w.assign_add(1.0), name="both")
nested = tf.group([v.assign_sub(5.0), [w.assign_sub(5.0)]])
a, b = tf.tuple([tf.identity(v.assign(100.0)), tf.constant(3.0)], name="pair")
c, none = tf.tuple([tf.constant(1.0), None], control_inputs=[w.assign(0.0)])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(both), sess.run([v, w]), sess.run(nested), sess.run([v, w]))
    print(sess.run(b), sess.run(v), none, sess.run(c), sess.run(w))
print(both.name, both.type, tf.group().type, a.name.startswith("pair"))
for bad in (lambda: tf.group(3), lambda: tf.tuple([None])):
    try:
        print(bad())
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
