"""Losses are smoothed, weighted and reduced; metrics take collections and weights; wrong arguments are refused."""
import numpy as np
def err(f):
    try: print(f())
    except TypeError: print("TypeError")
    except Exception as e: print(type(e).__name__, "|", str(e).split("\n")[0])
a, b = tf.constant([[1., 0.], [0., 1.]]), tf.constant([[.5, .2], [.3, .9]])
losses, metrics, kinds = tf.losses, tf.metrics, tf.losses.Reduction
made = [losses.log_loss(a, b, 1., 1e-3), losses.huber_loss(a, b, delta=.1, reduction=kinds.SUM), losses.sigmoid_cross_entropy(a, b, 1., .1),
        losses.softmax_cross_entropy(a, b, [1., 2.], .1, scope="smooth"), losses.cosine_distance(a, b, axis=1), losses.hinge_loss(labels=a, logits=b, weights=2.0),
        losses.mean_squared_error(a, b, weights=[[1.], [0.]], reduction=kinds.MEAN), losses.absolute_difference(a, b, reduction=kinds.NONE, loss_collection=None),
        losses.sparse_softmax_cross_entropy([0, 1], b, reduction=kinds.SUM_OVER_BATCH_SIZE), losses.mean_pairwise_squared_error(a, b, scope="pairs")]
print([loss.name for loss in made], [loss.name for loss in losses.get_losses()], [loss.name for loss in losses.get_losses("smooth")])
with tf.Session() as s: print([np.round(value, 4).tolist() for value in s.run(made)])
err(lambda: losses.log_loss(None, b)); err(lambda: losses.log_loss(a)); err(lambda: losses.huber_loss(a, b, reduction="x")); err(lambda: losses.absolute_difference(a, b, q=1)); err(lambda: losses.cosine_distance(a, b))
y, p = tf.constant([1., 0., 1.]), tf.constant([1., 1., 0.])
found = {"mean": metrics.mean(tf.constant([1., 2.]), weights=[1., 0.], metrics_collections=["kept"], updates_collections=["kept"], name="mm"), "accuracy": metrics.accuracy(y, p, [1., 1., 2.]),
         "precision": metrics.precision(y, p, name="precise"), "recall": metrics.recall(y, p), "relative": metrics.mean_relative_error(y, p, tf.constant([1., 2., 4.])), "below": metrics.percentage_below(tf.constant([1., 2.]), 1.5, name="low"),
         "counted": metrics.false_positives(y, p, weights=[1., 3., 1.]), "area": metrics.auc(tf.constant([1., 0.]), tf.constant([.3, .2]), curve="PR", summation_method="minoring", num_thresholds=5), "root": metrics.root_mean_squared_error(y, p)}
print([(value.name, update.name) for value, update in found.values()], [t.name for t in tf.get_collection("kept")], [v.name for v in tf.local_variables()])
with tf.Session() as s:
    s.run(tf.local_variables_initializer()); updates = s.run({key: update for key, (_, update) in found.items()})
    print({key: (round(float(updates[key]), 4), round(float(s.run(found[key][0])), 4)) for key in found})
err(lambda: metrics.auc(y, p, curve="Q")); err(lambda: metrics.mean())
t = tf.train
err(lambda: t.AdamOptimizer(beta3=1)); err(lambda: t.GradientDescentOptimizer()); err(lambda: t.AdagradOptimizer(0.1, 0.)); err(lambda: t.FtrlOptimizer(0.1, initial_accumulator_value=-1.)); err(lambda: t.AdamOptimizer(name=""))
x = tf.get_variable("x", [2], initializer=tf.ones_initializer()); loss = tf.reduce_sum(x * x)
steps = [t.MomentumOptimizer(0.1, 0.9, name="M", use_nesterov=True), t.RMSPropOptimizer(0.1, centered=True), t.AdadeltaOptimizer(), t.FtrlOptimizer(0.1, l1_regularization_strength=0.01), t.ProximalAdagradOptimizer(0.1, l2_regularization_strength=0.1),
         t.ProximalGradientDescentOptimizer(0.1, 0.01, 0.02), t.AdamOptimizer(lambda: 0.1, 0.8), t.AdagradOptimizer(0.1, name="A")]
for step in steps:
    train = step.minimize(loss)
    with tf.Session() as s:
        s.run(tf.global_variables_initializer()); s.run(train); s.run(train)
        print(step.get_name(), step.get_slot_names(), sorted(v.name for v in step.variables()), np.round(s.run(x), 5).tolist())
