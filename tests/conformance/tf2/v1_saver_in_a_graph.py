"""compat.v1.train.Saver saves by variable name inside a graph, and tf.train.load_checkpoint reads what it wrote."""
import os
import tempfile

v1, path = tf.compat.v1, os.path.join(tempfile.mkdtemp(), "model")
with tf.Graph().as_default(), v1.Session() as session:
    a = v1.get_variable("scope/a", initializer=1.0)
    b = v1.get_variable("b", initializer=[1, 2])
    session.run(v1.global_variables_initializer())
    session.run(a.assign(7.0))
    print(os.path.basename(v1.train.Saver().save(session, path, global_step=3)))
with tf.Graph().as_default(), v1.Session() as session:
    a = v1.get_variable("scope/a", initializer=0.0)
    v1.train.Saver(var_list=[a]).restore(session, path + "-3")
    print(session.run(a))
    renamed = v1.get_variable("renamed", initializer=[0, 0])
    v1.train.Saver({"b": renamed}).restore(session, path + "-3")
    print(session.run(renamed))
    missing = v1.get_variable("missing", initializer=0.0)
    try:
        v1.train.Saver([missing]).restore(session, path + "-3")
    except tf.errors.NotFoundError as error:
        print(type(error).__name__)
print(tf.train.list_variables(path + "-3"))
reader = tf.train.load_checkpoint(path + "-3")
print(reader.get_tensor("scope/a"), sorted(reader.get_variable_to_shape_map().items()), tf.train.load_variable(path + "-3", "b"))
print(sorted(reader.get_variable_to_dtype_map()), reader.has_tensor("zzz"))
