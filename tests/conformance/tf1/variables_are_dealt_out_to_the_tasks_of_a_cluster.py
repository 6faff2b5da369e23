"""A replica setter deals variables out to tasks by turns, and what reads or writes one is on its device."""

cluster = tf.train.ClusterSpec({"ps": ["a:1", "b:2"], "worker": {0: "c:3", 2: "d:4"}})
print(cluster, cluster.jobs, cluster.num_tasks("worker"), cluster.task_indices("worker"), cluster.job_tasks("worker"))
print(cluster.task_address("ps", 1), bool(tf.train.ClusterSpec({})), cluster.as_dict())
for wrong in (lambda: cluster.num_tasks("x"), lambda: cluster.task_address("ps", 7), lambda: tf.train.ClusterSpec(3)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

with tf.device(tf.train.replica_device_setter(cluster=cluster)):
    held = [tf.Variable(1.0, name=f"held{i}") for i in range(3)]
    resource = tf.get_variable("resource", [2], use_resource=True)
    made = tf.get_variable("made", [2], initializer=tf.ones_initializer())
    read = held[0] + resource
with tf.device(tf.train.replica_device_setter(ps_tasks=2, worker_device="/job:worker/task:3/cpu:0")):
    here = tf.Variable(1.0, name="here") * 2.0
with tf.device(tf.train.replica_device_setter(ps_tasks=1, ps_strategy=lambda op: 7, ps_ops=["Const"])):
    constant, plain = tf.constant(1.0), tf.Variable(lambda: 1.0, name="plain")
tf.assign(held[1], 2.0, name="later")
for op in tf.get_default_graph().get_operations():
    print(op.name, op.device)
print(tf.train.replica_device_setter(0), tf.train.replica_device_setter(cluster=cluster, ps_device="/job:none"))
