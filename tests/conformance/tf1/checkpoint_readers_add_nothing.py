"""list_variables, load_variable and load_checkpoint read names without :0, shapes and arrays, and add no operation."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    prefix = os.path.join(folder, "m")
    tf.Variable([[1.0, 2.0]], name="b")
    tf.Variable(7, name="a/x")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.train.Saver().save(sess, prefix)
    before = len(tf.get_default_graph().get_operations())
    print(tf.train.list_variables(prefix), tf.train.list_variables(folder))
    value = tf.train.load_variable(prefix, "b")
    print(type(value).__name__, value.dtype, value.tolist(), tf.train.load_variable(folder, "a/x"))
    reader = tf.train.load_checkpoint(prefix)
    print(sorted(reader.get_variable_to_shape_map().items()))
    print({k: d.name for k, d in sorted(reader.get_variable_to_dtype_map().items())})
    print(reader.has_tensor("b"), reader.has_tensor("b:0"), reader.get_tensor("a/x"))
    print(sorted(tf.train.NewCheckpointReader(prefix).get_variable_to_shape_map()))
    print("operations added:", len(tf.get_default_graph().get_operations()) - before)
    print(tf.train.checkpoint_exists(prefix), tf.train.checkpoint_exists(prefix + "x"))
    for bad in ("none", "b:0"):
        try:
            tf.train.load_variable(prefix, bad)
        except Exception as error:
            print(type(error).__name__, bad in str(error))
