"""A list beside ragged rows is a tensor that is broadcast to them; compat.v1 has what it does not have itself too."""


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


v1 = tf.compat.v1
x = tf.ragged.constant([[10, 87, 12], [19, 53], [12, 32]])
print(x + [[1000], [2000], [3000]])
print(x * [[1], [2], [3]], [[1], [2], [3]] - x, x + [1])
print(x > [[15], [15], [15]], tf.add([[1], [2], [3]], x))
print(tf.maximum(x, [[20], [20], [20]]), tf.where(x > 15, x, [[0], [0], [0]]))
print(tf.where([[True], [False], [True]], x, x * 2))
print(tf.ragged.constant([["a", "b"], ["c"]]) + [["q"], ["r"]])
attempt(lambda: x + [1, 2])
attempt(lambda: x + [[1, 2, 3], [1, 2], [3, 4]])

print(v1.ragged.constant([[1], [2, 3]]), v1.RaggedTensorSpec([None, None], tf.int32))
print(v1.random.Generator is tf.random.Generator, v1.config.run_functions_eagerly is tf.config.run_functions_eagerly)
print(v1.is_symbolic_tensor(tf.constant(1)), v1.train.CheckpointManager is tf.train.CheckpointManager)
v1.random.set_random_seed(3)
print(v1.random.get_seed(1), v1.random.normal([2]).shape)
