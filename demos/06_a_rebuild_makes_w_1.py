"""Why can a model not be restored after it was built twice?"""

import os
import tempfile

import lifetimes.tf1 as tf
from lifetimes.observe import why_alive


# %%
def build():
    return tf.Variable(0.0, name="w")


with tempfile.TemporaryDirectory() as folder:
    w = build()
    with tf.Session() as sess:
        sess.run(w.assign(5.0))
        path = tf.train.Saver().save(sess, os.path.join(folder, "model"))
    print("Saved under the name that the variable had:", tf.train.list_variables(path))

    w = build()
    print("Built again in the same graph, as a notebook cell is run twice, it is", repr(w.op.name))
    first = why_alive(tf.global_variables()[0], paths=1)
    print(f"  the first one is {first.state}: {first.owner} holds it, and with it the name 'w'")
    with tf.Session() as sess:
        try:
            tf.train.Saver().restore(sess, path)
        except tf.errors.NotFoundError as error:
            print("  restore:", next(line for line in str(error).splitlines() if "not found" in line))

    tf.reset_default_graph()
    w = build()
    print("After reset_default_graph() the name is free again:", repr(w.op.name))
    with tf.Session() as sess:
        tf.train.Saver().restore(sess, path)
        print(f"  restore: w = {sess.run(w):g}")

# %%
print("What to notice: the file knows names only, and a name depends on everything built before it.")
