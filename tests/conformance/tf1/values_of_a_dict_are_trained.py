"""The values of a dict are a list of variables to train, as `nest` takes its views; a Saver refuses them."""

weights = {"b": tf.Variable(1.0), "a": tf.Variable(2.0)}
step = tf.train.GradientDescentOptimizer(0.5).minimize(tf.add_n(list(weights.values())), var_list=weights.values())
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    session.run(step)
    print(session.run(weights))
print([tf.nest.flatten(view) for view in ({"b": 1, "a": 2}.keys(), {"b": 1, "a": 2}.values(), {"b": 1, "a": 2}.items())])
print(tf.nest.map_structure(lambda value: value + 1, {"b": 1, "a": 2}.values()))
try:
    tf.train.Saver(weights.values())
except TypeError as error:
    print(str(error).partition(". Got")[0])
