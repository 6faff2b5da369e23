"""The average of a variable is beside it, that of another tensor is not; what takes the bias off is beside the average."""

v = tf.get_variable("v", [2], initializer=tf.ones_initializer(), use_resource=False)
r = tf.get_variable("r", [2], initializer=tf.ones_initializer(), use_resource=True)
loss = tf.reduce_sum(v * r, name="loss")
averages = tf.train.ExponentialMovingAverage(0.9, zero_debias=True)
averages.apply([v, r, loss])
for variable in tf.global_variables():
    print(variable.op.name, variable.op.colocation_groups(), variable.initializer.colocation_groups())
for node in tf.get_default_graph().as_graph_def().node:
    if "Initializer/" in node.name:
        print(node.name, node.attr["_class"].list.s[:])
