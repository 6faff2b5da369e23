"""Variables enter variables and, unless trainable=False, trainable_variables, in order; local ones only local_variables."""

tf.Variable(1.0, name="c")
tf.get_variable("a", [1])
tf.Variable(1.0, name="b", trainable=False)
tf.get_variable("local", [1], collections=[tf.GraphKeys.LOCAL_VARIABLES])
tf.get_variable("mine", [1], collections=["mine", tf.GraphKeys.GLOBAL_VARIABLES])
tf.get_local_variable("get_local", [1])
tf.Variable(3, name="whole")
for key in ("variables", "trainable_variables", "local_variables", "mine", "none"):
    print(key, [v.op.name for v in tf.get_collection(key)])
print([v.op.name for v in tf.global_variables()] == [v.op.name for v in tf.all_variables()])
print([v.op.name for v in tf.trainable_variables()], [v.op.name for v in tf.local_variables()])
print([v.trainable for v in tf.global_variables()])
print(sorted(k for k in tf.get_default_graph().get_all_collection_keys()))
print(tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.VARIABLES, tf.GraphKeys.TRAINABLE_VARIABLES,
      tf.GraphKeys.LOCAL_VARIABLES, tf.GraphKeys.MODEL_VARIABLES, tf.GraphKeys.SUMMARIES, tf.GraphKeys.UPDATE_OPS,
      tf.GraphKeys.LOSSES, tf.GraphKeys.REGULARIZATION_LOSSES, tf.GraphKeys.GLOBAL_STEP,
      tf.GraphKeys.MOVING_AVERAGE_VARIABLES, tf.GraphKeys.METRIC_VARIABLES, tf.GraphKeys.TRAIN_OP, tf.GraphKeys.SAVERS)
