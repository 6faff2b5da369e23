"""An error of a trace shows the turned lines that led to it (*), what they called as it is (**), and what that called."""

import functools
import re


def told(label, function):
    try:
        print(label, "->", function())
    except Exception as error:
        lines = str(error).splitlines()
        shown = [re.sub(r".*, in ", "in ", line) for line in lines if line.startswith('    File "')]
        print(label, "|", type(error).__name__, "|", lines[0], "|", *shown, "|", lines[-1].strip()[:90])


def deep(x):
    raise ValueError("deep")


@tf.autograph.experimental.do_not_convert
def unturned(x):
    return deep(x)


class Thing:
    def __call__(self, x):
        return deep(x)

    def __getitem__(self, i):
        return deep(i)

    @property
    def read(self):
        return deep(1)

    def method(self, x):
        return self(x)


def numbers():
    yield 1
    deep(1)


@tf.function
def inner(x):
    return deep(x)


@tf.function
def outer(x):
    return inner(x)


@tf.function
def calls(x, what):
    if what == "unturned":
        return unturned(x)
    if what == "item":
        return Thing()[0]
    if what == "property":
        return Thing().read
    if what == "comprehension":
        return [deep(i) for i in range(3)]
    if what == "generator":
        for number in numbers():
            x += number
    if what == "map_fn":
        return tf.map_fn(deep, x)
    return tf.vectorized_map(deep, x)


rows = tf.constant([1.0, 2.0, 3.0])
for what in ("unturned", "item", "property", "comprehension", "generator", "map_fn", "vectorized_map"):
    told(what, lambda: calls(rows, what))
told("an inner function", lambda: outer(rows))
told("an object", lambda: tf.function(Thing())(rows))
told("a method", lambda: tf.function(Thing().method)(rows))
told("a partial", lambda: tf.function(functools.partial(deep))(rows))
told("asked not to be turned", lambda: tf.function(unturned)(rows))
told("autograph=False", lambda: tf.function(deep, autograph=False)(rows))


def doubled_where_large(row):
    if row > 1.5:
        return row * 2.0
    return row


class Rule:
    def __call__(self, row):
        if row > 1.5:
            return row * 3.0
        return row


print("# what is mapped is turned, outside of functions too, but not what is scanned or mapped at once")
told("map_fn", lambda: tf.map_fn(doubled_where_large, rows))
told("map_fn in a function", lambda: tf.function(lambda x: tf.map_fn(doubled_where_large, x))(rows))
told(
    "in one that is not turned", lambda: tf.function(lambda x: tf.map_fn(doubled_where_large, x), autograph=False)(rows)
)
told("an object with a branch", lambda: tf.function(Rule())(tf.constant(2.0)))
told("map_fn that raises", lambda: tf.map_fn(deep, rows))
told("foldl that raises", lambda: tf.foldl(lambda a, row: deep(row), rows))
told("vectorized_map", lambda: tf.vectorized_map(doubled_where_large, rows))
seen = []
print(tf.vectorized_map(lambda row: seen.append(repr(row)) or (row * 2.0, {"sum": row + 1.0}, None), rows))
print(seen)
told("numpy", lambda: tf.vectorized_map(lambda row: row.numpy(), rows))
told("an empty one", lambda: tf.vectorized_map(lambda row: row, tf.zeros([0, 2])))
told("one row for all", lambda: tf.vectorized_map(lambda pair: pair[0] + pair[1], (rows, tf.constant([10.0]))))
weight = tf.Variable(2.0)
with tf.GradientTape() as tape:
    tape.watch(rows)
    mapped = tf.vectorized_map(lambda row: row * row * weight, rows)
print(tape.gradient(mapped, [rows, weight]))
