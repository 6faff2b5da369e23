"""A variable scope prefixes get_variable, tf.Variable and operations alike; "one/two" is the same place as two in one."""

with tf.variable_scope("one") as scope:
    a = tf.get_variable("a", [2])
    b = tf.Variable(1.0, name="b")
    c = tf.constant(1.0, name="c")
    print(a.name, b.name, c.name, a.op.name, scope.name, scope.original_name_scope)
    with tf.variable_scope("two") as inner:
        print(tf.get_variable("a", [2]).name, tf.constant(1).name, inner.name, tf.get_variable_scope().name)
with tf.variable_scope("one/two", reuse=True):
    print(tf.get_variable("a").name, tf.constant(1).name)
print(repr(tf.get_variable_scope().name), tf.get_variable_scope().reuse)
with tf.variable_scope(""):
    print(tf.get_variable("root", [1]).name, tf.constant(1).name)
for bad in (None, 3):
    try:
        with tf.variable_scope(bad):
            print("entered")
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0])
