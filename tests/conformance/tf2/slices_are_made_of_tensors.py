"""IndexedSlices are made of their tensors: a function takes and gives them as they are, and `tf.nest` takes them apart."""

v = tf.Variable([1.0, 2.0])


def told(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])


@tf.function
def gradient():
    with tf.GradientTape() as tape:
        y = tf.gather(v, [0, 0])
    return tape.gradient(y, v)


slices = gradient()
print(type(slices).__name__, slices.values, slices.indices, slices.dense_shape)
print(gradient.get_concrete_function().structured_outputs)


@tf.function
def doubled(slices):
    return slices.values * 2, slices


print(doubled(slices)[0], doubled(tf.IndexedSlices(tf.constant([1.0]), tf.constant([0])))[1].indices)
print(doubled.experimental_get_tracing_count())


@tf.function
def both():
    with tf.GradientTape() as tape:
        y = tf.gather(v, [1, 0]) * 3.0
    found = tape.gradient(y, v)
    return {"slices": found, "dense": tf.convert_to_tensor(found)}


print(both()["slices"].values, both()["dense"])
optimizer = tf.keras.optimizers.SGD(0.5)
optimizer.apply_gradients([(gradient(), v)])
print(v.numpy())
print(tf.nest.flatten(slices, expand_composites=True), len(tf.nest.flatten(slices)))
print(tf.nest.map_structure(lambda tensor: tensor + 1, slices, expand_composites=True).values)
told(lambda: tf.nest.map_structure(lambda a, b: a + b, [1, 2], (3, 4)))
told(lambda: tf.nest.map_structure(lambda a, b: a + b, [1, 2], (3, 4), check_types=False))
told(lambda: tf.nest.map_structure(3, [1]))
told(lambda: tf.nest.map_structure(lambda a: a, [1], wrong=2))
told(lambda: tf.nest.pack_sequence_as(5, [1, 2]))
told(lambda: tf.nest.pack_sequence_as([1], 5))
told(lambda: tf.nest.flatten([range(3), "abc", {1: range(2)}]))
told(lambda: tf.function(lambda: range(2))())
