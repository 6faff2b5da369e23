"""compat.v1 initialisers give the values of get_variable inside a graph and can be called by themselves."""
v1 = tf.compat.v1
with tf.Graph().as_default(), v1.Session() as session:
    variables = [v1.get_variable("z", shape=[2], initializer=v1.zeros_initializer()), v1.get_variable("c", shape=[2], dtype=tf.float32, initializer=v1.constant_initializer(4.0)),
                 v1.get_variable("l", shape=[2], initializer=v1.constant_initializer([1.0, 2.0])), v1.get_variable("i", shape=[], dtype=tf.int32, initializer=v1.zeros_initializer())]
    session.run(v1.global_variables_initializer())
    for v in variables:
        print(v.name, v.dtype.base_dtype.name, session.run(v))
print(v1.zeros_initializer()([2]), tf.zeros_initializer()(shape=[1], dtype=tf.int32), tf.ones_initializer()([1]), tf.constant_initializer(5.0)([1, 1]))
