"""`tf.train.Checkpoint` in a graph saves an optimizer: the variables of its rule, and the slots behind their variables."""
import tempfile

folder = tempfile.mkdtemp()

def built(kind, **options):
    v = tf.get_variable("v", initializer=[1.0, 2.0], use_resource=True)
    optimizer = kind(0.1, **options)
    return v, optimizer, optimizer.minimize(tf.reduce_sum(v * v)), tf.train.Checkpoint(optimizer=optimizer, v=v)

for kind, slot, options in ((tf.train.GradientDescentOptimizer, None, {}), (tf.train.MomentumOptimizer, "momentum", {"momentum": 0.9}), (tf.train.AdamOptimizer, "v", {})):
    tf.reset_default_graph()
    v, optimizer, step, checkpoint = built(kind, **options)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run([step])
        path = checkpoint.save(f"{folder}/{optimizer.get_name()}", session=session)
        before = session.run([v, *([] if slot is None else [optimizer.get_slot(v, slot)])])
    print([key.replace("/.ATTRIBUTES/VARIABLE_VALUE", "") for key, _ in tf.train.list_variables(path)])
    tf.reset_default_graph()
    v, optimizer, step, checkpoint = built(kind, **options)
    with tf.Session() as session:
        status = checkpoint.restore(path)
        print(status.assert_consumed() is status)
        status.run_restore_ops(session)
        after = session.run([v, *([] if slot is None else [optimizer.get_slot(v, slot)])])
        print([(a == b).all() for a, b in zip(before, after)])
