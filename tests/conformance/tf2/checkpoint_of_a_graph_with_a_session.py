"""Inside a tf.Graph a Checkpoint takes its values from the session, under the same paths, and keeps its counter."""

import os
import tempfile

tf1 = tf.compat.v1
os.chdir(tempfile.mkdtemp())


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


with tf.Graph().as_default():
    a = tf1.get_variable("a", shape=[], initializer=tf1.constant_initializer(1))
    b = tf1.get_variable("b", shape=[], initializer=tf1.constant_initializer(2))
    module = tf.Module()
    module.w = tf1.get_variable("w", [2], initializer=tf1.ones_initializer())
    with tf1.Session() as session:
        session.run(tf1.global_variables_initializer())
        checkpoint = tf.train.Checkpoint(unscoped=[a, b], module=module)
        print([v.name for v in tf1.global_variables()])
        path = checkpoint.save("model")
        print(path, tf.train.latest_checkpoint("."))
        print(sorted(tf.train.list_variables(path)))
        print([v.name for v in tf1.global_variables()], session.run(checkpoint.save_counter))
        session.run(a.assign(5.0))
        print(checkpoint.save("model"), tf.train.latest_checkpoint("."))
        status = checkpoint.restore(path)
        print(type(status).__name__, session.run([a, checkpoint.save_counter]))
        status.assert_consumed().run_restore_ops()
        print(session.run([a, b, module.w, checkpoint.save_counter]))
        print(checkpoint.write("alone"))
        session.run(a.assign(7.0))
        checkpoint.read("alone").run_restore_ops()
        print(session.run(a), type(checkpoint.restore(None)).__name__)
        attempt(lambda: checkpoint.restore("nowhere"))
        manager = tf.train.CheckpointManager(checkpoint, "managed", max_to_keep=2)
        print(manager.save(), manager.latest_checkpoint)

with tf.Graph().as_default():
    c = tf1.get_variable("c", shape=[], initializer=tf1.zeros_initializer())
    other = tf.train.Checkpoint(unscoped=[c])
    attempt(lambda: other.save("outside"))
    status = other.restore(path)
    attempt(status.run_restore_ops)
    with tf1.Session() as session:
        status.initialize_or_restore()
        print(session.run(c))
        attempt(status.assert_consumed)

# What a session saved restores where code runs eagerly, with the checkpoint of the old world too.
w = tf.Variable([0.0, 0.0])
old = tf1.train.Checkpoint(module=tf1.train.Checkpoint(w=w))
old.restore(path).expect_partial()
print(w.numpy())
print(old.save("eager"), sorted(tf.train.list_variables("eager-2")))


@tf.function(autograph=False)
def saves():
    other.save("function")


attempt(saves)
