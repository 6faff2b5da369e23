"""Optimizers with use_ema keep an average of each variable and put it in; get_config is what makes another like it."""

O = tf.keras.optimizers


def run(**options):
    v, optimizer = tf.Variable([1.0, 2.0], name="v"), O.SGD(0.1, **options)
    found = []
    for _ in range(4):
        optimizer.apply([tf.constant([1.0, -1.0])], [v])
        found.append([round(x, 4) for x in v.numpy().tolist()])
    average = [(slot.name, [round(x, 4) for x in slot.numpy().tolist()]) for slot in optimizer.variables[2:]]
    optimizer.finalize_variable_values([v])
    return found, average, [round(x, 4) for x in v.numpy().tolist()]


print(run(use_ema=True, ema_momentum=0.5))
print(run(use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=2, momentum=0.9))
print(run(use_ema=False, loss_scale_factor=2.0))
optimizer, w = O.Adam(0.1, use_ema=True, ema_momentum=0.9), tf.Variable(1.0)
optimizer.build([w])


@tf.function
def step():
    optimizer.apply_gradients([(w * 2.0, w)])
    return w.read_value()


print([round(float(step()), 4) for _ in range(3)], [round(float(x), 4) for x in optimizer.variables[2:]])
for made in (O.SGD(0.5, momentum=0.25), O.Adam(0.5), O.AdamW(0.5, clipnorm=1.0), O.RMSprop(0.5), O.Adagrad(0.5)):
    config = made.get_config()
    print({key: value for key, value in config.items() if key != "name"})
    print(type(made).from_config(config).get_config() == config)
