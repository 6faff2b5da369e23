"""Under eager execution no global collection lists any variable, not even those of compat.v1."""
v = tf.Variable(1.0)
u = tf.compat.v1.get_variable("u", initializer=2.0)
v1 = tf.compat.v1
print(v1.global_variables(), v1.trainable_variables(), v1.local_variables(), v1.moving_average_variables())
print(v1.get_collection(v1.GraphKeys.GLOBAL_VARIABLES), v1.get_collection(v1.GraphKeys.TRAINABLE_VARIABLES))
print(v1.get_default_graph().get_operations())
