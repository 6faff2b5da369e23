"""The nn functions: activations, softmax, losses, dropout, bias, l2 and normalisation."""
x = tf.constant([[-1.0, 0.0, 2.0]])


def r(t):
    return [r(e) for e in t] if t.shape.rank else round(t.numpy().item(), 4)


for name in ("relu", "sigmoid", "tanh", "softplus", "elu", "leaky_relu", "log_softmax", "softmax"):
    print(name, r(getattr(tf.nn, name)(x)))
print(r(tf.nn.softmax(tf.constant([[1.0, 2.0], [3.0, 4.0]]), axis=0)))
labels, logits = tf.constant([[0.0, 1.0], [0.5, 0.5]]), tf.constant([[2.0, 1.0], [0.0, 0.0]])
print(r(tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)))
print(r(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=logits)))
print(r(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)))
print(r(tf.nn.l2_loss(x)), r(tf.nn.bias_add(x, [1.0, 1.0, 1.0])), r(tf.nn.l2_normalize([3.0, 4.0])), [r(t) for t in tf.nn.moments(x, axes=[1])])
dropped = tf.nn.dropout(tf.ones([1000]), rate=0.5, seed=1)
print(sorted(set(dropped.numpy().tolist())), tf.nn.dropout(x, rate=0.0).numpy().tolist())
print(tf.nn.relu(x, name="active"), tf.sigmoid(0.0).numpy(), tf.tanh(0.0).numpy())
try:
    tf.nn.relu(tf.constant(["a"]))
except Exception as error:
    print(type(error).__name__)
