"""A meta graph carries nodes, collections and the saver; values come from the checkpoint."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

import os
import tempfile

folder = tempfile.mkdtemp()
x = tf.placeholder(tf.float32, [None], name="x")
with tf.variable_scope("net"):
    w = tf.get_variable("w", [2], initializer=tf.constant_initializer(3.0))
    b = tf.get_variable("b", [], initializer=tf.zeros_initializer(), trainable=False)
y = tf.add(x * w[0], b, name="y")
tf.add_to_collection("outputs", y)
tf.add_to_collection("mine", 3)
tf.add_to_collection("words", "text")
chosen = tf.cond(x[0] > 0.0, lambda: y * 2.0, lambda: y, name="choice")
saver = tf.train.Saver(max_to_keep=2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(tf.assign_add(b, 1.0))
        path = saver.save(sess, os.path.join(folder, "model"), global_step=step)
print(os.path.basename(path), [os.path.basename(p) for p in saver.last_checkpoints], sorted(f for f in os.listdir(folder) if f.endswith("meta")))
print(os.path.basename(tf.train.latest_checkpoint(folder)), sorted(tf.train.list_variables(path)))
tf.reset_default_graph()
imported = tf.train.import_meta_graph(path + ".meta")
graph = tf.get_default_graph()
print([key for key in sorted(graph.get_all_collection_keys()) if "context" not in key], [v.name for v in tf.trainable_variables()], tf.get_collection("mine"), tf.get_collection("words"))
with tf.Session() as sess:
    imported.restore(sess, path)
    print(sess.run("y:0", {"x:0": [1.0, 2.0]}).tolist(), sess.run(tf.get_collection("outputs")[0], {"x:0": [0.0]}).tolist(), sess.run("choice/Merge:0", {"x:0": [1.0]}).tolist())
    print(first(lambda: tf.train.Saver({"other": tf.global_variables()[0]}).restore(sess, path))[:120])
    print(first(lambda: imported.restore(sess, os.path.join(folder, "none"))).replace(folder, "")[:120], first(lambda: imported.restore(sess, None)))
tf.reset_default_graph()
again = tf.train.import_meta_graph(path + ".meta", import_scope="scope")
print([v.name for v in tf.global_variables()], tf.get_collection("outputs")[0].name, first(lambda: tf.train.import_meta_graph("nothing.meta")))
tf.reset_default_graph()
partial = tf.get_variable("net/w", [2])
renamed = tf.get_variable("renamed", [])
with tf.Session() as sess:
    tf.train.Saver([partial]).restore(sess, path)
    tf.train.Saver({"net/b": renamed}).restore(sess, path)
    print(sess.run([partial, renamed])[1])
    print(first(lambda: tf.train.Saver({"net/w": tf.get_variable("shape", [5])}).restore(sess, path))[:150])
tf.reset_default_graph()
print(first(lambda: tf.train.Saver()), first(lambda: tf.train.Saver([3])))
graph_def = tf.GraphDef()
with tf.Graph().as_default() as g:
    a = tf.placeholder(tf.float32, [], name="a")
    tf.identity(a * 2.0, name="out")
    graph_def = g.as_graph_def()
(out,) = tf.import_graph_def(graph_def, {"a": tf.constant(4.0)}, ["out:0"], name="imp")
with tf.Session() as sess:
    print(out.name, sess.run(out), [n.name for n in graph_def.node], first(lambda: tf.import_graph_def(graph_def, return_elements=["nothing:0"])))
