"""A loop gives each float that it reads from outside a gradient, of zeros where nothing flows; a branch hands its own on."""

weights, table = tf.Variable([0.5, -0.3, 0.8]), tf.Variable([[0.1, 0.2, 0.3], [0.4, -0.5, 0.6]])
x, other = tf.constant([0.6, 0.2, -0.4]), tf.constant([1.0, 2.0, 3.0])


def cubed(v):
    with tf.GradientTape() as tape:
        tape.watch(v)  # in a branch: what the branch reads from outside
        y = tf.reduce_sum(v**3 * weights)
    return tape.gradient(y, v)


@tf.function
def scaled(variable, v):
    return v * variable


bodies = {
    "a variable as an argument": lambda v, c: scaled(weights, v),
    "rows of a variable": lambda v, c: tf.gather(table, [0, 1, 1])[:, 0] * v,
    "looked up": lambda v, c: tf.reduce_sum(tf.nn.embedding_lookup(table, [[0, 1], [1, 1]]), [0, 1]) * v,
    "a tape inside": lambda v, c: cubed(v),
    "stopped": lambda v, c: v * tf.stop_gradient(c),
    "a stopped variable": lambda v, c: v * tf.stop_gradient(weights),
    "compared": lambda v, c: v * tf.cast(c > 1.0, tf.float32),
    "its shape": lambda v, c: v * tf.cast(tf.shape(c)[0], tf.float32),
    "read": lambda v, c: v * c + weights,
    "not read": lambda v, c: v * 2.0,
}


def in_a_loop(body):
    @tf.function
    def run(v, c):
        for _ in tf.range(2):
            v = body(v, c)
        return v

    return run


def in_a_branch(body):
    @tf.function
    def run(v, c):
        if v[0] > 0:
            v = body(v, c)
        return v

    return run


def in_a_map(body):
    return tf.function(lambda v, c: tf.reduce_sum(tf.map_fn(lambda row: body(row, c), tf.stack([v, v])), 0))


def shown(gradient):
    return None if gradient is None else (tf.convert_to_tensor(gradient).numpy() * 1e4).round().astype(int).tolist()


for wrapped in (lambda body: body, in_a_loop, in_a_branch, in_a_map):
    for label, body in bodies.items():
        with tf.GradientTape() as tape:
            tape.watch([x, other])
            y = wrapped(body)(x, other)
        found = tape.gradient(y, [x, other, weights, table])
        print(getattr(wrapped, "__name__", "?"), label, *map(shown, found))


def second(function):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x, other)
        first = inner.gradient(y, x)
    return [*map(shown, outer.gradient(first, [x, table]))]


for wrapped in (in_a_loop, in_a_branch, in_a_map):
    print(wrapped.__name__, second(wrapped(bodies["rows of a variable"])), second(wrapped(bodies["a tape inside"])))

# the same of functions in a file: there a variable is always an argument
import tempfile

module = tf.Module()
module.weights, module.f = weights, tf.function(lambda v: tf.tanh(v * weights))
module.loop = tf.function(lambda v: in_a_loop(lambda u, c: module.f(u))(v, v), input_signature=[tf.TensorSpec([3])])
module.branch = tf.function(lambda v: in_a_branch(lambda u, c: module.f(u))(v, v), input_signature=[tf.TensorSpec([3])])
folder = tempfile.mkdtemp()
module.f(x)
tf.saved_model.save(module, folder)
loaded = tf.saved_model.load(folder)
for function in (loaded.loop, loaded.branch):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    print(*map(shown, tape.gradient(y, [x, loaded.weights])))
