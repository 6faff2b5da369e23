"""Files of a saved model that have one name and differ are kept beside each other; only a constant text names a file."""
import os
import shutil
import tempfile

folder = tempfile.mkdtemp()
paths = []
for part, words in (("a", "x\ny\n"), ("b", "p\nx\n"), ("c", "x\ny\n")):
    os.makedirs(os.path.join(folder, part))
    paths.append(os.path.join(folder, part, "words.txt"))
    with open(paths[-1], "w") as file:
        file.write(words)


def table_of(path):
    whole, number = tf.lookup.TextFileIndex.WHOLE_LINE, tf.lookup.TextFileIndex.LINE_NUMBER
    return tf.lookup.StaticHashTable(tf.lookup.TextFileInitializer(path, tf.string, whole, tf.int64, number), -1)


with tf.Graph().as_default(), tf.Session() as sess:
    asked = tf.placeholder(tf.string, [None], name="asked")
    found = tf.stack([table_of(path).lookup(asked) for path in [*paths, paths[1]]], name="found")
    builder = tf.saved_model.Builder(os.path.join(folder, "model"))
    files = tf.get_collection(tf.GraphKeys.ASSET_FILEPATHS)
    builder.add_meta_graph_and_variables(sess, ["serve"], assets_collection=files, main_op=tf.tables_initializer())
    builder.save()
for part in "abc":
    shutil.rmtree(os.path.join(folder, part))
for name in sorted(os.listdir(os.path.join(folder, "model", "assets"))):
    with open(os.path.join(folder, "model", "assets", name)) as file:
        print(name, file.read().split())
with tf.Graph().as_default(), tf.Session() as sess:
    tf.saved_model.load(sess, ["serve"], os.path.join(folder, "model"))
    print(sess.run("found:0", {"asked:0": ["x", "p", "y"]}).tolist())

for number, wrong in enumerate((lambda: "words.txt", lambda: tf.placeholder(tf.string), lambda: tf.constant(["a", "b"]))):
    with tf.Graph().as_default(), tf.Session() as sess:
        builder = tf.saved_model.Builder(os.path.join(folder, str(number)))
        v = tf.Variable(1.0)
        sess.run(v.initializer)
        try:
            builder.add_meta_graph_and_variables(sess, ["serve"], assets_collection=[wrong()])
        except TypeError as error:
            print(error)
