"""Slot variables are named after the variable, under the scope in force where minimize is called."""

with tf.variable_scope("net"):
    w = tf.get_variable("w", [1], initializer=tf.ones_initializer())
with tf.variable_scope("training"):
    tf.train.AdamOptimizer(0.1).minimize(tf.reduce_sum(w * w))
with tf.name_scope("only_a_name"):
    train = tf.train.MomentumOptimizer(0.1, 0.9, name="mine").minimize(tf.reduce_sum(w * w))
print([v.name for v in tf.global_variables()], train.name)
print([v.name for v in tf.get_collection("variables", "training")], [v.name for v in tf.trainable_variables()])
slots = [v.op.name for v in tf.global_variables() if "Adam" in v.name or "mine" in v.name]
print(slots, len(tf.get_collection(tf.GraphKeys.TRAIN_OP)), [op.name for op in tf.get_collection("train_op")])
