"""A configuration whose calls wait for each other, or for a layer that is not there, is refused; their order is free."""

import copy

layers = tf.keras.layers
given = tf.keras.Input((2,), name="given")
middle = layers.Dense(2, name="middle")(given)
model = tf.keras.Model(given, layers.Dense(1, name="last")(middle))


def leading_to(histories, **more):
    """Return the configuration with other arguments for its layers."""
    config = copy.deepcopy(model.get_config()) | more
    for layer in config["layers"]:
        for node in layer["inbound_nodes"]:
            for value in node["args"]:
                value["config"]["keras_history"] = histories[layer["name"]]
    return config


def made(config):
    try:
        again = tf.keras.Model.from_config(config)
        return [layer.name for layer in again.layers]
    except ValueError as error:
        return str(error).partition(" The following nodes")[0]


right = {"middle": ["given", 0, 0], "last": ["middle", 0, 0]}
print(made(leading_to(right)))
backwards = leading_to(right)
backwards["layers"].reverse()
print(made(backwards))
print(made(leading_to(right | {"last": ["gone", 0, 0]})))
print(made(leading_to({"middle": ["last", 0, 0], "last": ["middle", 0, 0]})))
print(made(leading_to(right | {"last": ["middle", 1, 0]})))
