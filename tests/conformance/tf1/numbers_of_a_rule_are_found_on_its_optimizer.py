"""An optimizer has its rule's numbers as `_lr`, `_beta1`, and their tensors once it made a step; all rules of averaging."""
x = tf.Variable([1.0, 2.0], name="x")
y = tf.Variable(3.0, name="y")
loss = tf.reduce_sum(x * x) * y
step = tf.train.get_or_create_global_step()


def nodes(before):
    return [op.name for op in tf.get_default_graph().get_operations()[before:] if "gradients" not in op.name]


for make, names in (
    (lambda: tf.train.GradientDescentOptimizer(0.1), ["_learning_rate", "_learning_rate_tensor"]),
    (lambda: tf.train.MomentumOptimizer(0.1, 0.9), ["_learning_rate", "_momentum", "_momentum_tensor"]),
    (lambda: tf.train.AdamOptimizer(0.1), ["_lr", "_beta1", "_beta2", "_epsilon", "_lr_t", "_beta1_t", "_epsilon_t"]),
    (lambda: tf.train.AdadeltaOptimizer(0.1), ["_lr", "_rho", "_lr_t", "_rho_t"]),
    (lambda: tf.train.RMSPropOptimizer(0.1), ["_learning_rate", "_decay", "_centered", "_decay_tensor"]),
    (lambda: tf.train.FtrlOptimizer(0.1, l2_shrinkage_regularization_strength=0.5, accum_name="acc"), ["_learning_rate"]),
    (lambda: tf.train.FtrlOptimizer(0.1, l1_regularization_strength=0.1, beta=0.2), ["_l1_regularization_strength"]),
    (lambda: tf.train.ProximalAdagradOptimizer(0.1), ["_initial_accumulator_value"]),
    (lambda: tf.train.AdagradDAOptimizer(0.1, step, l1_regularization_strength=0.1), ["_learning_rate_tensor"]),
):
    optimizer, before = make(), len(tf.get_default_graph().get_operations())
    train = optimizer.minimize(loss, global_step=step)
    print(optimizer.get_name(), [getattr(optimizer, name) for name in names])
    print(sorted(name for name in nodes(before) if "/update_" not in name and "Initializer" not in name))
    print([v.name for v in optimizer.variables()])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            sess.run(train)
        print(*(value.round(4) for value in sess.run([x, y])), sess.run(step))
        for slot in optimizer.get_slot_names():
            print(slot, sess.run(optimizer.get_slot(x, slot)).round(2))

table = tf.get_variable("table", [3, 2], initializer=tf.ones_initializer())
rows = tf.reduce_sum(tf.nn.embedding_lookup(table, [0, 2, 0]))
for optimizer in (tf.train.AdagradDAOptimizer(0.1, step), tf.train.FtrlOptimizer(0.1), tf.train.MomentumOptimizer(0.1, 0.5)):
    train = optimizer.minimize(rows, var_list=[table])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run([train])
        sess.run([train])
        print(sess.run(table).round(5).tolist())
for wrong in (lambda: optimizer._nothing, lambda: tf.train.AdagradDAOptimizer(0.1, step, 0.0), lambda: optimizer.rate):
    try:
        wrong()
    except (AttributeError, ValueError) as error:
        print(type(error).__name__, error)
