"""What a Keras layer, loss, optimizer or initializer says of itself makes another like it, and names are asked for."""


def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + str(error).splitlines()[0]
    print(label, "=", value)


K = tf.keras
named = ("units", "activation", "use_bias", "kernel_regularizer", "rate", "seed", "axis", "momentum", "epsilon", "target_shape", "input_dim")
made = [
    K.layers.Dense(4, activation="relu", use_bias=False, kernel_regularizer=K.regularizers.L2(0.5)),
    K.layers.Dropout(0.5, seed=3), K.layers.BatchNormalization(momentum=0.9), K.layers.LayerNormalization(epsilon=0.1),
    K.layers.Reshape((2, -1)), K.layers.Embedding(5, 2), K.layers.Concatenate(axis=1), K.layers.Activation("tanh"),
]
for layer in made:
    config = layer.get_config()
    again = type(layer).from_config(config)
    print(type(layer).__name__, {key: config[key] for key in named if key in config}, again.name, again.get_config() == config)
print(K.layers.Dense(1, kernel_initializer="he_normal").get_config()["kernel_initializer"]["class_name"])
say("kernel", lambda: type(K.layers.Dense.from_config(made[0].get_config()).kernel_initializer).__name__)
say("loss", lambda: (K.losses.Huber(delta=2.0, reduction="sum").get_config(), K.losses.MeanSquaredError.from_config({"name": "m"}).name))
for kind, described in ((K.optimizers, {"class_name": "SGD", "config": {"learning_rate": 0.5}}), (K.initializers, {"class_name": "Constant", "config": {"value": 2.0}}),
                        (K.losses, {"class_name": "Huber", "config": {"delta": 0.5}}), (K.regularizers, {"class_name": "L1", "config": {"l1": 0.25}})):
    say(described["class_name"], lambda: type(kind.get(described)).__name__)
say("rate", lambda: float(K.optimizers.get({"class_name": "SGD", "config": {"learning_rate": 0.5}}).learning_rate))
for name in ("a/b", 5):
    say(name, lambda: K.layers.Dense(2, name=name))
