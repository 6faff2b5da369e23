"""A traced function that changes a list or dictionary that it was given is refused, and what was given stays as it was."""
import collections

def told(call):
    try:
        print(call())
    except ValueError as error:
        print(type(error).__name__, error)

@tf.function
def appends(x, items):
    items.append(x)
    return x

@tf.function
def sets(x, *rest, table=None, **more):
    table["k"] = x
    return x

@tf.function
def empties(x, *rest, **more):
    rest[0].pop()
    more["z"].clear()
    return x

@tf.function
def replaces(items):
    items[0] = items[0] + 1
    return items

@tf.function
def copies(items):
    items = items + [1]
    return items

class Model:
    @tf.function
    def grow(self, items):
        items.append(1)
        return 2

@tf.function
def inner(x):
    def grow(items):
        items.append(x)
        return items
    return grow([])

Pair = collections.namedtuple("Pair", "a b")

@tf.function
def in_a_pair(pair):
    pair.a.append(1)
    return 1

given = [1]
told(lambda: appends(tf.constant(1), given))
print(given)
told(lambda: sets(1, table={}))
told(lambda: empties(1, [1], z=[2]))
told(lambda: replaces([tf.constant(1)]))
told(lambda: copies([1]))
told(lambda: Model().grow([]))
told(lambda: appends.get_concrete_function(1, []))
told(lambda: inner(1))
told(lambda: in_a_pair(Pair([], 2)))
told(lambda: tf.function(lambda table: table.pop("a"))({"a": 1.0}))
