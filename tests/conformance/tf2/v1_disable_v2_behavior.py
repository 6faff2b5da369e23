"""disable_v2_behavior turns a fresh program into the old world: graph mode, sessions and collections."""
v1 = tf.compat.v1
v1.disable_v2_behavior()
print(tf.executing_eagerly(), v1.executing_eagerly_outside_functions())
c = tf.constant(2.0)
print(c)
w = v1.get_variable("w", initializer=3.0)
print(w.name, [v.name for v in v1.global_variables()], type(w.shape[0:]).__name__)
with v1.Session() as session:
    session.run(v1.global_variables_initializer())
    print(session.run(c * w))
print(v1.get_default_graph() is c.graph)
