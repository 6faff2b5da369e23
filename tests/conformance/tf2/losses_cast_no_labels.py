"""The losses on logits take labels of the logits' dtype only; the softmax one casts them."""

logits = tf.constant([0.5, 0.25])
losses = {
    "sigmoid": lambda labels: tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits),
    "poisson": lambda labels: tf.nn.log_poisson_loss(labels, logits),
    "softmax": lambda labels: tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits),
}
for name, loss in losses.items():
    for labels in ([1, 0], [1.0, 0.0], tf.constant([1, 0]), tf.constant([1.0, 0.0], tf.float64)):
        try:
            print(name, [round(x, 4) for x in tf.reshape(loss(labels), [-1]).numpy().tolist()])
        except tf.errors.InvalidArgumentError as error:
            print(name, str(error).splitlines()[0])
