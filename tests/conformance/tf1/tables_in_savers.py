"""A Saver saves the entries of a table that can be changed, found through a collection, and restores them by name."""

import os
import tempfile

folder = tempfile.mkdtemp()


def make():
    table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1, name="words")
    return table, tf.get_variable("v", initializer=1.0)


with tf.Graph().as_default(), tf.Session() as sess:
    table, v = make()
    (saved,) = tf.get_collection(tf.GraphKeys.SAVEABLE_OBJECTS)
    print(saved.name, [spec.name for spec in saved.specs])
    sess.run(v.initializer)
    sess.run(table.insert(tf.constant(["a", "b"]), tf.constant([5, 6], tf.int64)))
    path = tf.train.Saver().save(sess, os.path.join(folder, "m"))
    print(*tf.train.list_variables(path), sep="\n")
    print(*sorted(zip(*(tf.train.load_variable(path, f"words-{part}").tolist() for part in ("keys", "values")))))
    tf.train.Saver([v]).save(sess, os.path.join(folder, "without"))
    print(*tf.train.list_variables(os.path.join(folder, "without")), sep="\n")

with tf.Graph().as_default(), tf.Session() as sess:
    table, v = make()
    found, size = table.lookup(tf.constant(["a", "b", "c"])), table.size()
    sess.run(table.insert(tf.constant(["c"]), tf.constant([7], tf.int64)))
    saver = tf.train.Saver()
    saver.restore(sess, path)
    print(sess.run([found, size, v]))
    try:
        saver.restore(sess, os.path.join(folder, "without"))
    except tf.errors.NotFoundError as error:
        print("Key words-keys not found" in str(error))

with tf.Graph().as_default(), tf.Session() as sess:
    saver = tf.train.import_meta_graph(path + ".meta")
    saver.restore(sess, path)
    print(sess.run("v:0"))

with tf.Graph().as_default():
    tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1, checkpoint=False)
    print(tf.get_collection(tf.GraphKeys.SAVEABLE_OBJECTS))
