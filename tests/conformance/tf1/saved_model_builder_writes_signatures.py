"""SavedModelBuilder writes a graph under tags with signatures built by hand."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    target = os.path.join(folder, "export", "1")
    x = tf.placeholder(tf.float32, [None, 2], name="inputs")
    w = tf.get_variable("w", initializer=[[1.0], [10.0]])
    scores = tf.matmul(x, w, name="scores")
    builder = tf.saved_model.builder.SavedModelBuilder(target)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        signature = tf.saved_model.signature_def_utils.build_signature_def(
            inputs={"x": tf.saved_model.utils.build_tensor_info(x)}, outputs={"scores": tf.saved_model.utils.build_tensor_info(scores)},
            method_name=tf.saved_model.signature_constants.PREDICT_METHOD_NAME)
        builder.add_meta_graph_and_variables(sess, [tf.saved_model.tag_constants.SERVING], signature_def_map={"predict": signature})
        builder.save()
    print(sorted(n for n in os.listdir(os.path.join(folder, "export"))))
    with tf.Session(graph=tf.Graph()) as sess:
        meta = tf.saved_model.load(sess, ["serve"], target) if hasattr(tf.saved_model, "load") else None
        info = meta.signature_def["predict"]
        print(sorted(info.inputs), sorted(info.outputs), info.method_name, info.inputs["x"].dtype == tf.float32.as_datatype_enum)
        print(sess.run(info.outputs["scores"].name, {info.inputs["x"].name: [[1.0, 2.0]]}).tolist(), [v.name for v in tf.trainable_variables()])
