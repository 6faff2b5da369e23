"""A lookup table belongs to the object that made it; a trace that looks things up keeps the table, not the object."""

import gc
import os
import tempfile
import weakref



def said(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0].split("}} ")[-1].split(" [Op")[0])


keys = tf.constant(["apple", "pear"])
table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, tf.constant([1, 2])), default_value=-1)
print(table.lookup(tf.constant(["pear", "plum"])), table[tf.constant("apple")], table.size())
print(table.key_dtype, table.value_dtype, table.default_value, table.name)
print(sorted(zip(*[part.numpy().tolist() for part in table.export()])))
said(lambda: table.lookup(tf.constant([1])))
said(lambda: table.lookup("pear"))
said(lambda: table.lookup([["pear"], ["x"]]))
said(lambda: table.lookup(tf.ragged.constant([["pear"], ["x", "apple"]])))

words = tf.lookup.StaticHashTable(
    tf.lookup.KeyValueTensorInitializer([1, 2], ["one", "two"], key_dtype=tf.int64, value_dtype=tf.string), "many"
)
said(lambda: words.lookup(tf.constant([2, 5], tf.int64)))
said(lambda: words.lookup(tf.constant([2, 5])))
said(lambda: tf.lookup.KeyValueTensorInitializer([1, 2], ["one"]).key_dtype)
said(lambda: tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer([1, 2], ["one"]), ""))
said(lambda: tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer([1, 1], [2, 3]), 0))
said(lambda: tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer([1, 1], [2, 2]), 0).size())
said(lambda: tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer([1, 2], [2, 2]), "x"))


def looks_up():
    made = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer([1, 2], [10, 20]), 0)
    return tf.function(lambda x: made.lookup(x)), weakref.ref(made)


function, known = looks_up()
print(function(tf.constant([2, 3])), known() is not None)
del function
gc.collect()
print(known() is None)


class Model(tf.Module):
    def __init__(self):
        self.table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer([1], [10]), 0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
    def __call__(self, x):
        return self.table.lookup(x)


model = Model()
print(model([1, 2]), len(model.variables), len(model.submodules))

counts = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, default_value=0)
counts.insert(tf.constant(["a", "b"]), tf.constant([1, 2], tf.int64))
counts.insert("a", tf.constant(5, tf.int64))
print(counts.lookup(tf.constant(["a", "b", "c"])), counts.size())
counts.remove(tf.constant(["a"]))
print([part.numpy().tolist() for part in counts.export()], counts[tf.constant("a")])


@tf.function
def count(word):
    counts.insert(word, counts.lookup(word) + 1)
    return counts.lookup(word)


print(count(tf.constant("b")), count(tf.constant("b")), counts.lookup(tf.constant("b")))

home = os.getcwd()
os.chdir(tempfile.mkdtemp())
with open("vocabulary.txt", "w") as file:
    file.write("red 3\ngreen 4\n")
lines = tf.lookup.TextFileInitializer(
    "vocabulary.txt", tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER
)
print(tf.lookup.StaticHashTable(lines, -1).lookup(tf.constant(["green 4", "blue"])))
columns = tf.lookup.TextFileInitializer("vocabulary.txt", tf.string, 0, tf.int64, 1, delimiter=" ")
print(tf.lookup.StaticHashTable(columns, -1).lookup(tf.constant(["green", "blue"])))
said(lambda: tf.lookup.StaticHashTable(tf.lookup.TextFileInitializer("no.txt", tf.string, -2, tf.int64, -1), -1))
vocabulary = tf.lookup.StaticVocabularyTable(columns, 1)
print(vocabulary.lookup(tf.constant(["green", "blue"])), vocabulary.size())

tf.io.write_file("folder/note.txt", "first\nsecond")
print(tf.io.read_file("folder/note.txt"))
print(tf.function(tf.io.read_file)("folder/note.txt"))
said(lambda: tf.io.read_file("nowhere.txt"))
said(lambda: tf.io.write_file(["a", "b"], "x"))
print(tf.io.matching_files("folder/*"))
os.chdir(home)
