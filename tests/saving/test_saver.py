"""What a Saver keeps, deletes and remembers."""

import os
import time

import numpy as np
import pytest

import lifetimes.tf1 as tf


@pytest.fixture
def v(sess):
    variable = tf.Variable([1.0, 2.0], name="v")
    sess.run(variable.initializer)
    return variable


def steps(folder):
    return sorted(int(name[6:-6]) for name in os.listdir(folder) if name.endswith(".index"))


def test_values_of_every_dtype_survive(sess, prefix):
    """Bits are kept: infinities, empty arrays, text and booleans."""
    values = [
        np.array([np.inf, -0.0, np.nan], np.float32), np.zeros((0, 3), np.float64), np.array([True, False]),
        np.array([2**63 - 1]), np.array([1 + 2j], np.complex64), np.array([b"a", b"\xff\x00"], object), np.uint8(200),
    ]  # fmt: skip
    variables = [tf.Variable(value, name=f"v{i}") for i, value in enumerate(values)]
    sess.run(tf.global_variables_initializer())
    path = tf.train.Saver(variables).save(sess, prefix)

    for i, value in enumerate(values):
        found = tf.train.load_variable(path, f"v{i}")
        np.testing.assert_array_equal(found, value)
        assert np.asarray(found).dtype == np.asarray(value).dtype


def test_the_oldest_beyond_max_to_keep_are_deleted_with_their_meta_graphs(sess, v, tmp_path, prefix):
    """`max_to_keep=2`."""
    saver = tf.train.Saver(max_to_keep=2)
    for step in range(5):
        saver.save(sess, prefix, global_step=step)

    assert steps(tmp_path) == [3, 4]
    assert sorted(n for n in os.listdir(tmp_path) if n.endswith("meta")) == ["model-3.meta", "model-4.meta"]
    assert [os.path.basename(path) for path in saver.last_checkpoints] == ["model-3", "model-4"]


def test_one_checkpoint_is_kept_for_every_n_hours(sess, v, tmp_path, prefix, monkeypatch):
    """The first that would be deleted after each span of time stays for good."""
    now = [1000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    saver = tf.train.Saver(max_to_keep=1, keep_checkpoint_every_n_hours=2)
    for step in range(12):
        now[0] += 1800.0
        saver.save(sess, prefix, global_step=step)

    assert steps(tmp_path) == [4, 8, 11]


def test_the_state_is_text_in_tensorflows_form(sess, v, tmp_path, prefix):
    """The file `checkpoint` can be read and edited."""
    saver = tf.train.Saver()
    for step in (1, 2):
        saver.save(sess, prefix, global_step=step)

    assert (tmp_path / "checkpoint").read_text() == (
        f'model_checkpoint_path: "{prefix}-2"\n'
        f'all_model_checkpoint_paths: "{prefix}-1"\n'
        f'all_model_checkpoint_paths: "{prefix}-2"\n'
    )


def test_relative_paths_let_the_folder_move(sess, v, tmp_path, prefix):
    """`save_relative_paths=True`."""
    (tmp_path / "old").mkdir()
    tf.train.Saver(save_relative_paths=True).save(sess, str(tmp_path / "old" / "m"))
    (tmp_path / "old").rename(tmp_path / "new")

    assert tf.train.latest_checkpoint(str(tmp_path / "new")) == str(tmp_path / "new" / "m")


def test_a_new_saver_takes_over_the_files_of_an_earlier_one(sess, v, tmp_path, prefix):
    """`recover_last_checkpoints` counts them among those to be deleted in time."""
    first = tf.train.Saver(max_to_keep=2)
    for step in (1, 2):
        first.save(sess, prefix, global_step=step)
    second = tf.train.Saver(max_to_keep=2)
    second.recover_last_checkpoints([*first.last_checkpoints, f"{prefix}-99"])
    second.save(sess, prefix, global_step=3)

    assert steps(tmp_path) == [2, 3]


def test_a_saver_runs_by_the_names_of_its_operations(sess, v, prefix):
    """Its handle is not needed: the graph owns what it made."""
    tf.train.Saver()
    assert sess.run("save/control_dependency:0", {"save/Const:0": prefix}) == prefix.encode()
    sess.run(v.assign([7.0, 7.0]))
    sess.run("save/restore_all", {"save/Const:0": prefix})

    assert sess.run(v).tolist() == [1.0, 2.0]


def test_a_saver_comes_back_from_its_names(sess, v, prefix):
    """`to_proto` and `from_proto`."""
    path = tf.train.Saver(name="mine").save(sess, prefix)
    again = tf.train.Saver.from_proto(tf.train.import_meta_graph(path + ".meta", import_scope="copy").to_proto())
    again.restore(sess, path)

    assert again.saver_def.restore_op_name == "copy/mine/restore_all"
    assert sess.run("copy/v:0").tolist() == [1.0, 2.0]


def test_variables_are_initialised_from_a_checkpoint(sess, v, prefix):
    """`init_from_checkpoint` replaces initialisers and reads nothing before they run."""
    path = tf.train.Saver().save(sess, prefix)
    other = tf.get_variable("other", [2])
    before = sess.run(tf.report_uninitialized_variables()).tolist()
    tf.train.init_from_checkpoint(path, {"v": "other"})
    sess.run(other.initializer)

    assert before == [b"other"]
    assert sess.run(other).tolist() == [1.0, 2.0]


def test_a_shape_that_does_not_fit_is_refused_when_it_is_restored(sess, v, prefix):
    """And the variable keeps its value."""
    path = tf.train.Saver().save(sess, prefix)
    larger = tf.Variable([0.0] * 3)
    sess.run(larger.initializer)
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"lhs shape= \[3\] rhs shape= \[2\]"):
        tf.train.Saver({"v": larger}).restore(sess, path)

    assert sess.run(larger).tolist() == [0.0] * 3
