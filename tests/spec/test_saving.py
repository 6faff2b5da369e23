"""How is saved state matched?"""

import gc
import weakref

import numpy as np
import pytest
from proofs import chain, counted


class TestTF1:
    """By variable name."""

    @pytest.mark.library
    def test_saved_state_is_matched_by_name(self, tf, tmp_path):
        """In another graph, made by other code. Source: `python/training/saver.py`, `Saver`."""
        v = tf.Variable([1.0, 2.0], name="w")
        with tf.Session() as session:
            session.run(v.initializer)
            path = tf.train.Saver().save(session, str(tmp_path / "m"))
        with tf.Graph().as_default():
            other = tf.Variable([0.0, 0.0], name="w")
            with tf.Session() as session:
                tf.train.Saver().restore(session, path)

                assert session.run(other).tolist() == [1.0, 2.0]

    @pytest.mark.library
    def test_saved_state_of_another_name_is_not_found(self, tf, tmp_path):
        """The same attribute of the same object says nothing. Source: `python/training/saver.py`, `restore`."""
        v = tf.Variable(1.0, name="w")
        with tf.Session() as session:
            session.run(v.initializer)
            path = tf.train.Saver().save(session, str(tmp_path / "m"))
        with tf.Graph().as_default():
            tf.Variable(1.0, name="renamed")
            with tf.Session() as session, pytest.raises(tf.errors.NotFoundError, match="renamed not found"):
                tf.train.Saver().restore(session, path)

    @pytest.mark.library
    def test_saved_state_brings_back_what_the_code_has_lost(self, tf, tmp_path):
        """A meta graph has the variables themselves. Source: `python/training/saver.py`, `import_meta_graph`."""
        tf.Variable(7.0, name="w")
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            path = tf.train.Saver().save(session, str(tmp_path / "m"))
        tf.reset_default_graph()
        saver = tf.train.import_meta_graph(path + ".meta")
        with tf.Session() as session:
            saver.restore(session, path)

            assert session.run("w:0") == 7.0
            assert [v.name for v in tf.global_variables()] == ["w:0"]

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_saver_dies_and_leaves_its_operations(self, tf, tmp_path):
        """They run by name. Source: `python/training/saver.py`, `_build_internal`."""
        v = tf.Variable(3.0, name="w")
        saver = tf.train.Saver()
        kind, lost = type(saver), weakref.ref(saver)
        assert counted(kind) == 1
        del saver
        gc.collect()

        assert lost() is None
        assert counted(kind) == 0
        with tf.Session() as session:
            session.run(v.initializer)
            session.run("save/control_dependency", {"save/Const:0": str(tmp_path / "m")})
        assert tf.train.load_variable(str(tmp_path / "m"), "w") == 3.0

    @pytest.mark.library
    def test_a_saver_knows_only_what_was_there(self, tf, tmp_path):
        """It takes the collection when it is made. Source: `python/training/saver.py`, `Saver`."""
        tf.Variable(1.0, name="early")
        saver = tf.train.Saver()
        tf.Variable(1.0, name="late")
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            path = saver.save(session, str(tmp_path / "m"))

        assert tf.train.list_variables(path) == [("early", [])]

    @pytest.mark.library
    def test_a_map_of_names_says_what_is_stored_as_what(self, tf, tmp_path):
        """One stored value may go to several variables. Source: `python/training/saver.py`, `Saver`."""
        v = tf.Variable(3.0, name="v")
        w = tf.Variable(0.0, name="w")
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            path = tf.train.Saver({"stored/as": v}).save(session, str(tmp_path / "m"))
            tf.train.Saver({"stored/as": w}).restore(session, path)

            assert session.run(w) == 3.0

    @pytest.mark.library
    @pytest.mark.surprising
    def test_building_again_without_a_reset_makes_names_that_no_file_has(self, tf, tmp_path):
        """`w_1` is another name. Source: `python/training/saver.py`, `restore`."""

        def build():
            return tf.Variable(1.0, name="w")

        with tf.Session() as session:
            session.run(build().initializer)
            path = tf.train.Saver().save(session, str(tmp_path / "m"))
        again = build()
        with tf.Session() as session, pytest.raises(tf.errors.NotFoundError, match="w_1"):
            tf.train.Saver([again]).restore(session, path)

    @pytest.mark.library
    def test_only_the_last_files_are_kept(self, tf, tmp_path):
        """`max_to_keep`, five unless told. Source: `python/training/saver.py`, `Saver`."""
        v = tf.Variable(1.0)
        saver = tf.train.Saver(max_to_keep=2)
        with tf.Session() as session:
            session.run(v.initializer)
            for step in range(4):
                saver.save(session, str(tmp_path / "m"), global_step=step)

        assert sorted(p.name for p in tmp_path.glob("*.index")) == ["m-2.index", "m-3.index"]
        assert tf.train.latest_checkpoint(str(tmp_path)) == str(tmp_path / "m-3")


class TestTF2:
    """By the path of attributes from an object."""

    @pytest.mark.library
    def test_saved_state_is_matched_by_path(self, tf, tmp_path):
        """Variable names say nothing. Source: guide/checkpoint, "Loading mechanics"."""
        path = tf.train.Checkpoint(v=tf.Variable([1.0, 2.0], name="w")).save(str(tmp_path / "m"))
        other = tf.Variable([0.0, 0.0], name="renamed")

        tf.train.Checkpoint(v=other).restore(path)

        assert other.numpy().tolist() == [1.0, 2.0]

    @pytest.mark.library
    def test_saved_state_of_another_path_is_not_found(self, tf, tmp_path):
        """Though its name is the same. Source: guide/checkpoint, "Loading mechanics"."""
        path = tf.train.Checkpoint(v=tf.Variable(1.0, name="w")).save(str(tmp_path / "m"))
        other = tf.Variable(0.0, name="w")

        status = tf.train.Checkpoint(elsewhere=other).restore(path)

        with pytest.raises(AssertionError):
            status.assert_consumed()
        assert other.numpy() == 0.0

    @pytest.mark.library
    def test_saved_state_waits_for_the_variable_to_be_made(self, tf, tmp_path):
        """And is given to it at that path. Source: guide/checkpoint, "Delayed restorations"."""
        path = tf.train.Checkpoint(net=tf.train.Checkpoint(v=tf.Variable(7.0))).save(str(tmp_path / "m"))
        net = tf.Module()
        tf.train.Checkpoint(net=net).restore(path)

        net.v = tf.Variable(0.0)

        assert net.v.numpy() == 7.0

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_checkpoint_keeps_what_it_was_given(self, tf):
        """Until it goes; objgraph finds the way. Source: `python/checkpoint/checkpoint.py`, `Checkpoint`."""
        checkpoint = tf.train.Checkpoint(v=tf.Variable(1.0))
        watch, kind = weakref.ref(checkpoint.v), type(checkpoint.v)
        before = counted(kind)

        assert chain(checkpoint, watch())
        del checkpoint
        assert watch() is None
        assert before - counted(kind) == 1

    @pytest.mark.library
    def test_a_variable_of_two_paths_is_saved_once(self, tf, tmp_path):
        """Shared objects stay shared. Source: guide/checkpoint, "Loading mechanics"."""
        v = tf.Variable(np.float32(1.0))
        path = tf.train.Checkpoint(a=v, b=v).save(str(tmp_path / "m"))

        keys = [name for name, _ in tf.train.list_variables(path)]
        assert [name for name in keys if name.startswith(("a/", "b/"))] == ["a/.ATTRIBUTES/VARIABLE_VALUE"]

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_variable_that_was_hidden_is_saved_all_the_same(self, tf, tmp_path):
        """One that was deleted is not. Source: `python/trackable/autotrackable.py`."""
        m = tf.Module()
        m.hidden, m.deleted = tf.Variable(1.0), tf.Variable(2.0)
        m.hidden = None
        del m.deleted

        path = tf.train.Checkpoint(m=m).write(str(tmp_path / "m"))
        keys = [key for key, _ in tf.train.list_variables(path) if key.startswith("m/")]
        assert keys == ["m/hidden/.ATTRIBUTES/VARIABLE_VALUE"]

    @pytest.mark.library
    def test_a_value_of_another_shape_is_refused(self, tf, tmp_path):
        """The variable keeps its own. Source: guide/checkpoint."""
        path = tf.train.Checkpoint(v=tf.Variable([1.0, 2.0])).write(str(tmp_path / "m"))
        v = tf.Variable([0.0])

        with pytest.raises(ValueError):
            tf.train.Checkpoint(v=v).read(path)
        assert v.numpy().tolist() == [0.0]

    @pytest.mark.library
    def test_only_the_last_files_are_kept(self, tf, tmp_path):
        """By a manager. Source: guide/checkpoint, "Save the train checkpoints"."""
        manager = tf.train.CheckpointManager(tf.train.Checkpoint(v=tf.Variable(1.0)), str(tmp_path), max_to_keep=2)
        for _ in range(4):
            manager.save()

        assert sorted(p.name for p in tmp_path.glob("*.index")) == ["ckpt-3.index", "ckpt-4.index"]
        assert manager.latest_checkpoint == str(tmp_path / "ckpt-4")

    @pytest.mark.library
    def test_a_saved_model_is_loaded_without_its_class(self, tf, tmp_path):
        """Variables and traces come back; other methods do not. Source: guide/saved_model."""

        class Model(tf.Module):
            def __init__(self):
                super().__init__()
                self.v = tf.Variable(2.0)

            @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
            def __call__(self, x):
                return self.v * x

            def plain(self):
                return 1

        tf.saved_model.save(Model(), str(tmp_path / "m"))
        loaded = tf.saved_model.load(str(tmp_path / "m"))

        assert loaded(tf.constant(3.0)).numpy() == 6.0
        assert not hasattr(loaded, "plain")
