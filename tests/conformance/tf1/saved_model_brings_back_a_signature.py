"""simple_save writes a graph with named inputs and outputs, which loader.load brings back with values and names."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    target = os.path.join(folder, "model")
    x = tf.placeholder(tf.float32, [None], name="x")
    w = tf.Variable(3.0, name="w")
    y = tf.multiply(x, w, name="y")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(w.assign(4.0))
        tf.saved_model.simple_save(sess, target, inputs={"x": x}, outputs={"y": y})
    print(os.path.isdir(target), tf.saved_model.loader.maybe_saved_model_directory(target))
    tf.reset_default_graph()
    with tf.Session(graph=tf.Graph()) as sess:
        meta = tf.saved_model.loader.load(sess, [tf.saved_model.tag_constants.SERVING], target)
        signature = meta.signature_def[tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY]
        print(signature.inputs["x"].name, signature.outputs["y"].name, [v.name for v in tf.global_variables()])
        print(sess.run(signature.outputs["y"].name, {signature.inputs["x"].name: [1.0, 2.0]}).tolist(), sess.run("w:0"))
    try:
        with tf.Session(graph=tf.Graph()) as sess:
            tf.saved_model.loader.load(sess, ["other"], target)
    except RuntimeError as error:
        print(type(error).__name__)
    try:
        with tf.Session(graph=tf.Graph()) as sess:
            tf.saved_model.simple_save(sess, target, {}, {})
    except (AssertionError, ValueError) as error:
        print(type(error).__name__)
