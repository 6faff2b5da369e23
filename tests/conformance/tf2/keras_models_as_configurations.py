"""The configuration of a model makes another one like it; the mode of the outer call wins over the one it was built with."""

layers, x = tf.keras.layers, tf.constant([[1.0, 2.0, 3.0, 4.0], [2.0, 3.0, 4.0, 6.0]])

row = tf.keras.Sequential([tf.keras.Input((4,)), layers.Dense(3, name="a"), layers.Dropout(0.5, seed=1, name="b")])
told = row.get_config()
print({key: value for key, value in told.items() if key != "layers"})
for layer in told["layers"]:
    print({key: value for key, value in layer.items() if layer["class_name"] != "InputLayer" or key != "config"})
again = tf.keras.Sequential.from_config(told)
print(again.name, [layer.name for layer in again.layers], [w.shape for w in again.weights], again.input_shape)
print(tf.keras.Sequential([layers.Dense(2)]).get_config().keys())

given = tf.keras.Input((4,), name="given")
shared = layers.Dense(4, activation="relu", name="shared")
twice = shared(shared(given))
model = tf.keras.Model(given, [twice + 1.0, layers.Dense(1, name="end")(twice)], name="whole")
told = model.get_config()
print(told.keys(), told["input_layers"], told["output_layers"])
for layer in told["layers"]:
    print(layer["name"], layer["class_name"], layer["registered_name"], layer["inbound_nodes"])
again = tf.keras.Model.from_config(told)
print(type(again).__name__, again.name, [layer.name for layer in again.layers], again.get_layer("shared") is shared)
again.set_weights(model.get_weights())
print([bool(tf.reduce_all(one == other)) for one, other in zip(model(x), again(x))])


class Scaled(layers.Layer):
    def __init__(self, by, **options):
        super().__init__(**options)
        self.by = by

    def call(self, x):
        return x * self.by

    def get_config(self):
        return {**super().get_config(), "by": self.by}


told = tf.keras.Sequential([Scaled(3.0)]).get_config()
print(told["layers"][0]["class_name"], told["layers"][0]["registered_name"], told["layers"][0]["config"]["by"])
try:
    tf.keras.Sequential.from_config(told)
except TypeError as error:
    print(str(error).split(".")[0])
print(tf.keras.Sequential.from_config(told, custom_objects={"Scaled": Scaled})(x).numpy()[0])
print(tf.keras.initializers.GlorotUniform().get_config(), tf.keras.initializers.HeNormal(seed=3).get_config())
print(list(layers.Dense(2).get_config()))

print("modes")
base = tf.keras.Sequential([tf.keras.Input((4,)), layers.BatchNormalization(), layers.Dropout(0.5, seed=1)])
inputs = tf.keras.Input((4,))
frozen = tf.keras.Model(inputs, base(inputs, training=False))
print(frozen(x).numpy().round(3).tolist(), base.layers[0].moving_mean.numpy())
print(frozen(x, training=True).numpy().round(3).tolist(), base.layers[0].moving_mean.numpy().round(3))
dropping = tf.keras.Model(inputs, layers.Dropout(0.5, seed=2)(inputs, training=True))
print(dropping(x).numpy().tolist(), dropping(x, training=False).numpy().tolist())

print("names")
fresh = lambda: tf.keras.Model(i := tf.keras.Input((1,)), layers.Dense(1)(i)).name
number = lambda: int("0" + fresh().replace("functional", "").replace("_", ""))
start = number()
tf.keras.Sequential([tf.keras.Input((1,)), layers.Dense(1)])
print("a row takes a name of a model made of values:", number() - start)
row = tf.keras.Sequential([layers.Dense(1)])
row(tf.ones([1, 1]))
try:
    row.build((None, 1))
except ValueError as error:
    print(error)
