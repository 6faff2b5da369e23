"""A tf.Module lists the variables it holds, in attributes, underscored ones too, sorted by attribute name, not by creation."""
m = tf.Module(name="m")
m.zeta = tf.Variable(1.0, name="first")
m.alpha = tf.Variable(2.0, name="second", trainable=False)
m._hidden = tf.Variable(3.0, name="third")
m.Beta = tf.Variable(4.0, name="fourth")
m.note = "not a variable"
print([v.name for v in m.variables])
print([v.name for v in m.trainable_variables], [v.name for v in m.non_trainable_variables])
print(type(m.variables).__name__, m.submodules)
