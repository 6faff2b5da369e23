"""Can variables come back when the code that made them is gone?"""

import os
import tempfile

import lifetimes.tf1 as tf
from lifetimes.observe import why_alive


# %%
def train_and_save(folder):
    """Build, train a little, save; no name survives this function."""
    x = tf.placeholder(tf.float32, [], name="x")
    w = tf.Variable(2.0, name="model/w")
    tf.add_to_collection("answers", tf.multiply(x, w, name="y"))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(w.assign(21.0))
        return tf.train.Saver().save(sess, os.path.join(folder, "model"))


# %%
with tempfile.TemporaryDirectory() as folder:
    path = train_and_save(folder)
    del train_and_save
    tf.reset_default_graph()
    print("The function is deleted and the graph reset:", tf.global_variables())

    saver = tf.train.import_meta_graph(path + ".meta")
    print("import_meta_graph brings back graph, variables and collections from the file:")
    print("  variables:", [v.name for v in tf.global_variables()])
    print("  answers:", [t.name for t in tf.get_collection("answers")])
    why = why_alive(tf.global_variables()[0], paths=1)
    print(f"  the variable is {why.state}: no name of the program ever reached it, {why.owner} holds it")
    with tf.Session() as sess:
        saver.restore(sess, path)
        print(f"  y of x=2 is {sess.run('y:0', {'x:0': 2.0}):g}, by names alone")

# %%
print("What to notice: the graph, not the code, was the program; whoever knows the names can run it.")
