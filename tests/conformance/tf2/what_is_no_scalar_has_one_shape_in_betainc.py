"""The incomplete beta function takes scalars beside tensors of one shape, and broadcasts nothing else."""


def say(label, ask):
    try:
        print(label, ask())
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        found = lines[-1] if lines[0] == "in user code:" else lines[0]
        found = found.split("}} ")[1] if found.startswith("{{function") else found
        print(label, type(error).__name__, found.split(" [Op:")[0])


for shapes in (([1, 1], [1, 1, 1], [1, 1, 1]), ([], [2], [2]), ([2], [2], []), ([2], [], []), ([2], [1], [2]),
               ([2], [], [3]), ([], [2], [1, 2]), ([2], [2], [2]), ([], [], [3]), ([], [], [])):  # fmt: skip
    a, b, x = [tf.fill(shape, 0.5) for shape in shapes]
    say(shapes, lambda: tf.math.betainc(a, b, x).shape)
    say("traced", lambda: tf.function(lambda a, b, x: tf.math.betainc(a, b, x), autograph=False)(a, b, x).shape)
    open_ended = tf.function(lambda a, b, x: tf.math.betainc(a, b, x), [tf.TensorSpec(None)] * 3, autograph=False)
    say("open", lambda: open_ended(a, b, x).shape)
    specs = [tf.TensorSpec(a.shape), tf.TensorSpec(None), tf.TensorSpec(x.shape)]
    graph = tf.function(lambda a, b, x: tf.math.betainc(a, b, x), specs, autograph=False)
    say("told", lambda: graph.get_concrete_function().output_shapes)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.math.betainc(tf.constant([1.0, 2.0]), tf.constant(2.0), x)
print(y.numpy().round(5), tape.gradient(y, x).numpy().round(5))
