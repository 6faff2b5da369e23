"""A tf.Module finds variables in lists, tuples and dicts, nested too, with dict entries in key order."""
m = tf.Module()
m.layers = [tf.Variable(0.0, name="l0"), (tf.Variable(0.0, name="l1"), [tf.Variable(0.0, name="l2")])]
m.by_key = {"z": tf.Variable(0.0, name="z"), "a": tf.Variable(0.0, name="a"), "m": {"q": tf.Variable(0.0, name="q")}}
print([v.name for v in m.variables])
m.layers.append(tf.Variable(0.0, name="l3"))
m.by_key["b"] = tf.Variable(0.0, name="b")
print([v.name for v in m.variables])
