"""`tf.gather` and `embedding_lookup` read the rows of a variable by one op of its own, whose gradient is these rows."""
table, scalar = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), tf.Variable(1.0)

def told(call):
    try:
        print(call().numpy().tolist())
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__, str(error).splitlines()[0].partition("}} ")[2] or str(error).splitlines()[0])

for call in (lambda: tf.gather(table, [0, 2]), lambda: tf.gather(table, [[0], [1]]), lambda: tf.gather(table, 5), lambda: tf.gather(table, [0], axis=1), lambda: tf.gather(table, [[0], [1], [0]], batch_dims=1),
             lambda: tf.gather(scalar, 0), lambda: tf.gather(table, 1.0), lambda: tf.gather(table, "a"), lambda: tf.gather(tf.constant([1.0]), 0.5), lambda: tf.nn.embedding_lookup(table, [1, 0]),
             lambda: tf.nn.embedding_lookup(table, [7]), lambda: table.sparse_read([0])):
    told(call)
with tf.GradientTape(persistent=True) as tape:
    results = [tf.reduce_sum(tf.gather(table, [0, 2, 0]) * 2.0), tf.reduce_sum(tf.nn.embedding_lookup(table, [1])), tf.reduce_sum(tf.gather(table, [0], axis=1))]
for result in results:
    found = tape.gradient(result, table)
    print(type(found).__name__, tf.convert_to_tensor(found).numpy().tolist(), getattr(found, "dense_shape", None))

def ops(function):
    return [(op.name, op.type) for op in tf.function(function).get_concrete_function().graph.get_operations()]

print(ops(lambda: tf.gather(table, [0])))
print(ops(lambda: tf.gather(table, [0], axis=1)))
print(ops(lambda: tf.gather(table, [0], name="named")))
graph = tf.Graph()
with graph.as_default():
    x = tf.compat.v1.get_variable("x", [2])
    print(tf.gather(x, [1, 0]))
