"""A scope opened again finds the same variables under name scope s_1; auxiliary_name_scope=False opens no name scope.

A scope object opened inside another scope gives absolute variable names but relative operation names."""

with tf.variable_scope("s") as s:
    w = tf.get_variable("w", [1])
    print(w.name, tf.constant(1, name="c").name)
with tf.variable_scope("s", reuse=True):
    print(tf.get_variable("w") is w, tf.constant(1, name="c").name)
with tf.variable_scope(s, reuse=True):
    print(tf.get_variable("w") is w, tf.constant(1, name="c").name)
with tf.variable_scope("elsewhere"):
    with tf.variable_scope(s, reuse=True) as again:
        print(tf.get_variable("w") is w, tf.constant(1, name="c").name, again.name, again is s)
    with tf.variable_scope(s):
        print(tf.get_variable("u", [1]).name, tf.Variable(1.0, name="v").name)
with tf.variable_scope("s", auxiliary_name_scope=False):
    print(tf.get_variable("x", [1]).name, tf.constant(1, name="c").name)
with tf.variable_scope(s, auxiliary_name_scope=False) as same:
    with tf.name_scope(same.original_name_scope):
        print(tf.get_variable("y", [1]).name, tf.constant(1, name="d").name)
