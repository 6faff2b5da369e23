"""Keras models made of values: shapes, layers in order, shared layers, several inputs and outputs, operators, training."""

K, L = tf.keras, tf.keras.layers
ones = {"kernel_initializer": "ones"}


def lists(values):
    return [value.numpy().tolist() for value in values]


inputs = K.Input(shape=(3,))
print(inputs)
hidden = L.Dense(4, activation="relu", **ones)(inputs)
print(hidden.shape, hidden.dtype)
model = K.Model(inputs=inputs, outputs=L.Dense(1, **ones)(hidden))
print(model.name, type(model).__name__, isinstance(model, K.Model), model.built, model.input_shape, model.output_shape)
print([layer.name for layer in model.layers], [w.path for w in model.weights], model.count_params())
print(model(tf.ones([2, 3])).numpy().tolist())
model.summary()
model.compile("sgd", "mse")
history = model.fit(tf.ones([4, 3]).numpy(), tf.ones([4, 1]).numpy(), epochs=2, verbose=0)
print([round(loss, 3) for loss in history.history["loss"]], model.predict(tf.ones([1, 3]).numpy(), verbose=0).shape)

a, b = K.Input((2,), name="a"), K.Input((2,), name="b")
total = L.Add(name="total")([a, b])
joined = L.Dense(2, name="d", **ones)(L.Concatenate(name="joined")([a, total]))
two = K.Model([a, b], [joined, total], name="two")
print(lists(two([tf.ones([1, 2]), tf.ones([1, 2]) * 2.0])), [layer.name for layer in two.layers])
print(two.input_shape, two.output_shape, len(two.inputs), len(two.outputs))

shared, inputs = L.Dense(2, name="shared", **ones), K.Input((2,), name="once")
twice = K.Model(inputs, shared(shared(inputs)))
print([layer.name for layer in twice.layers], twice(tf.ones([1, 2])).numpy().tolist(), len(twice.weights))
arithmetic = K.Model(inputs, (inputs * 2.0 + 1.0) / 2.0 - inputs)
print(arithmetic(tf.ones([1, 2])).numpy().tolist(), [layer.name for layer in arithmetic.layers])
inner = K.Sequential([L.Dense(2, **ones)], name="inner")
nested = K.Model(inputs, inner(inputs))
print([layer.name for layer in nested.layers], nested(tf.ones([1, 2])).numpy().tolist(), inner.built)

steps = K.Input((None, 3))
print(L.Dense(2)(steps).shape, L.GlobalAveragePooling1D()(steps).shape, L.Flatten()(K.Input((4, 3))).shape)
print(K.Input((2,), batch_size=5).shape, K.Input((1,), dtype="int32").dtype)
for bad in (lambda: tf.square(inputs), lambda: K.Model(K.Input((2,)), inputs)):
    try:
        bad()
    except ValueError as error:
        print(str(error)[:60])

source = K.Sequential([K.Input((2,)), L.Dense(3, name="first"), L.Dense(1, name="last")], name="source")
copied = K.models.clone_model(source)
print(copied.name, [layer.name for layer in copied.layers], copied.layers[0] is source.layers[0], len(copied.weights))
clone = K.models.clone_model(two)
clone.set_weights(two.get_weights())
print([layer.name for layer in clone.layers], lists(clone([tf.ones([1, 2]), tf.ones([1, 2])])))
