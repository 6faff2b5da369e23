"""write_graph writes a graph definition to a file, from which another process's graph can be made."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    tf.add(tf.placeholder(tf.float32, [], name="x"), 1.0, name="y")
    path = tf.train.write_graph(tf.get_default_graph().as_graph_def(), folder, "graph.pb", as_text=False)
    print(os.path.basename(path), os.path.exists(path))
    tf.reset_default_graph()
    with tf.gfile.GFile(path, "rb") as file:
        definition = tf.GraphDef()
        definition.ParseFromString(file.read())
    tf.import_graph_def(definition, name="")
    with tf.Session() as sess:
        print(sess.run("y:0", {"x:0": 2.0}), [n.name for n in definition.node])
    print(tf.gfile.Exists(path), tf.gfile.IsDirectory(folder), tf.gfile.ListDirectory(folder))
    tf.gfile.MakeDirs(os.path.join(folder, "a", "b"))
    tf.gfile.DeleteRecursively(os.path.join(folder, "a"))
    print(os.listdir(folder))
