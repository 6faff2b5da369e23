"""Rows are gathered, scattered and sliced as NumPy would, with gradients, and bad places are refused."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

x = tf.reshape(tf.range(12.0), [3, 4])


def gradient(function, x=x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(function(x) ** 2)
    found = tape.gradient(y, x)
    return tf.convert_to_tensor(found).numpy().tolist()


print(x[1].numpy().tolist(), x[-1, ::2].numpy().tolist(), x[..., tf.newaxis].shape, x[1:, 1:3].numpy().tolist(), x[::-1, 0].numpy().tolist())
print(gradient(lambda x: x[1, ::2]), gradient(lambda x: tf.gather(x, [0, 0, 2])), gradient(lambda x: tf.gather(x, [1], axis=1)))
print(gradient(lambda x: tf.gather_nd(x, [[0, 0], [2, 3]])), gradient(lambda x: tf.boolean_mask(x, [True, False, True])))
print(first(lambda: x[3]), first(lambda: x[0, 4]), first(lambda: x["a"]), first(lambda: x[1.5]), first(lambda: x[0, 0, 0]))
print(first(lambda: tf.gather(x, [3])), first(lambda: tf.gather_nd(x, [[0, 4]])), first(lambda: tf.gather(x, 0, axis=2)))
print(tf.scatter_nd([[0], [2], [0]], [1.0, 2.0, 3.0], [3]).numpy().tolist(), first(lambda: tf.scatter_nd([[5]], [1.0], [3])))
print(tf.tensor_scatter_nd_update(x, [[0, 0], [1, 1]], [-1.0, -2.0]).numpy().tolist())
print(tf.tensor_scatter_nd_add(tf.zeros([2]), [[0], [0]], [1.0, 2.0]).numpy().tolist(), tf.tensor_scatter_nd_max([1.0, 5.0], [[0], [1]], [3.0, 2.0]).numpy().tolist())
v = tf.Variable(tf.zeros([3, 2]))
v[0].assign([1.0, 2.0])
v[1:, 1].assign([3.0, 4.0])
v.scatter_add(tf.IndexedSlices([[10.0, 10.0]], [2]))
v.scatter_nd_update([[0, 0]], [-1.0])
v.batch_scatter_update(tf.IndexedSlices([[0.5], [0.5], [0.5]], [[1], [0], [0]])) if False else None
print(v.numpy().tolist(), first(lambda: v[5].assign([1.0, 2.0])), first(lambda: v[0].assign([1.0, 2.0, 3.0])))
print(first(lambda: v.scatter_update(tf.IndexedSlices([[1.0, 1.0]], [7]))), first(lambda: v.assign([1.0])), first(lambda: v.assign_add("a")))
print(tf.where([True, False], [1.0, 2.0], 0.0).numpy().tolist(), tf.where([[0, 1], [1, 0]]).numpy().tolist(), first(lambda: tf.where([True, False], [1.0, 2.0, 3.0], 0.0)))
print(tf.one_hot([0, 2, -1, 5], 3).numpy().tolist(), tf.math.top_k([1.0, 3.0, 3.0], 2).indices.numpy().tolist(), tf.argsort([3, 1, 2], direction="DESCENDING").numpy().tolist())
print(tf.repeat([1, 2], [2, 1]).numpy().tolist(), tf.tile([[1, 2]], [2, 2]).numpy().tolist(), tf.roll([1, 2, 3], 1, 0).numpy().tolist(), tf.pad([[1]], [[1, 0], [0, 2]]).numpy().tolist())
print(tf.split(tf.range(6), [1, 2, 3])[2].numpy().tolist(), [t.numpy().tolist() for t in tf.unstack(x[:2], axis=0)], tf.transpose(x).shape, tf.squeeze(x[tf.newaxis], 0).shape)
print(first(lambda: tf.concat([x, x], 2)), first(lambda: tf.stack([x, x[0]])), first(lambda: tf.split(x, 5, 1)), first(lambda: tf.reshape(x, [5, -1])))
print(tf.meshgrid([1, 2], [3, 4])[0].numpy().tolist(), tf.linalg.diag([1, 2]).numpy().tolist(), tf.sequence_mask([1, 3]).numpy().tolist(), tf.unique([1, 2, 1]).y.numpy().tolist())
