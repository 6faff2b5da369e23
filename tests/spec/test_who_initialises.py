"""Who gives a variable its first value?"""

import weakref

import numpy as np
import pytest
from proofs import counted


def made_by_a_callable(tf):
    """Return a variable, and how often its initial value was called for; by then that callable has gone."""

    class Initial:
        calls = 0

        def __call__(self):
            Initial.calls += 1
            return 2.0

    initial = Initial()
    v = tf.Variable(initial)
    watch = weakref.ref(initial)
    assert counted(Initial) == 1
    del initial

    assert watch() is None
    assert counted(Initial) == 0
    return v, lambda: Initial.calls


class TestTF1:
    """An operation of the graph, when a session runs it."""

    def test_a_variable_has_no_value_before_its_initialiser_ran(self, tf):
        """Reading it is a failed precondition that names it. Source: guide "Variables"."""
        v = tf.Variable(3.0, name="v")
        with tf.Session() as session, pytest.raises(tf.errors.FailedPreconditionError) as caught:
            session.run(v)

        assert "Attempting to use uninitialized value v" in str(caught.value)

    def test_running_the_initialiser_again_resets(self, tf):
        """It assigns the initial value, whatever happened since. Source: `python/ops/variables.py`."""
        v = tf.Variable(1.0)
        init = tf.global_variables_initializer()
        with tf.Session() as session:
            session.run(init)
            session.run(v.assign(5.0))
            session.run(init)

            assert session.run(v) == 1.0

    @pytest.mark.library
    def test_a_variable_made_later_is_reported(self, tf):
        """By name, as bytes. Source: `python/ops/variables.py`, `report_uninitialized_variables`."""
        tf.Variable(1.0, name="early")
        init = tf.global_variables_initializer()
        tf.Variable(2.0, name="late")
        with tf.Session() as session:
            session.run(init)

            assert session.run(tf.report_uninitialized_variables()).tolist() == [b"late"]

    @pytest.mark.library
    def test_local_variables_need_an_initialiser_of_their_own(self, tf):
        """The global one does not touch them. Source: `python/ops/variables.py`, `local_variables_initializer`."""
        local = tf.get_local_variable("local", [], initializer=tf.ones_initializer())
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            assert not session.run(tf.is_variable_initialized(local))
            session.run(tf.local_variables_initializer())

            assert session.run(local) == 1.0

    @pytest.mark.library
    @pytest.mark.surprising
    def test_an_initial_value_from_another_variable_is_put_in_order(self, tf):
        """One can be initialised even before the other. Source: `python/ops/variables.py`, `initialized_value`."""
        a = tf.Variable(2.0, name="a")
        b = tf.Variable(a * 3.0, name="b")
        with tf.Session() as session:
            session.run(b.initializer)

            assert session.run(b) == 6.0
            assert session.run(tf.report_uninitialized_variables()).tolist() == [b"a"]

    def test_an_assignment_needs_no_initialiser(self, tf):
        """Whoever writes first, initialises. Source: `python/ops/state_ops.py`, `assign`."""
        v = tf.Variable(1.0)
        with tf.Session() as session:
            session.run(v.assign(4.0))

            assert session.run(v) == 4.0

    def test_a_callable_is_called_once_and_not_kept(self, tf):
        """Weak reference and objgraph see it go. Source: `python/ops/ref_variable.py`, `_init_from_args`."""
        v, calls = made_by_a_callable(tf)

        with tf.Session() as session:
            session.run(v.initializer)
            session.run(v.initializer)
            assert session.run(v) == 2.0
        assert calls() == 1

    @pytest.mark.inside("the plans of a session")
    def test_a_fetch_by_name_takes_the_same_work_in_a_graph_of_any_size(self, tf):
        """Its plan has the steps that it needs. Source: `python/client/session.py`, `run`."""
        with tf.Session() as session:
            tf.Variable(0.0, name="first")
            session.run("first/Assign")
            session.run("first:0")
            small = len(next(reversed(session._plans.values())).steps)
            for _ in range(300):
                tf.Variable(0.0)
            session._plans.clear()
            session.run("first:0")

            assert len(next(reversed(session._plans.values())).steps) == small

    def test_an_initial_value_is_copied_while_building(self, tf):
        """The array may change later. Source: `python/ops/ref_variable.py`, `_init_from_args`."""
        array = np.ones(2, np.float32)
        v = tf.Variable(array)
        array[:] = 9.0
        with tf.Session() as session:
            session.run(v.initializer)

            assert session.run(v).tolist() == [1.0, 1.0]


class TestTF2:
    """The constructor, at once."""

    def test_a_variable_has_its_value_when_it_is_made(self, tf):
        """There is nothing to run. Source: guide/variable, "Create a variable"."""
        v = tf.Variable(3.0)

        assert v.numpy() == 3.0

    def test_a_variable_without_an_initial_value_is_refused(self, tf):
        """It would have neither shape nor dtype. Source: `python/ops/resource_variable_ops.py`."""
        with pytest.raises(ValueError, match="initial_value"):
            tf.Variable()

    def test_an_initial_value_from_another_variable_is_the_value_of_now(self, tf):
        """Later changes do not carry over. Source: guide/variable."""
        a = tf.Variable(2.0)
        b = tf.Variable(a * 3.0)

        a.assign(100.0)

        assert b.numpy() == 6.0

    def test_a_callable_is_called_once_and_not_kept(self, tf):
        """Weak reference and objgraph see it go. Source: guide/variable."""
        v, calls = made_by_a_callable(tf)

        assert v.numpy() == 2.0
        assert calls() == 1

    def test_an_array_is_copied(self, tf):
        """The variable does not follow it, and does not keep it. Source: guide/variable."""
        array = np.ones(3, np.float32)
        v = tf.Variable(array)
        watch = weakref.ref(array)

        array[0] = 9.0
        del array

        assert watch() is None
        assert v.numpy().tolist() == [1.0, 1.0, 1.0]

    def test_what_is_trainable_is_said_when_it_is_made(self, tf):
        """Neither this nor the name can be set later. Source: guide/variable."""
        v = tf.Variable(1.0, trainable=False, name="v")

        with pytest.raises(AttributeError):
            v.trainable = True
        with pytest.raises(AttributeError):
            v.name = "w"
        assert (v.trainable, v.name) == (False, "v:0")
