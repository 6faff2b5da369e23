"""Where rows hold, whether any or all of a row do, softmax and spread of rows: of ragged tensors as of dense ones."""
rows = tf.ragged.constant([[1, 2], [], [3]])
deep = tf.ragged.constant([[[True], [False, True]], [], [[True, True]]])
floats = tf.cast(rows, tf.float32)

def told(call):
    try:
        found = call()
        found = found.to_list() if isinstance(found, tf.RaggedTensor) else found.numpy().tolist()
        print(tf.nest.map_structure(lambda value: round(value, 4) if isinstance(value, float) else value, found))
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__, str(error)[:80])

for call in (lambda: tf.where(rows > 1), lambda: tf.where(deep), lambda: tf.where(rows > 1, rows, -rows), lambda: tf.where(rows > 1, rows, 0),
             lambda: tf.reduce_any(rows > 1, 1), lambda: tf.reduce_all(rows > 1, 1), lambda: tf.reduce_any(deep, 2), lambda: tf.reduce_all(deep, [1, 2]),
             lambda: tf.reduce_all(rows > 1), lambda: tf.reduce_any(rows > 2, 0), lambda: tf.nn.softmax(floats),
             lambda: tf.math.reduce_variance(floats, 1), lambda: tf.math.reduce_std(floats, 1), lambda: tf.math.reduce_variance(floats),
             lambda: tf.one_hot(rows, 4), lambda: tf.stop_gradient(rows), lambda: tf.debugging.check_numerics(floats, "m"), lambda: tf.add_n([rows, rows])):
    told(call)
told(lambda: tf.function(lambda x: tf.where(x > 1))(rows))
