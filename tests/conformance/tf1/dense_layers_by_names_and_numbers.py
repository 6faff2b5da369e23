"""A dense layer takes its units as any number, and its activation as a function or by name; so do cells."""
x = tf.placeholder(tf.float32, [None, 2, 3])
flat = tf.placeholder(tf.float32, [None, 3])


def attempt(act):
    try:
        print(act())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


for units in (4, 4.0, "4"):
    layer = tf.layers.Dense(units)
    print(layer.units, layer(x).shape)
attempt(lambda: tf.layers.Dense("many"))
attempt(lambda: tf.layers.Dense(None))
for name in ("relu", "sigmoid", "linear", "softmax", "exponential", "elu", "selu", "softplus", "softsign", "tanh"):
    print(name, tf.layers.dense(flat, 2, name).op.type)
attempt(lambda: tf.layers.Dense(2, activation="reluu"))
attempt(lambda: tf.nn.rnn_cell.GRUCell(2, activation="reluu"))
cell = tf.nn.rnn_cell.BasicLSTMCell(2, activation="softsign")
print(cell(flat, cell.zero_state(1, tf.float32))[0].shape)
