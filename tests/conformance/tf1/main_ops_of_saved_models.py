"""A graph has one main op, under the older name too; a saved model is written as bytes or as text, not as both."""

import os
import tempfile

folder = tempfile.mkdtemp()
with tf.Graph().as_default() as graph, tf.Session() as sess:
    v = tf.get_variable("v", initializer=1.0)
    count = tf.group(v.assign(5.0), name="count")
    sess.run(v.initializer)
    builder = tf.saved_model.builder.SavedModelBuilder(os.path.join(folder, "m"))
    builder.add_meta_graph_and_variables(sess, ["serve"], legacy_init_op=count)
    print([operation.name for operation in tf.get_collection("saved_model_main_op")], tf.get_collection("legacy_init_op"))
    try:
        builder.add_meta_graph(["again"], main_op=count)
    except ValueError as error:
        print(error)
    path = builder.save(as_text=True)
    print(os.path.basename(path), sorted(os.listdir(os.path.dirname(path))))

with tf.Graph().as_default(), tf.Session() as sess:
    tf.saved_model.loader.load(sess, ["serve"], os.path.join(folder, "m"))
    print(sess.run("v:0"))
