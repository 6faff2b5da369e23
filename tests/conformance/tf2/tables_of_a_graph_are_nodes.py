"""In a `tf.Graph` a lookup table is a node that each session fills; a table of eager code is refused there."""

import os
import tempfile

v1 = tf.compat.v1
K = tf.lookup.KeyValueTensorInitializer
folder = tempfile.mkdtemp()
with open(os.path.join(folder, "words.txt"), "w") as file:
    file.write("a\nb\nc\n")


def say(label, ask):
    try:
        print(label, ask())
    except Exception as error:
        print(label, type(error).__name__, [line for line in str(error).split("\n") if line.strip()][0][:120])


def nodes(graph):
    for op in graph.get_operations():
        if op.type not in ("Placeholder", "Identity"):
            print(" ", op.name, op.type, [tensor.name for tensor in op.inputs])


def from_words():
    kinds = (tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER)
    return tf.lookup.TextFileInitializer(os.path.join(folder, "words.txt"), *kinds)


with tf.Graph().as_default() as graph:
    table = tf.lookup.StaticHashTable(K(["a", "b"], [1, 2]), -1)
    found, size = table.lookup(tf.constant(["a", "x", "b"])), table.size()
    print(type(table).__name__, table.name, table.default_value.name, [op.name for op in graph.get_collection("table_initializer")])
    nodes(graph)
    with v1.Session() as session, v1.Session() as other:
        say("before", lambda: session.run(found))
        say("initialised", lambda: (session.run(v1.tables_initializer()), session.run(found).tolist(), session.run(size)))
        say("another session", lambda: other.run(found))
    words = tf.lookup.StaticHashTable(from_words(), -1)
    print([tensor.name for tensor in graph.get_collection("asset_filepaths")])
    numbers = tf.lookup.StaticVocabularyTable(K(["a", "b"], tf.constant([0, 1], tf.int64)), 2, name="numbers")
    changing = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
    insert = changing.insert(tf.constant(["k"]), tf.constant([7], tf.int64))
    later = changing.lookup(tf.constant(["k"]))
    with v1.Session() as session:
        session.run(v1.tables_initializer())
        say("words", lambda: session.run(words[tf.constant(["c", "z"])]).tolist())
        say("numbers", lambda: (session.run(numbers.lookup(tf.constant(["a", "b", "zz"]))).tolist(), session.run(numbers.size())))
        say("changing", lambda: (session.run(later).tolist(), session.run(insert), session.run(later).tolist()))

outside = tf.lookup.StaticHashTable(K(["a", "b"], [1, 2]), -1, name="mine")
with tf.Graph().as_default():
    say("a table from outside", lambda: outside.lookup(tf.constant(["a"])))
    inside = tf.lookup.StaticHashTable(K(["a", "b"], [1, 2]), -1)
    found = tf.function(lambda x: inside.lookup(x))(tf.constant(["b"]))
    with v1.Session() as session:
        say("through a function", lambda: session.run(found))
        session.run(v1.tables_initializer())
        say("through a function", lambda: session.run(found).tolist())

numbers = tf.lookup.StaticVocabularyTable(K(tf.constant([5, 6], tf.int64), tf.constant([0, 1], tf.int64)), 2)
buckets = tf.lookup.StaticVocabularyTable(None, 2)
changing = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
print(outside.name, numbers.name, buckets.name, changing.name)


@tf.function
def asks(x, i):
    changing.insert(x, tf.constant([1], tf.int64))
    changing.remove(x)
    once, again = outside.lookup(x), outside.lookup(x, name="named")
    return once, outside.size(), numbers.lookup(i), buckets.lookup(x), buckets.size(), changing.lookup(x), changing.export(), again


nodes(asks.get_concrete_function(tf.TensorSpec([1], tf.string), tf.TensorSpec([1], tf.int64)).graph)
print([value.numpy().tolist() for value in tf.nest.flatten(asks(tf.constant(["b"]), tf.constant([6], tf.int64)))])
for one in (outside, numbers, buckets, changing):
    say(type(one).__name__, lambda: one.lookup(tf.constant([1.0])))
