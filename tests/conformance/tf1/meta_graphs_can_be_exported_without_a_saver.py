"""export_meta_graph without a file gives the definition, which import_meta_graph takes; without variables there is no Saver."""
import os
import tempfile

a = tf.placeholder(tf.float32, [], name="a")
b = tf.multiply(a, 2.0, name="b")
tf.add_to_collection("outputs", b)
meta = tf.train.export_meta_graph()
print([n.name for n in meta.graph_def.node], sorted(meta.collection_def))
with tf.Graph().as_default():
    saver = tf.train.import_meta_graph(meta)
    print(saver, [t.name for t in tf.get_collection("outputs")])
    with tf.Session() as sess:
        print(sess.run("b:0", {"a:0": 4.0}))
with tempfile.TemporaryDirectory() as folder:
    v = tf.Variable(1.0, name="v")
    path = os.path.join(folder, "g.meta")
    tf.train.export_meta_graph(path, collection_list=["outputs"])
    with tf.Graph().as_default():
        tf.train.import_meta_graph(path, clear_devices=True)
        print(tf.global_variables(), [t.name for t in tf.get_collection("outputs")], "v" in [op.name for op in tf.get_default_graph().get_operations()])
    try:
        tf.train.import_meta_graph(os.path.join(folder, "none.meta"))
    except (OSError, ValueError, tf.errors.OpError) as error:
        print(type(error).__name__)
