"""What Nadam multiplies up is a variable of the dtype that the first one has which it trains."""

for kind in (tf.float32, tf.float64):
    weights = tf.Variable([1.0, 2.0], dtype=kind, name="weights")
    optimizer = tf.keras.optimizers.Nadam(0.1, name="nadam")
    for _ in range(3):
        optimizer.apply([tf.constant([0.5, -1.0], kind)], [weights])
    print([variable.dtype for variable in optimizer.variables], optimizer.variables[-1].numpy().round(4))
