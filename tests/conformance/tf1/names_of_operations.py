"""A name is made unique by a number, may hold slashes, and bad characters are a ValueError; None takes the kind's name.

A trailing slash takes the name exactly; a second time it is a ValueError."""

a = tf.constant(1.0)
for name in ("x", "x", "x/y", "x/y", "x", "X", "x_1", None, "a.b", "a-b", "9", "z/"):
    print(repr(name), tf.add(a, a, name=name).name)
for bad in ("z/", "", " ", "a b", "-a", "_a", "a:0", "é"):
    try:
        print(repr(bad), tf.add(a, a, name=bad).name)
    except (ValueError, TypeError) as error:
        print(repr(bad), type(error).__name__)
with tf.name_scope("s"):
    print(tf.add(a, a, name="x").name, tf.add(a, a, name="_inner").name, tf.Variable(1.0).name, tf.placeholder(tf.float32).name)
with tf.name_scope("s", values=[a]) as scope:
    print(scope, tf.identity(a, name=scope).name)
with tf.name_scope(None, "default_name", [a]):
    print(tf.constant(1).name)
