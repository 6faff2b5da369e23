"""Losses of the old world check their weights and are computed at once in eager code, and are leaves of tapes and functions."""

v1 = tf.compat.v1
labels, predictions = tf.constant([[1.0, 2.0]]), tf.Variable([[2.0, 4.0]])
for weights in (1.0, 0.0, [[1.0, 0.0]], [[2.0]], tf.constant([[1.0], [3.0]])[:1]):
    for reduction in ("weighted_sum", "weighted_mean", "weighted_sum_over_batch_size", "weighted_sum_by_nonzero_weights", "none"):
        print(v1.losses.mean_squared_error(labels, predictions, weights=weights, reduction=reduction).numpy().tolist(), end=" ")
    print()
for weights in ([[1.0, 0.0, 2.0]], [1.0, 2.0], [[1.0], [2.0]]):
    try:
        print(v1.losses.absolute_difference(labels, predictions, weights=weights))
    except ValueError as error:
        print(str(error).splitlines()[0])
print(v1.losses.sparse_softmax_cross_entropy([1, 0], [[1.0, 2.0], [3.0, 1.0]], weights=[1.0, 0.0]).numpy())
print(v1.losses.softmax_cross_entropy([[0.0, 1.0]], [[1.0, 2.0]]).numpy(), v1.losses.huber_loss(labels, predictions).numpy())
print(v1.losses.compute_weighted_loss([1, 2, 3], weights=[1.0, 0.0, 1.0]).numpy())

with tf.GradientTape() as tape:
    loss = v1.losses.mean_squared_error(labels, predictions, weights=[[1.0, 3.0]])
print(loss.numpy(), tape.gradient(loss, predictions).numpy().tolist(), v1.losses.get_losses())

@tf.function
def traced(weights):
    return v1.losses.mean_squared_error(labels, predictions, weights=weights)

print(traced(tf.constant([[1.0, 3.0]])).numpy(), traced(tf.constant(2.0)).numpy(), v1.losses.get_losses())
