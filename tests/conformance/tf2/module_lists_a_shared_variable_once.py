"""A variable or submodule reached by several paths is listed once; sharing is done by sharing the object."""
shared = tf.Variable(1.0, name="shared")
encoder, decoder, model = tf.Module(name="encoder"), tf.Module(name="decoder"), tf.Module(name="model")
encoder.kernel = decoder.kernel = shared
model.encoder, model.decoder, model.again = encoder, decoder, [encoder, shared]
print([v.name for v in model.variables], [m.name for m in model.submodules])
encoder.kernel.assign(2.0)
print("seen through the other:", decoder.kernel.numpy())
