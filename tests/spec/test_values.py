"""Who owns the value of a variable?"""

import weakref

import numpy as np
import pytest
from proofs import counted


class TestTF1:
    """Each session that initialised it, under the variable's name."""

    def test_two_sessions_hold_two_values(self, tf):
        """One variable, as many values as sessions. Source: guide "Graphs and Sessions"."""
        v = tf.Variable(1.0)
        with tf.Session() as first, tf.Session() as second:
            first.run(v.initializer)
            second.run(v.assign(9.0))

            assert (first.run(v), second.run(v)) == (1.0, 9.0)

    def test_a_value_outlives_every_handle(self, tf):
        """The session finds it under the name. Source: `python/client/session.py`, `Session`."""
        v = tf.Variable(1.0, name="v")
        session = tf.Session()
        session.run(v.assign(5.0))
        del v

        assert session.run("v:0") == 5.0
        session.close()

    def test_a_value_is_gone_when_its_session_is_closed(self, tf):
        """The graph remains, and another session starts anew. Source: `python/client/session.py`, `close`."""
        v = tf.Variable(1.0)
        with tf.Session() as session:
            session.run(v.initializer)
        with tf.Session() as session, pytest.raises(tf.errors.FailedPreconditionError):
            session.run(v)

        assert tf.global_variables() == [v]

    @pytest.mark.inside("the table of storages of a session")
    def test_a_value_dies_when_its_session_is_closed(self, tf):
        """Weak reference and objgraph see it go, the collector off. Source: `python/client/session.py`, `close`."""
        v = tf.Variable(np.zeros(1000, np.float32))
        session = tf.Session()
        session.run(v.initializer)
        storage = session._run.storages["Variable"]
        watch, kind = weakref.ref(storage), type(storage)
        before = counted(kind)
        del storage

        session.close()

        assert watch() is None
        assert before - counted(kind) == 1

    @pytest.mark.library
    @pytest.mark.inside("the table of storages of a session")
    def test_a_run_in_several_parts_keeps_no_value_of_a_closed_session(self, tf):
        """Though it is not over. Source: `python/client/session.py`, `partial_run`."""
        v, a, b = tf.Variable(1.0, use_resource=False), *(tf.placeholder(tf.float32, []) for _ in range(2))
        one, two = v * a, v * b
        session = tf.Session()
        session.run(v.initializer)
        session.partial_run(session.partial_run_setup([one, two], [a, b]), one, {a: 2.0})
        watch = weakref.ref(session._run.storages["Variable"])

        session.close()

        assert watch() is None

    def test_a_value_that_was_fetched_is_a_copy(self, tf):
        """It does not follow the variable. Source: `python/client/session.py`, `run`."""
        v = tf.Variable([1.0, 2.0])
        with tf.Session() as session:
            session.run(v.initializer)
            fetched = session.run(v)
            session.run(v.assign([5.0, 5.0]))

        assert fetched.tolist() == [1.0, 2.0]

    def test_a_value_is_fetched_in_the_structure_that_was_asked_for(self, tf):
        """Operations give None. Source: `python/client/session.py`, `run`."""
        v = tf.Variable(2.0)
        with tf.Session() as session:
            session.run(v.initializer)

            assert session.run({"v": v, "both": (v, [v.op])}) == {"v": 2.0, "both": (2.0, [None])}
            with pytest.raises(TypeError, match="has invalid type"):
                session.run(None)

    def test_a_value_that_is_fed_counts_for_that_run_only(self, tf):
        """A variable that is fed needs none of its own. Source: `python/client/session.py`, `run`."""
        v = tf.Variable(2.0)
        with tf.Session() as session:
            assert session.run(v + 1.0, {v: 10.0}) == 11.0
            with pytest.raises(tf.errors.FailedPreconditionError):
                session.run(v)

    @pytest.mark.library
    def test_a_value_that_does_not_fit_is_refused(self, tf):
        """Before anything runs. Source: `python/client/session.py`, `run`."""
        x = tf.placeholder(tf.float32, [2], name="x")
        with tf.Session() as session:
            with pytest.raises(ValueError, match=r"Cannot feed value of shape \(3,\) for Tensor"):
                session.run(x, {x: [1.0, 2.0, 3.0]})
            with pytest.raises(TypeError, match=r"cannot be a tf.Tensor object"):
                session.run(x, {x: tf.constant([1.0, 2.0])})

    def test_a_placeholder_with_a_default_may_be_a_variable(self, tf):
        """Its value of now counts. Source: `python/ops/array_ops.py`, `placeholder_with_default`."""
        v = tf.Variable(2.0)
        x = tf.placeholder_with_default(v.value(), [])
        with tf.Session() as session:
            session.run(v.assign(7.0))

            assert (session.run(x), session.run(x, {x: 1.0})) == (7.0, 1.0)


class TestTF2:
    """The variable itself, or a trace that captured its storage."""

    def test_two_variables_hold_two_values(self, tf):
        """A copy takes the value of now and keeps no tie. Source: guide/variable."""
        v = tf.Variable(1.0)
        other = tf.Variable(v)
        other.assign(9.0)

        assert (v.numpy(), other.numpy()) == (1.0, 9.0)

    def test_a_value_outlives_the_variable_in_a_trace(self, tf):
        """The trace captured the storage, and knows the object weakly. Source: guide/function."""
        held = {"v": tf.Variable(2.0)}
        f = tf.function(lambda x: held["v"].assign_add(x))
        f(tf.constant(1.0))
        watch = weakref.ref(held.pop("v"))

        assert watch() is None
        assert f(tf.constant(1.0)).numpy() == 4.0

    @pytest.mark.inside("the storage behind the object")
    def test_a_value_dies_with_its_variable(self, tf):
        """Weak reference and objgraph see the storage go at once. Source: `rfcs/20180817-variables-20.md`."""
        v = tf.Variable(np.zeros(1000, np.float32))
        watch, kind = weakref.ref(v._handle), type(v._handle)
        before = counted(kind)

        del v

        assert watch() is None
        assert before - counted(kind) == 1

    def test_a_value_that_was_read_is_a_snapshot(self, tf):
        """It does not follow the variable. Source: guide/variable."""
        v = tf.Variable([1.0, 2.0])
        tensor, array = v.read_value(), v.numpy()

        v.assign([5.0, 5.0])

        assert tensor.numpy().tolist() == array.tolist() == [1.0, 2.0]

    def test_a_value_changes_in_place(self, tf):
        """The object, its name and its identity stay. Source: guide/variable."""
        v = tf.Variable(1.0, name="v")
        before = id(v)
        v.assign(5.0)
        v.assign_add(2.0)
        v.assign_sub(1.0)

        assert (v.numpy(), id(v), v.name) == (6.0, before, "v:0")

    @pytest.mark.library
    def test_a_value_of_another_dtype_is_refused(self, tf):
        """A Python number adapts, a tensor does not. Source: guide/variable."""
        v = tf.Variable(1.0)
        v.assign(3)

        with pytest.raises(ValueError, match="float32"):
            v.assign(tf.constant(2))
        assert v.numpy() == 3.0

    @pytest.mark.library
    def test_a_value_of_any_fitting_shape_is_taken_where_the_shape_is_open(self, tf):
        """The static shape stays open. Source: `python/ops/resource_variable_ops.py`, `assign`."""
        v = tf.Variable([1.0], shape=tf.TensorShape([None]))

        v.assign([1.0, 2.0, 3.0])

        assert v.numpy().tolist() == [1.0, 2.0, 3.0]
        assert v.shape.as_list() == [None]
