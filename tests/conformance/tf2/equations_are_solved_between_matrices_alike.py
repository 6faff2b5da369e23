"""What is solved has the rank and the outer sizes of its matrix, without broadcasting; a vector is no matrix."""


def say(label, ask):
    try:
        print(label, ask())
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        found = lines[-1] if lines[0] == "in user code:" else lines[0]
        found = found.split("}} ")[1] if found.startswith("{{function") else found
        print(label, type(error).__name__, found.split(" [Op:")[0])


m = tf.constant([[2.0, 1.0], [1.0, 3.0]])
pair = tf.stack([m, m])
cases = ([m, tf.constant([1.0, 2.0])], [m, tf.constant(1.0)], [pair, tf.ones([2, 1])], [m, tf.ones([2, 2, 1])],
         [pair, tf.ones([3, 2, 1])], [pair, tf.ones([2, 3, 1])], [m, tf.ones([3, 1])], [tf.ones([2]), tf.ones([2])],
         [pair, tf.ones([1, 2, 1])], [tf.ones([2, 3]), tf.ones([2, 1])], [m, tf.ones([2, 1])])  # fmt: skip
for matrix, rhs in cases:
    shapes = (matrix.shape.as_list(), rhs.shape.as_list())
    say(shapes, lambda: (tf.linalg.solve(matrix, rhs) + 0.0).shape)
    say("traced", lambda: tf.function(lambda a, b: tf.linalg.solve(a, b), autograph=False)(matrix, rhs).shape)
    open_ended = tf.function(lambda a, b: tf.linalg.solve(a, b), [tf.TensorSpec(None)] * 2, autograph=False)
    say("open", lambda: open_ended(matrix, rhs).shape)

for name in ("inv", "det", "slogdet", "logdet", "cholesky", "svd", "qr", "eigh", "eig", "eigvalsh", "eigvals"):
    for a in (tf.constant([1.0, 2.0]), tf.constant(1.0)):
        say(name, lambda: getattr(tf.linalg, name)(a))
print(tf.linalg.triangular_solve(m, tf.ones([3, 2, 1])).shape)

for kind in (tf.complex64, tf.float32, tf.int16, tf.string):
    say("classes", lambda: tf.random.categorical([[0.0, 1.0]], 1, dtype=kind))
    say("classes", lambda: tf.compat.v1.multinomial([[0.0, 1.0]], 1, output_dtype=kind))
print(tf.random.categorical([[0.0, 1.0]], 1).dtype, tf.random.categorical([[0.0, 1.0]], 1, dtype=tf.int32).dtype)
