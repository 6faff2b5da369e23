"""A table from a file names it in a constant among the assets: a saved model copies the file, and reads its own copy."""
import os
import tempfile

folder = tempfile.mkdtemp()
words = os.path.join(folder, "words.txt")
with open(words, "w") as file:
    file.write("a\nb\nc\n")
index = tf.lookup.TextFileIndex


def build():
    start = tf.lookup.TextFileInitializer(words, tf.string, index.WHOLE_LINE, tf.int64, index.LINE_NUMBER, value_index_offset=5)
    table = tf.lookup.StaticHashTable(start, -1)
    back = tf.lookup.TextFileInitializer(words, tf.int64, index.LINE_NUMBER, tf.string, index.WHOLE_LINE, vocab_size=2)
    names = tf.lookup.StaticHashTable(back, "?", name="names")
    query = tf.placeholder(tf.string, [None], "query")
    found = tf.identity(table.lookup(query), "found")
    return query, found, names.lookup(tf.constant([0, 1, 2], tf.int64))


with tf.Graph().as_default(), tf.Session() as sess:
    query, found, names = build()
    print([t.name for t in tf.get_collection("asset_filepaths")], [o.name for o in tf.get_collection("table_initializer")])
    try:
        sess.run(names)
    except tf.errors.FailedPreconditionError as error:
        print(type(error).__name__, error.op.type)
    sess.run(tf.tables_initializer())
    print(sess.run([found, names], {query: ["b", "z"]}))
    tf.saved_model.simple_save(sess, folder + "/m", {"q": query}, {"f": found}, legacy_init_op=tf.tables_initializer())
print(sorted(os.listdir(folder + "/m")), sorted(os.listdir(folder + "/m/assets")))
os.remove(words)
with tf.Graph().as_default(), tf.Session() as sess:
    loaded = tf.saved_model.load(sess, ["serve"], folder + "/m")
    print(sess.run("found:0", {"query:0": ["a", "b", "z"]}))
    print(sorted(loaded.collection_def), [t.name for t in tf.get_collection("asset_filepaths")])

# A file that is missing is found out when the table is filled, and one that a placeholder names is no asset.
with tf.Graph().as_default(), tf.Session() as sess:
    build()
    try:
        sess.run(tf.tables_initializer())
    except tf.errors.NotFoundError as error:
        print(type(error).__name__)
with tf.Graph().as_default(), tf.Session() as sess:
    path = tf.placeholder(tf.string, [])
    start = tf.lookup.TextFileInitializer(path, tf.string, index.WHOLE_LINE, tf.int64, index.LINE_NUMBER)
    table = tf.lookup.StaticHashTable(start, -1)
    print(tf.get_collection("asset_filepaths"))
    sess.run(table.initializer, {path: folder + "/m/assets/words.txt"})
    print(sess.run(table.lookup(tf.constant(["c", "d"]))), sess.run(table.size()))
