"""A layer tells what it first took and gave, checks its name, its arguments and its inputs, and says how to make it again."""
keras = tf.keras

def told(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])

class Scale(keras.layers.Layer):
    def __init__(self, by=2, **kwargs):
        super().__init__(**kwargs)
        self.by = by

    def call(self, x):
        return x * self.by

told(lambda: Scale(3, name="s").get_config())
told(lambda: Scale.from_config(Scale(3, name="s").get_config()).by)
told(lambda: Scale(name="a/b"))
told(lambda: Scale(foo=1))
told(lambda: Scale()())
told(lambda: Scale()(tf.ones([1]), foo=1))
told(lambda: Scale().output)
told(lambda: Scale().compute_output_shape((None, 3)))
value = keras.Input((3,), name="in")
hidden = keras.layers.Dense(2, name="hidden", activity_regularizer="l2", kernel_initializer="ones")
middle = hidden(value)
model = keras.Model(value, keras.layers.Dense(1, name="last")(middle))
print(hidden.output is middle, hidden.input is value, hidden.output.shape, model.output_names, model.layers[0].output is value)
told(lambda: keras.Model(model.input, model.get_layer("hidden").output)(tf.ones([2, 3])).numpy().tolist())
told(lambda: keras.Model(hidden.output, model.output)(tf.ones([2, 2])).shape)
told(lambda: model.get_layer())
told(lambda: model(tf.ones([4, 2])))
told(lambda: model({"in": tf.ones([4, 3])}).shape)
told(lambda: model({"other": tf.ones([4, 3])}))
hidden(tf.ones([2, 3]))
print([loss.numpy().item() for loss in hidden.losses])
one, two = keras.Input((1,), name="one"), keras.Input((1,), name="two")
both = keras.Model([two, one], keras.layers.subtract([two, one]))
print(both({"one": tf.constant([[1.0]]), "two": tf.constant([[5.0]])}).numpy(), keras.layers.concatenate([one, two]).shape)
row = keras.Sequential([keras.layers.Flatten(input_shape=(2, 2)), keras.layers.Dense(2)])
print(row.output_shape, row.layers[0].output.shape, row.layers[1].output is row.outputs[0])
told(lambda: keras.Sequential()(tf.ones([1])))
told(lambda: keras.Model(row.inputs, row.layers[0].output)(tf.ones([1, 2, 2])).shape)
spec = keras.layers.InputSpec(ndim=3)
wants = Scale()
wants.input_spec = spec
told(lambda: wants(tf.ones([1, 2])))
print(spec, keras.InputSpec(shape=(None, 2), max_ndim=3))
kept = keras.Variable([1, 2], name="kept")
print(kept.dtype, keras.Variable("zeros", shape=(2,)).numpy())
told(lambda: keras.Variable("zeros", name="a/b"))
told(lambda: bool(keras.Variable(1.0)))
told(lambda: hash(kept))
dense = keras.layers.Dense(1, kernel_regularizer="l2", kernel_initializer="ones")
dense(tf.ones([1, 2]))
print(dense.losses[0].numpy())
