"""Modules of the new world with traces of many kinds, built alike by this package and by TensorFlow.

Each function returns the module, its signatures, and calls: (path, positional, keyword). A path without arguments is a
value that is read; one that begins with a dot is a signature.
"""

import numpy as np

F = np.float32


def signatures(tf):
    class Net(tf.Module):
        def __init__(self):
            super().__init__()
            self.w = tf.Variable([[1.0, 2.0], [3.0, 4.0]], name="w")

        @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="x")])
        def serve(self, x):
            return {"scores": tf.nn.softmax(x @ self.w), "best": tf.argmax(x @ self.w, 1)}

        @tf.function(input_signature=[tf.TensorSpec([], tf.int32), tf.TensorSpec([None], tf.string, name="text")])
        def count(self, n, text):
            return n + tf.size(text), text

    net = Net()
    return net, {"serving_default": net.serve, "count": net.count}, [
        (".serving_default", (), {"x": F([[1, 2], [3, -4]])}),
        (".count", (), {"n": np.int32(3), "text": np.array([b"a", b"b"])}),
        ("serve", (F([[1, 2]]),), {}),
    ]  # fmt: skip


def captured(tf):
    net = tf.Module()
    values = {"a": tf.constant([1.5, 2.5]), "b": tf.constant(7), "c": tf.constant(["x", "yz"]), "d": tf.constant(True)}
    net.f = tf.function(lambda x: (x * values["a"], values["b"] + 1, values["c"], tf.logical_not(values["d"])))
    net.g = tf.function(lambda x: x + tf.reduce_sum(values["a"]))
    net.f(F([1, 2])), net.g(F([1, 2]))
    return net, None, [("f", (F([3, 4]),), {}), ("g", (F([3, 4]),), {})]


def nested(tf):
    net = tf.Module()
    net.v = tf.Variable(2.0)
    inner = tf.function(lambda x: x * net.v + tf.constant(1.0))
    middle = tf.function(lambda x: inner(x) + inner(x * 2.0))
    net.outer = tf.function(lambda x: {"m": middle(x), "i": [inner(x), middle(inner(x))]})
    net.inner = inner
    net.outer(F([1, 2]))
    return net, None, [("outer", (F([3, 4]),), {}), ("inner", (F([3, 4]),), {})]


def control_flow(tf):
    net = tf.Module()
    net.v, net.n = tf.Variable(3.0), tf.Variable(0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def chosen(x):
        y = x
        if tf.reduce_sum(x) > 0.0:
            y = x * net.v if x[0] > 10.0 else x + net.v
        else:
            net.n.assign_add(1)
        return y * 2.0

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])
    def looped(n):
        total, i = 0, 0
        while i < n:
            if i % 3 == 0:
                i += 1
                continue
            if i > 7:
                break
            total += i * net.n
            i += 1
        return total, i

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def summed(xs):
        total = 0.0
        for x in xs:
            total += x * net.v
        for k in tf.range(3):
            net.n.assign_add(k)
        return total

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def limited(x):
        return tf.while_loop(lambda y, k: y < 100.0, lambda y, k: (y * 2.0, k + net.v), [x, 0.0], maximum_iterations=3)

    net.chosen, net.looped, net.summed, net.limited = chosen, looped, summed, limited
    return net, None, [
        ("chosen", (F([1, 2]),), {}), ("chosen", (F([-1, -2]),), {}), ("chosen", (F([11, -2]),), {}), ("n", None, {}),
        ("looped", (np.int32(5),), {}), ("looped", (np.int32(50),), {}), ("summed", (F([1, 2, 3]),), {}),
        ("n", None, {}), ("limited", (F(1),), {}), ("limited", (F(60),), {}),
    ]  # fmt: skip


def switched(tf):
    """A choice among several, for which TensorFlow has a node that is not here; a number beyond is the last."""
    net = tf.Module()
    net.v = tf.Variable(3.0)

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32), tf.TensorSpec([], tf.float32)])
    def chosen(i, x):
        return tf.switch_case(i, [lambda: x, lambda: x * net.v, lambda: -x])

    net.chosen = chosen
    return net, None, [("chosen", (np.int32(i), F(2)), {}) for i in (0, 1, 2, 7, -1)]


def first_call(tf):
    class Dense(tf.Module):
        def __init__(self, n):
            super().__init__()
            self.n, self.w = n, None

        @tf.function
        def __call__(self, x):
            if self.w is None:
                self.w = tf.Variable(tf.ones([x.shape[-1], self.n]) * 0.5, name="w")
            return x @ self.w

    class Net(tf.Module):
        def __init__(self):
            super().__init__()
            self.layers = [Dense(3), Dense(2)]

        @tf.function
        def __call__(self, x, training=False):
            for layer in self.layers:
                x = layer(x)
            return x * 2.0 if training else x

    net = Net()
    net(F([[1, 2]])), net(F([[1, 2]]), training=True)
    return net, None, [("__call__", (F([[3, 4]]),), {}), ("__call__", (F([[3, 4]]), True), {}),
                       ("__call__", (F([[3, 4]]),), {"training": True})]  # fmt: skip


def holders(tf):
    net = tf.Module()
    net.a = tf.Variable(1.0, name="same")
    net.b = tf.Variable(2.0, trainable=False, name="same")
    net.l = [net.a, [net.b, tf.Variable([3, 4])], {"k": net.a, "e": {}}]
    net.t = (net.a, tf.Variable("text"))
    net.d = {"net": tf.Module(), "empty": []}
    net.d["net"].back, net.me = net, net
    net.d["net"].f = tf.function(lambda x: x * net.a + net.b, input_signature=[tf.TensorSpec([], tf.float32)])
    return net, None, [("d.net.f", (F(3),), {}), ("l.1.1", None, {}), ("t.1", None, {}), ("d.net.back.me.b", None, {}),
                       ("l.2.k", None, {}), ("a", None, {})]  # fmt: skip


def arguments(tf):
    net = tf.Module()

    @tf.function
    def f(x, *rest, k=2, mode="add", flag=True, nothing=None, **more):
        for one in rest:
            x = x + one
        for name in sorted(more):
            x = x * more[name]
        return x + k if mode == "add" else x - k

    net.f = f
    net.g = tf.function(lambda pair, d: {"x": [pair[0] + d["a"], (pair[1] * d["b"][0],)], "none": None})
    x = F([1, 2])
    calls = [
        ("f", (x,), {}), ("f", (x, x), {"k": 3}), ("f", (x,), {"mode": "sub", "k": 1.5}), ("f", (x,), {"z": x, "y": x}),
        ("g", ((x, x), {"a": x, "b": [x]}), {}),
    ]  # fmt: skip
    for name, args, kwargs in calls:
        args = tf.nest.map_structure(lambda leaf: tf.constant(leaf) if isinstance(leaf, np.ndarray) else leaf, args)
        kwargs = {k: tf.constant(v) if isinstance(v, np.ndarray) else v for k, v in kwargs.items()}
        getattr(net, name)(*args, **kwargs)
    return net, None, calls


def ordered(tf):
    net = tf.Module()
    net.v, net.w = tf.Variable(1.0), tf.Variable([0.0, 0.0, 0.0])

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def f(x):
        before = net.v.read_value()
        net.v.assign_add(x)
        middle = net.v * 2.0
        net.v.assign(middle + before)
        net.w[1].assign(net.v)
        net.w.scatter_add(tf.IndexedSlices([5.0], [2]))
        return before, middle, net.v.read_value(), net.w.read_value()

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def g(x):
        a = f(x)
        b = f(x)
        net.v.assign_sub(1.0)
        return a, b, net.v + 0.0

    net.f, net.g = f, g
    return net, None, [("f", (F(2),), {}), ("g", (F(3),), {}), ("v", None, {}), ("w", None, {})]


def arrays(tf):
    net = tf.Module()
    net.v = tf.Variable(2.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def f(xs):
        out = tf.TensorArray(tf.float32, size=tf.shape(xs)[0])
        state = 0.0
        for i in tf.range(tf.shape(xs)[0]):
            state = state * net.v + xs[i]
            out = out.write(i, state)
        return out.stack()

    net.f = f
    net.g = tf.function(
        lambda xs: tf.map_fn(lambda x: x * net.v, xs), input_signature=[tf.TensorSpec([None, 2], tf.float32)]
    )
    return net, None, [("f", (F([1, 2, 3]),), {}), ("g", (F([[1, 2], [3, 4], [5, 6]]),), {})]


def trained(tf):
    net = tf.Module()
    net.w, net.b = tf.Variable([[1.0], [2.0]]), tf.Variable([0.5])
    spec = [tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec([None, 1], tf.float32)]

    @tf.function(input_signature=spec)
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.nn.relu(x @ net.w + net.b) - y) ** 2)
        for v, g in zip((net.w, net.b), tape.gradient(loss, [net.w, net.b]), strict=True):
            v.assign_sub(0.1 * g)
        return loss

    net.step = step
    x, y = F([[1, 2], [3, 4]]), F([[1], [2]])
    return net, None, [("step", (x, y), {}), ("step", (x, y), {}), ("w", None, {}), ("b", None, {})]


def differentiated(tf):
    """Gradients inside of functions: of loops whose turns they read again, of branches with state, of arrays."""
    net = tf.Module()
    net.v = tf.Variable(1.5)

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.int32)])
    def looped(x, n):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = x
            for _ in tf.range(n):
                y = tf.sin(y * net.v) if y > 0.2 else y + net.v.assign_add(1.0)
        return tape.gradient(y, [x, net.v]), y

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def chosen(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.exp(x * net.v) * tf.sin(x) if x > 0.0 else tf.tanh(x) * net.v.assign_add(1.0)
        return tape.gradient(y, x), y

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def arrays(xs):
        with tf.GradientTape() as tape:
            tape.watch(xs)
            out, state = tf.TensorArray(tf.float32, tf.shape(xs)[0]), 0.0
            for i in tf.range(tf.shape(xs)[0]):
                state = state * net.v + xs[i]
                out = out.write(i, state)
            y = tf.reduce_sum(out.stack() ** 2) + tf.reduce_sum(tf.map_fn(lambda x: tf.sin(x * net.v), xs))
        return tape.gradient(y, [xs, net.v])

    net.looped, net.chosen, net.arrays = looped, chosen, arrays
    return net, None, [
        ("looped", (F(0.5), np.int32(3)), {}), ("looped", (F(-2), np.int32(4)), {}),
        ("looped", (F(2), np.int32(0)), {}),
        ("chosen", (F(0.5),), {}), ("chosen", (F(-0.5),), {}), ("arrays", (F([0.1, 0.2, 0.3]),), {}), ("v", None, {}),
    ]  # fmt: skip


def many(tf):
    net = tf.Module()
    net.f = tf.function(lambda *xs: [x * 2 if i % 2 else x for i, x in enumerate(xs)])
    net.vars = [tf.Variable(tf.zeros([0, i]) + i) for i in range(3)]
    xs = [np.float64(1.5), F([[]]), np.int8([1, 2]), np.array([1 + 2j]), np.bool_(True), np.uint8(3)]
    xs[1::2] = [np.zeros([2, 0], F), np.int64([7]), np.float16([2])]
    net.f(*map(tf.constant, xs))
    return net, None, [("f", tuple(xs), {}), ("vars.2", None, {})]


def spelled(tf):
    """Ops that only one of the two has."""
    net = tf.Module()
    net.v = tf.Variable([[3.0, 1.0, 2.0], [0.0, -1.0, 5.0]])

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32), tf.TensorSpec([2], tf.int32)])
    def ordered(x, n):
        first = tf.sort(x, axis=0, direction="DESCENDING"), tf.sort(tf.cast(x, tf.int32)), tf.argsort(x, axis=0)
        return (*first, tf.repeat(x, [1, 0, 2], axis=1), tf.repeat(n, 2), tf.repeat(tf.expand_dims(n, 1), n, axis=0))

    @tf.function(input_signature=[tf.TensorSpec([2], tf.int32)])
    def gradients(i):
        with tf.GradientTape(persistent=True) as tape:
            parts = [
                tf.reduce_mean(net.v, 1, keepdims=True),
                tf.gather(net.v, i, axis=1) * 2.0,
                tf.gather(net.v, tf.expand_dims(i, 1), batch_dims=1),
                tf.repeat(net.v, [2, 1, 3], axis=1) ** 2,
                tf.concat([net.v, net.v * 3.0], 1) * 2.0,
                tf.sort(net.v, 1) * [1.0, 2.0, 3.0],
                net.v + tf.ones([4, 1, 1]),
            ]
        return [tape.gradient(part, net.v) for part in parts]

    net.ordered, net.gradients = ordered, gradients
    return net, None, [
        ("ordered", (F([[3, 1, 2], [0, -1, 5], [3, 4, 1]]), np.int32([3, 1])), {}),
        ("gradients", (np.int32([2, 0]),), {}),
    ]  # fmt: skip


def tables(tf):
    """A table of text and one of numbers; what they hold goes along."""
    net = tf.Module()
    words = tf.lookup.KeyValueTensorInitializer(["a", "b"], tf.constant([1.5, 2.5]))
    net.words = tf.lookup.StaticHashTable(words, 0.0)
    numbers = tf.lookup.KeyValueTensorInitializer(tf.constant([3, 4], tf.int64), ["three", "four"])
    net.parts = [tf.lookup.StaticHashTable(numbers, "?")]

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "text"), tf.TensorSpec([None], tf.int64, "number")])
    def find(text, number):
        return {"w": net.words.lookup(text), "n": net.parts[0].lookup(number)}

    net.find = find
    text, number = np.array([b"dog", b"b", b"a"]), np.array([4, 5, 3])
    given = {"text": text, "number": number}
    return net, None, [("find", (text, number), {}), (".serving_default", (), given)]


def changed_tables(tf):
    """Tables that are changed after they were made: their entries lie in the checkpoint."""
    net, mutable = tf.Module(), tf.lookup.experimental.MutableHashTable
    net.words, net.parts = mutable(tf.string, tf.float32, 0.0), [mutable(tf.int64, tf.string, "?")]
    net.words.insert(["a", "b"], [1.5, 2.5])
    net.parts[0].insert(tf.constant([3], tf.int64), ["three"])

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def find(text):
        return net.words.lookup(text), net.words.size(), net.parts[0].lookup(tf.constant([3, 4], tf.int64))

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string), tf.TensorSpec([None], tf.float32)])
    def put(text, values):
        net.words.insert(text, values)
        return net.words.size()

    net.find, net.put = find, put
    find_both = ("find", (np.array([b"b", b"new"]),), {})
    return net, None, [find_both, ("put", (np.array([b"new"]), F([7])), {}), find_both]


def ragged(tf):
    """Rows of different lengths among arguments and results, and in a signature."""
    net = tf.Module()

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, name="text")])
    def split(text):
        return {"first": tf.size(text), "pieces": tf.strings.split(text), "size": tf.size(text) + 1}

    net.split = split
    net.rows = tf.function(lambda x: (tf.RaggedTensor.from_row_lengths(x, [2, 0, 1]), x))
    net.rows(F([1, 2, 3]))
    net.total = tf.function(lambda rows: {"sum": tf.reduce_sum(rows, 1), "twice": [rows * 2.0]})
    net.total(tf.ragged.constant([[1.0], [2.0, 3.0]])), net.total(tf.ragged.constant([[[1.0]], [[2.0, 3.0], []]]))
    net.any = tf.function(tf.reduce_sum, input_signature=[tf.RaggedTensorSpec([None, None], tf.float32)])
    rows = tf.ragged.constant([[4.0, 5.0], []])
    text = np.array([b"a b", b"", b"c d e"])
    return net, net.split, [
        ("split", (text,), {}), ("rows", (F([4, 5, 6]),), {}), (".serving_default", (), {"text": text}),
        ("total", (rows,), {}), ("any", (rows,), {}),
    ]  # fmt: skip


def keras_layers(tf):
    """Layers that a module holds: their variables are Keras's own, around those of TensorFlow."""
    net = tf.Module()
    net.layers = tf.keras.Sequential([tf.keras.layers.Dense(2, kernel_initializer="ones"), tf.keras.layers.Dense(1)])
    net.layers(tf.ones([1, 3]))
    net.layers.layers[1].set_weights([F([[2], [3]]), F([1])])
    net.f = tf.function(lambda x: net.layers(x))
    net.f(F([[1, 2, 3]]))
    return net, None, [("f", (F([[3, 4, 5]]),), {})]


MODULES = [
    signatures, captured, nested, control_flow, switched, first_call, holders, arguments, ordered, arrays, trained,
    differentiated, many, spelled, tables, changed_tables, ragged, keras_layers,
]  # fmt: skip


def called(tf, model, calls):
    """Return what the calls give, as arrays."""

    def tensor(leaf):
        if hasattr(leaf, "nested_row_splits"):
            return tf.RaggedTensor.from_nested_row_splits(leaf.flat_values.numpy(), leaf.nested_row_splits)
        return tf.constant(leaf) if isinstance(leaf, (np.ndarray, np.generic)) else leaf

    def array(leaf):
        if hasattr(leaf, "nested_row_splits"):
            return [array(part) for part in (leaf.flat_values, *leaf.nested_row_splits)]
        return leaf if leaf is None else np.asarray(leaf)

    found = []
    for path, args, kwargs in calls:
        value = model.signatures[path[1:]] if path[0] == "." else model
        for name in path.split(".") if path[0] != "." else ():
            value = (
                value[int(name)] if name.isdigit() else value[name] if hasattr(value, "keys") else getattr(value, name)
            )
        if args is not None:
            value = value(*tf.nest.map_structure(tensor, args), **tf.nest.map_structure(tensor, kwargs))
        found.append(tf.nest.map_structure(array, value))
    return found


def all_same(flat, others):
    """Return whether two lists of arrays have the same dtypes, shapes and, but for last digits, values."""
    return len(flat) == len(others) and all(map(_same, flat, others))


def _same(one, other):
    if one is None or other is None:
        return one is other
    alike = one.dtype == other.dtype and one.shape == other.shape
    return alike and (np.array_equal(one, other) if one.dtype.kind in "OSU" else np.allclose(one, other, atol=1e-5))
