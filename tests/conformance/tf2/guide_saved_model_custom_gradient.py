"""Saving with experimental_custom_gradients keeps a custom gradient in the exported function."""
import tempfile


@tf.custom_gradient
def steep(x):
    return x * 1.0, lambda upstream: upstream * 100.0


module, folder = tf.Module(), tempfile.mkdtemp()
module.f = tf.function(lambda x: steep(x) * 2.0, input_signature=[tf.TensorSpec([], tf.float32)])
tf.saved_model.save(module, folder, options=tf.saved_model.SaveOptions(experimental_custom_gradients=True))
loaded = tf.saved_model.load(folder)
x = tf.constant(3.0)
for label, f in (("original", module.f), ("loaded", loaded.f)):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    print(label, y.numpy(), tape.gradient(y, x).numpy())
