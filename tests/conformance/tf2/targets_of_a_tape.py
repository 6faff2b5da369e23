"""What a tape begins with: a layer's own variable is a target like any other, and gradients that are not given are ones."""
layer, x = tf.keras.layers.Dense(1), tf.Variable(2.0)
layer(tf.ones([1, 2]))

def gradient(make, source, **options):
    with tf.GradientTape() as tape:
        target = make()
    try:
        found = tape.gradient(target, source, **options)
        print(tf.nest.map_structure(lambda one: one.numpy().tolist(), found))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

gradient(lambda: layer.kernel, layer.kernel)
gradient(lambda: layer.kernel, layer.kernel, output_gradients=tf.fill([2, 1], 3.0))
gradient(lambda: [layer.kernel, x * 2.0, tf.constant("text")], [layer.kernel, x])
gradient(lambda: [x * 2.0, x * 3.0], x, output_gradients=[tf.constant(2.0)])
gradient(lambda: [x * 2.0, x * 3.0], x, output_gradients=[None, tf.constant(1.0)])
