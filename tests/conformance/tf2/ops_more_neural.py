"""Further activations and helpers of tf.nn beyond the everyday ones."""
x = tf.constant([[-1.0, 0.0, 2.0]])
for name in ("selu", "relu6", "softsign", "swish", "silu", "gelu"):
    print(name, [round(v, 4) for v in getattr(tf.nn, name)(x)[0].numpy().tolist()])
print(tf.nn.batch_normalization(x, 0.0, 1.0, 1.0, 2.0, 0.0).numpy().tolist(), tf.nn.in_top_k([2], x, 1).numpy(), tf.nn.zero_fraction([0.0, 1.0]).numpy())
