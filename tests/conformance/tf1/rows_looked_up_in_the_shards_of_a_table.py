"""Rows of a table in shards are asked of the shard that has them: gradients touch these rows only, and files know the parts."""
import os
import tempfile

folder = tempfile.mkdtemp()
with tf.variable_scope("table", partitioner=tf.fixed_size_partitioner(3)):
    table = tf.get_variable("t", [7, 2], initializer=tf.constant_initializer(1.0))
shards = list(table)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run([shards[0].assign([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]), shards[2].assign([[6.0, 7.0], [8.0, 9.0]])])
for strategy in ("mod", "div"):
    rows = tf.nn.embedding_lookup(table, [0, 6, 3, 0], partition_strategy=strategy)
    print(rows, sess.run(rows).tolist())
    print([type(g).__name__ for g in tf.gradients(rows, shards)])
print(tf.nn.embedding_lookup(shards, [[0, 1], [2, 4]]).shape)
short = tf.nn.embedding_lookup(table, [0, 3], max_norm=1.0, partition_strategy="div")
print(short, sess.run(short).round(4).tolist())
alone = tf.nn.embedding_lookup(shards[2], [1], max_norm=1.0)
print(alone, sess.run(alone).round(4).tolist())
for wrong in (
    lambda: tf.nn.embedding_lookup(table, [0], partition_strategy="zz"),
    lambda: tf.nn.embedding_lookup([], [0]),
    lambda: tf.nn.embedding_lookup(None, [0]),
):
    try:
        wrong()
    except ValueError as error:
        print(error)

# Momentum moves a row that has no gradient only where the gradient is dense.
loss = tf.reduce_sum(tf.nn.embedding_lookup(table, [0, 3], partition_strategy="div"))
optimizer = tf.train.MomentumOptimizer(0.5, 0.9)
train = optimizer.minimize(loss, var_list=shards)
sess.run(tf.variables_initializer(optimizer.variables()))
for _ in range(2):
    sess.run(train)
print(sess.run(shards[0]).tolist(), sess.run(shards[1]).tolist())

tf.train.Saver().save(sess, os.path.join(folder, "m"))
for scope in (None, "inner"):
    with tf.Graph().as_default(), tf.Session() as again:
        saver = tf.train.import_meta_graph(os.path.join(folder, "m.meta"), import_scope=scope)
        saver.restore(again, os.path.join(folder, "m"))
        parts = tf.trainable_variables()
        print([(v.name, v._save_slice_info.full_name, v._save_slice_info.spec) for v in parts])
        print(sum(again.run(v).sum() for v in parts))
        if scope is None:
            tf.train.Saver().save(again, os.path.join(folder, "n"))
print(tf.train.list_variables(os.path.join(folder, "n")))
try:
    tf.assign(shards[0], [["a", "b"]])
except TypeError as error:
    print(error)


class Said(tf.train.LoggingTensorHook):
    def __init__(self, tensors):
        super().__init__(tensors, every_n_iter=1, formatter=lambda values: print(sorted(values.items())) or "said")


with tf.Graph().as_default():
    v = tf.get_variable("v", [], initializer=tf.ones_initializer())
    step = tf.train.get_or_create_global_step()
    grown = tf.group(tf.assign_add(step, 1), v.assign_add(0.5))
    with tf.train.MonitoredTrainingSession(hooks=[Said(["v"])], log_step_count_steps=None) as monitored:
        monitored.run(step)
        monitored.run(grown)
        monitored.run(step)
try:
    tf.convert_to_tensor(tf.IndexedSlices(tf.ones([1, 2]), tf.constant([1])))
except ValueError as error:
    print(error)
