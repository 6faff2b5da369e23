"""What is a saved value matched by?"""

import os
import tempfile

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

# %%
with tempfile.TemporaryDirectory() as folder:
    w = tf1.Variable(5.0, name="alpha")
    with tf1.Session() as sess:
        sess.run(w.initializer)
        path = tf1.train.Saver().save(sess, os.path.join(folder, "by_name"))
    print("TensorFlow 1 saves by name:", [name for name, _ in tf1.train.list_variables(path)])
    tf1.reset_default_graph()
    w = tf1.Variable(0.0, name="renamed")
    with tf1.Session() as sess:
        try:
            tf1.train.Saver().restore(sess, path)
        except tf1.errors.NotFoundError:
            print("  renamed to 'renamed', it is not found in the file")

    net = tf2.Module()
    net.weight = tf2.Variable(5.0, name="alpha")
    path = tf2.train.Checkpoint(model=net).write(os.path.join(folder, "by_path"))
    keys = [key for key, _ in tf2.train.list_variables(path) if "VARIABLE" in key]
    print("TensorFlow 2 saves by the path of attributes:", keys)
    other = tf2.Module()
    other.weight = tf2.Variable(0.0, name="renamed")
    tf2.train.Checkpoint(model=other).read(path).assert_existing_objects_matched()
    print(f"  renamed to {other.weight.name!r}, at the same attribute, it is restored to {other.weight.numpy():g}")

# %%
print("What to notice: a name is a key in one world, and a label that nobody reads in the other.")
