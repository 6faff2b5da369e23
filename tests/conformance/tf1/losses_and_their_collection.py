"""tf.losses functions average over non-zero weights, and leave their loss in the LOSSES collection."""
import numpy as np

labels = tf.constant([[1.0], [0.0], [1.0]], name="labels")
predictions = tf.constant([[0.8], [0.4], [0.2]], name="predictions")
logits = tf.constant([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
made = [tf.losses.mean_squared_error(labels, predictions), tf.losses.mean_squared_error(labels=labels, predictions=predictions, scope="mine"),
        tf.losses.absolute_difference(labels, predictions), tf.losses.log_loss(labels, predictions), tf.losses.huber_loss(labels, predictions, delta=0.5),
        tf.losses.hinge_loss(labels, predictions), tf.losses.sigmoid_cross_entropy(labels, predictions),
        tf.losses.softmax_cross_entropy([[1, 0], [0, 1], [1, 0]], logits), tf.losses.sparse_softmax_cross_entropy(labels=[0, 1, 1], logits=logits),
        tf.losses.cosine_distance(labels, predictions, axis=1), tf.losses.mean_squared_error(labels, predictions, weights=[[1.0], [0.0], [3.0]]),
        tf.losses.mean_squared_error(labels, predictions, reduction=tf.losses.Reduction.SUM), tf.losses.mean_squared_error(labels, predictions, loss_collection=None),
        tf.losses.mean_squared_error(labels, predictions, reduction=tf.losses.Reduction.NONE)]
print(made[0], made[1].name, len(tf.losses.get_losses()), [t.name for t in tf.get_collection("losses")][:3])
with tf.Session() as sess:
    for loss in made:
        print(loss.shape, np.round(np.float64(sess.run(loss)), 4).tolist())
    print(np.round(np.float64(sess.run(tf.gradients(made[0], predictions)[0])), 4).tolist())
    tf.losses.add_loss(tf.constant(100.0, name="extra"))
    print(len(tf.losses.get_losses(scope="mine")), tf.losses.get_losses(scope="extra")[0].name)
tf.reset_default_graph()
tf.losses.add_loss(tf.constant(1.0))
tf.losses.add_loss(tf.constant(2.0))
tf.get_variable("w", [], initializer=tf.ones_initializer(), regularizer=lambda w: w * 10.0)
total, alone = tf.losses.get_total_loss(), tf.losses.get_total_loss(add_regularization_losses=False)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total), sess.run(alone), sess.run(tf.losses.get_regularization_loss()), total.name)
for bad in (lambda: tf.losses.mean_squared_error(tf.zeros([2, 1]), tf.zeros([2])), lambda: tf.losses.mean_squared_error(None, 1.0)):
    try:
        bad()
    except ValueError as error:
        print("ValueError:", str(error).splitlines()[0])
