"""`map_fn` takes ragged rows and gives ragged rows, in eager code and in a function alike, and gradients pass through it."""
rows = tf.ragged.constant([[1, 2], [], [3]])
numbers = tf.RaggedTensorSpec([None], tf.int32)
whole = [tf.RaggedTensorSpec([None, None], tf.int32)]

def told(call):
    try:
        print(" ", tf.nest.map_structure(lambda one: one.to_list() if isinstance(one, tf.RaggedTensor) else one.numpy().tolist(), call()))
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        print(" ", type(error).__name__)

def everywhere(name, compute):
    print(name)
    for call in (compute, tf.function(compute, autograph=False), tf.function(compute, autograph=False, input_signature=whole)):
        told(lambda: call(rows))

everywhere("a sum that nothing announces", lambda x: tf.map_fn(tf.reduce_sum, x))
everywhere("sums", lambda x: tf.map_fn(tf.reduce_sum, x, fn_output_signature=tf.int32))
everywhere("sums of a spec", lambda x: tf.map_fn(tf.reduce_sum, x, fn_output_signature=tf.TensorSpec([], tf.int32)))
everywhere("rows", lambda x: tf.map_fn(lambda row: row + 1, x))
everywhere("other rows", lambda x: tf.map_fn(lambda row: tf.range(tf.size(row)), x, fn_output_signature=numbers))
everywhere("halves", lambda x: tf.map_fn(lambda row: tf.cast(row, tf.float32) / 2, x, fn_output_signature=tf.RaggedTensorSpec([None], tf.float32)))
everywhere("two results", lambda x: tf.map_fn(lambda row: (tf.reduce_sum(row), row), x, fn_output_signature=(tf.int32, numbers)))
everywhere("two inputs", lambda x: tf.map_fn(lambda pair: tf.reduce_sum(pair[0]) + pair[1], (x, tf.constant([1, 2, 3])), fn_output_signature=tf.int32))
everywhere("rows of a dense tensor", lambda x: tf.map_fn(tf.range, tf.constant([1, 0, 2]), fn_output_signature=numbers))
everywhere("another dtype", lambda x: tf.map_fn(lambda row: tf.cast(row, tf.float32), x))
everywhere("another structure", lambda x: tf.map_fn(lambda pair: pair[0] + pair[1], (x, x)))
deep = tf.ragged.constant([[[1], [2, 3]], [], [[4]]])
for call in (lambda x: tf.map_fn(lambda row: row * 2, x), tf.function(lambda x: tf.map_fn(lambda row: row * 2, x), autograph=False)):
    told(lambda: call(deep))
weight = tf.Variable([1.0, 2.0, 3.0])

def gradient(call):
    with tf.GradientTape() as tape:
        result = call(tf.RaggedTensor.from_row_splits(weight, [0, 2, 2, 3]))
    return tape.gradient(result, weight)

for compute in (
    lambda x: tf.map_fn(lambda row: tf.reduce_sum(row * row), x, fn_output_signature=tf.float32),
    lambda x: tf.map_fn(lambda row: row * row, x),
    lambda x: tf.reduce_sum(tf.map_fn(lambda row: row * row, x), 1),
):
    told(lambda: gradient(compute))
    told(lambda: gradient(tf.function(compute, autograph=False)))
