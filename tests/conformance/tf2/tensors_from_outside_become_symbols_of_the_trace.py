"""What a function converts becomes a symbol of its trace, so that assertions name it; square matrices tell one side by the other."""

x, i, big, v = tf.constant([1.0, 2.0]), tf.constant(3), tf.ones([20, 20]), tf.Variable(2.0)
kept = []


def say(ask):
    try:
        print(ask())
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        print(type(error).__name__, lines[-1] if lines[0] == "in user code:" else lines[0])


@tf.function
def converts():
    for one in (x, i, big, v):
        found = tf.convert_to_tensor(one)
        print(hasattr(found, "numpy"), found.op.type, found.shape, tf.get_static_value(found) is not None)
    kept.append(tf.convert_to_tensor(x))
    print(kept[0] is tf.convert_to_tensor(x), kept[0] is tf.identity(x).op.inputs[0])
    D = tf.debugging
    D.assert_less(x, 3.0)
    D.assert_positive(x, message="positive")
    D.assert_equal(x, x)
    D.assert_near(x, x)
    D.assert_rank(x, 1)
    D.assert_shapes([(x, [2])])
    D.assert_integer(i)
    return x + 1.0


@tf.function
def fails():
    tf.debugging.assert_less(big, 1.0)
    return 1


print(converts().numpy())
say(fails)


def shapes(compute, *given):
    specs = [tf.TensorSpec(shape, tf.float32) for shape in given]
    try:
        traced = tf.function(compute, autograph=False).get_concrete_function(*specs)
        return [str(one.shape) for one in tf.nest.flatten(traced.structured_outputs)]
    except Exception as error:
        return [type(error).__name__]


L = tf.linalg
for shape in ([None, 2], [2, None], [None, None], [3, None, 2], None, [None, 2, None], [2, 3], [3]):
    names = "cholesky inv det slogdet eigh eigvalsh qr svd eig pinv matrix_rank".split()
    print(shape, [(name, *shapes(getattr(L, name), shape)) for name in names])
for left, right in (([None, 2], [None, 1]), ([2, None], [None, None]), ([3, None, 2], [3, None, 1]), (None, [2, 1]), ([2, 2], None)):
    names = ("solve", "triangular_solve", "cholesky_solve")
    print(left, right, [(name, *shapes(getattr(L, name), left, right)) for name in names])


@tf.function(input_signature=[tf.TensorSpec(None), tf.TensorSpec([None, None])])
def solves(matrix, rhs):
    return L.pinv(matrix), L.matrix_rank(matrix), L.lstsq(matrix, rhs), L.lstsq(matrix, rhs, l2_regularizer=0.5), L.lstsq(matrix, rhs, fast=False)


for matrix in ([[1.0, 2.0], [3.0, 5.0], [1.0, 1.0]], [[1.0, 2.0, 3.0], [3.0, 5.0, 1.0], [0.0, 1.0, 1.0]]):
    print([tf.round(one * 100.0).numpy().tolist() if one.dtype == tf.float32 else one.numpy() for one in solves(matrix, [[1.0], [2.0], [3.0]])])
say(lambda: L.pinv([[1, 2], [3, 4]]))
say(lambda: L.matrix_rank(tf.constant([[1 + 1j]])))
free = tf.Variable([1.0, 2.0], shape=tf.TensorShape([None]))
for name in ("SGD", "Adam", "RMSprop"):
    say(lambda: getattr(tf.keras.optimizers, name)(0.1).apply_gradients([(tf.ones([2]), free)]))
