"""A checkpoint without a graph of objects is restored by the names of variables, even where its keys look like paths."""
import tempfile; d = tempfile.mkdtemp()
v = tf.get_variable("v", initializer=[1., 2.])
s = tf.Session(); s.run(tf.global_variables_initializer())
path = tf.train.Saver({"w/.ATTRIBUTES/VARIABLE_VALUE": v}).save(s, d + "/n")
with tf.Graph().as_default(), tf.Session() as s:
    w = tf.get_variable("w", initializer=[0., 0.])
    status = tf.train.Checkpoint(w=w).restore(path)
    print(type(status).__name__)
    try: status.run_restore_ops()
    except tf.errors.NotFoundError as e: print(type(e).__name__, e.op.type)
    try: status.assert_existing_objects_matched(); print("matched")
    except AssertionError as e: print("AssertionError")
