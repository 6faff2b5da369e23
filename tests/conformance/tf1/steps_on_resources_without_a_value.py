"""What a run says of a resource that was never initialised: who reads it, who adds to it, who takes a step on it."""
rows, other = (tf.get_variable(name, initializer=[3.0, 1.0], use_resource=True) for name in ("rows", "other"))
sess = tf.Session()
train = tf.train
sparse, dense = tf.gather(rows, [0]), tf.identity(rows)
optimizers = [
    train.GradientDescentOptimizer(0.1),
    train.MomentumOptimizer(0.1, 0.9),
    train.AdagradOptimizer(0.1),
    train.RMSPropOptimizer(0.1),
    train.AdamOptimizer(0.1),
]
runs = {
    "read": dense,
    "gather": sparse,
    "gather_nd": rows.gather_nd([[0]]),
    "add": rows.assign_add([1.0, 1.0]),
    "scatter": tf.scatter_add(rows, [0], [1.0]),
    "slice": rows[0].assign(1.0),
    **{f"{type(one).__name__}": one.minimize(dense, var_list=[rows]) for one in optimizers},
    **{f"{type(one).__name__} on rows": one.apply_gradients([(tf.IndexedSlices(tf.constant([1.0]), tf.constant([0])), rows)])
       for one in optimizers[1:4]},
    "other": other,
}
for turn in range(2):
    for label, fetch in runs.items():
        try:
            print(label, "=", sess.run(fetch))
        except tf.errors.OpError as error:
            print(label, "!", type(error).__name__, error.op and error.op.type)
    sess.run(other.initializer)
