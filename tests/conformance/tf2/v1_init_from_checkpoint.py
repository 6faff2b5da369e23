"""init_from_checkpoint makes the initialisers of a graph's variables read the checkpoint."""
import os
import tempfile

v1, path = tf.compat.v1, os.path.join(tempfile.mkdtemp(), "model")
with tf.Graph().as_default(), v1.Session() as session:
    v1.get_variable("old/a", initializer=3.0)
    session.run(v1.global_variables_initializer())
    v1.train.Saver().save(session, path)
with tf.Graph().as_default(), v1.Session() as session:
    a = v1.get_variable("new/a", initializer=0.0)
    v1.train.init_from_checkpoint(path, assignment_map={"old/": "new/"})
    session.run(v1.global_variables_initializer())
    print(session.run(a))
