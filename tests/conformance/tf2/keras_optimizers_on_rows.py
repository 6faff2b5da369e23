"""Keras optimizers make squares and sizes of a sparse gradient's rows before rows given twice are added up."""

O = tf.keras.optimizers


def run(optimizer, shape=(3, 1)):
    v = tf.Variable([[1.0], [2.0], [3.0]])
    values, indices = tf.constant([[1.0], [-0.5], [0.25]]), tf.constant([0, 0, 2])
    for _ in range(2):
        slices = tf.IndexedSlices(values, indices, None if shape is None else tf.constant(shape))
        optimizer.apply_gradients([(slices, v)])
    slots = [[round(x, 4) for x in slot.numpy().ravel().tolist()] for slot in optimizer.variables[2:]]
    return [round(x, 4) for x in v.numpy().ravel().tolist()], slots


for name in ("SGD", "Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta"):
    kind = getattr(O, name)
    for options in ({}, {"clipnorm": 1.0}, {"clipvalue": 0.7}, {"global_clipnorm": 1.0}):
        print(name, options, run(kind(0.1, **options)))
    try:
        print(name, "without a dense shape:", run(kind(0.1), None))
    except ValueError as error:
        print(name, "without a dense shape:", str(error)[:45])
print(run(O.SGD(0.1, momentum=0.9)))
print(run(O.RMSprop(0.1, momentum=0.9, centered=True)))
