"""assert_existing_objects_matched complains of objects that got no value, assert_consumed of those and of saved values nobody took."""
import os
import tempfile


def says(check):
    try:
        check()
        return "fine"
    except AssertionError:
        return "AssertionError"


path = tf.train.Checkpoint(a=tf.Variable(1.0), b=tf.Variable(2.0)).save(os.path.join(tempfile.mkdtemp(), "ck"))
for label, objects in (("same", {"a", "b"}), ("fewer", {"a"}), ("more", {"a", "b", "c"}), ("none", {"z"})):
    status = tf.train.Checkpoint(**{name: tf.Variable(0.0) for name in objects}).restore(path)
    print(label, "existing:", says(status.assert_existing_objects_matched), "consumed:", says(status.assert_consumed),
          "nontrivial:", says(status.assert_nontrivial_match))
print(says(tf.train.Checkpoint(a=tf.Variable(0.0)).restore(path).expect_partial().assert_existing_objects_matched))
