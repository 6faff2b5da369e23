"""What is drawn or counted has a dtype of the op's list; rows at no places have the rank that they would need."""


def say(label, ask):
    try:
        print(label, ask())
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        found = lines[-1] if lines[0] == "in user code:" else lines[0]
        found = found.split("}} ")[1] if found.startswith("{{function") else found
        print(label, type(error).__name__, found.split(" [Op:")[0])


R, v1 = tf.random, tf.compat.v1
g = R.Generator.from_seed(1)
draws = {
    "g.uniform": lambda d: g.uniform([2], 0, 5, d), "g.normal": lambda d: g.normal([2], 0, 5, d),
    "g.truncated": lambda d: g.truncated_normal([2], 0, 5, d), "g.full": lambda d: g.uniform_full_int([2], d),
    "uniform": lambda d: R.uniform([2], 0, 5, d), "normal": lambda d: R.normal([2], 0, 5, d),
    "truncated": lambda d: R.truncated_normal([2], 0, 5, d), "poisson": lambda d: R.poisson([2], 3.0, d),
    "stateless_uniform": lambda d: R.stateless_uniform([2], [1, 2], 0, 5, d),
    "stateless_full": lambda d: R.stateless_uniform([2], [1, 2], None, None, d),
    "stateless_normal": lambda d: R.stateless_normal([2], [1, 2], 0, 5, d),
    "stateless_truncated": lambda d: R.stateless_truncated_normal([2], [1, 2], 0, 5, d),
    "bincount": lambda d: tf.math.bincount(tf.constant([1, 1]), dtype=d),
    "binary": lambda d: tf.math.bincount(tf.constant([1, 1]), dtype=d, axis=-1, binary_output=True),
}  # fmt: skip
kinds = (tf.uint8, tf.int16, tf.bool, tf.complex64, tf.string, tf.float16, tf.float64, tf.int32, tf.int64)
for name, draw in draws.items():
    for kind in kinds:
        say(f"{name} {kind.name}", lambda: draw(kind).dtype.name)
for name in ("g.full", "stateless_uniform", "stateless_full", "uniform", "normal", "poisson", "bincount"):
    say(f"{name} uint32", lambda: draws[name](tf.uint32).dtype.name)
for name in ("uniform", "normal", "truncated", "poisson", "stateless_normal", "bincount"):
    for kind in (tf.uint8, tf.complex64):
        say(f"traced {name} {kind.name}", lambda: tf.function(lambda: draws[name](kind), autograph=False)().dtype)
        with tf.Graph().as_default():
            say(f"graph {name} {kind.name}", lambda: draws[name](kind).dtype)

for updates, places in (
    ([0, 1, 2, 1], [0]),
    ([0, 2, 1], [0]),
    ([], [0]),
    ([0], [0]),
    ([0, 2, 1], [0, 2]),
    ([2, 1], [1]),
):
    for name in ("update", "add", "sub", "mul", "div", "max", "min"):
        rows = tf.IndexedSlices(tf.ones(updates), tf.zeros(places, tf.int32))
        say(
            f"{name} {updates} {places}",
            lambda: getattr(tf.Variable(tf.ones([1, 2, 1])), f"scatter_{name}")(rows).shape,
        )
