"""`tf.train.Checkpoint` in graphs matches values by the paths of attributes, not by names."""

import pytest

import lifetimes.tf1 as tf


def saved(sess, prefix):
    net = tf.train.Checkpoint(w=tf.Variable(1.0, name="any"), layers=[tf.Variable(2.0), tf.Variable(3.0)])
    sess.run(tf.global_variables_initializer())
    return tf.train.Checkpoint(net=net).save(prefix, session=sess)


def test_keys_are_paths(sess, prefix):
    """Lists count as attributes named by numbers."""
    names = [name for name, _ in tf.train.list_variables(saved(sess, prefix))]

    assert names == [
        "_CHECKPOINTABLE_OBJECT_GRAPH",
        *(f"{path}/.ATTRIBUTES/VARIABLE_VALUE" for path in ("net/layers/0", "net/layers/1", "net/w", "save_counter")),
    ]


def test_values_return_by_path_to_variables_of_other_names(sess, prefix):
    """What the checkpoint does not have is initialised."""
    path = saved(sess, prefix)
    w, new = tf.Variable(0.0, name="other"), tf.Variable(7.0)
    status = tf.train.Checkpoint(net=tf.train.Checkpoint(w=w), new=new).restore(path)
    status.initialize_or_restore(sess)

    assert sess.run([w, new]) == [1.0, 7.0]
    with pytest.raises(AssertionError, match="new"):
        status.assert_existing_objects_matched()
    with pytest.raises(AssertionError, match="net/layers/0"):
        status.assert_consumed()


def test_each_save_has_the_next_number(sess, prefix):
    """The counter is saved too, so a restored checkpoint goes on counting."""
    saved(sess, prefix)
    checkpoint = tf.train.Checkpoint(net=tf.Variable(1.0, name="v"))
    sess.run(tf.global_variables_initializer())
    checkpoint.restore(f"{prefix}-1").run_restore_ops(sess)

    assert checkpoint.save(prefix, session=sess) == f"{prefix}-2"
    assert tf.train.latest_checkpoint(prefix.rpartition("/")[0]) == f"{prefix}-2"


def test_a_variable_under_two_names_is_saved_once(sess, prefix):
    """Under the nearest path, and restored where either path leads to it."""
    w = tf.Variable(1.0)
    shared = tf.train.Checkpoint(a=w, b=tf.train.Checkpoint(c=w))
    sess.run(w.initializer)
    path = shared.save(prefix, session=sess)
    sess.run(w.assign(5.0))
    shared.restore(path).assert_consumed().run_restore_ops(sess)

    assert [name for name, _ in tf.train.list_variables(path) if name[0] not in "_s"] == [
        "a/.ATTRIBUTES/VARIABLE_VALUE"
    ]
    assert sess.run(w) == 1.0


def test_objects_that_lead_to_each_other_are_saved(sess, prefix):
    """Each is met once."""
    parent = tf.train.Checkpoint(w=tf.Variable(2.0))
    parent.child = tf.train.Checkpoint(parent=parent, v=tf.Variable(3.0))
    sess.run(tf.global_variables_initializer())

    assert dict(tf.train.list_variables(parent.save(prefix, session=sess))).keys() >= {
        "w/.ATTRIBUTES/VARIABLE_VALUE", "child/v/.ATTRIBUTES/VARIABLE_VALUE",
    }  # fmt: skip


def test_saving_again_adds_nothing_to_the_graph(sess, prefix):
    """The operations are made at the first saving."""
    checkpoint = tf.train.Checkpoint(w=tf.Variable(1.0))
    sess.run(tf.global_variables_initializer())
    checkpoint.write(prefix, session=sess)
    before = len(tf.get_default_graph().get_operations())
    checkpoint.write(prefix, session=sess)

    assert len(tf.get_default_graph().get_operations()) == before
