"""Who gives a variable its first value, and where is that value kept?"""

import pytest

import lifetimes.tf1 as tf1


class TestTF1:
    """An operation of the graph does, when a session runs it; and each session keeps a value of its own."""

    @pytest.fixture(autouse=True)
    def an_empty_default_graph(self):
        tf1.reset_default_graph()
        yield
        tf1.reset_default_graph()

    def test_a_variable_has_no_value_before_its_initialiser_ran(self):
        """Reading it is a failed precondition that names the variable and the line that made it."""
        v = tf1.Variable(3.0, name="v")
        with tf1.Session() as session, pytest.raises(tf1.errors.FailedPreconditionError) as caught:
            session.run(v)

        assert "Attempting to use uninitialized value v" in str(caught.value)

    def test_two_sessions_hold_two_values(self):
        """The variable is one, its values are as many as there are sessions."""
        v = tf1.Variable(1.0)
        with tf1.Session() as first, tf1.Session() as second:
            first.run(v.initializer)
            second.run(v.assign(9.0))

            assert (first.run(v), second.run(v)) == (1.0, 9.0)

    @pytest.mark.library
    def test_an_initialiser_misses_what_is_made_after_it(self):
        """It is a group of the assignments that existed when it was asked for."""
        tf1.Variable(1.0, name="early")
        init = tf1.global_variables_initializer()
        tf1.Variable(2.0, name="late")
        with tf1.Session() as session:
            session.run(init)

            assert session.run(tf1.report_uninitialized_variables()).tolist() == [b"late"]

    def test_running_the_initialiser_again_resets(self):
        """It assigns the initial value, whatever happened since."""
        v = tf1.Variable(1.0)
        init = tf1.global_variables_initializer()
        with tf1.Session() as session:
            session.run(init)
            session.run(v.assign(5.0))
            session.run(init)

            assert session.run(v) == 1.0

    @pytest.mark.library
    def test_local_variables_need_an_initialiser_of_their_own(self):
        """The global one does not touch them."""
        local = tf1.get_local_variable("local", [], initializer=tf1.ones_initializer())
        with tf1.Session() as session:
            session.run(tf1.global_variables_initializer())
            assert not session.run(tf1.is_variable_initialized(local))
            session.run(tf1.local_variables_initializer())

            assert session.run(local) == 1.0

    @pytest.mark.library
    def test_an_initial_value_from_another_variable_is_put_in_order(self):
        """One run initialises both, in whichever order they come."""
        a = tf1.Variable(2.0, name="a")
        b = tf1.Variable(a * 3.0, name="b")
        with tf1.Session() as session:
            session.run(b.initializer)

            assert session.run(b) == 6.0
            assert session.run(tf1.report_uninitialized_variables()).tolist() == [b"a"]

    def test_an_assignment_needs_no_initialiser(self):
        """Whoever writes first, initialises."""
        v = tf1.Variable(1.0)
        with tf1.Session() as session:
            session.run(v.assign(4.0))

            assert session.run(v) == 4.0

    def test_a_fetch_by_name_takes_the_same_work_in_a_graph_of_any_size(self):
        """The plan of a fetch has the steps that it needs, and the name is looked up in a dictionary."""
        with tf1.Session() as session:
            tf1.Variable(0.0, name="first")
            session.run("first/Assign")
            session.run("first:0")
            small = len(next(reversed(session._plans.values())).steps)
            for _ in range(300):
                tf1.Variable(0.0)
            session._plans.clear()
            session.run("first:0")

            assert len(next(reversed(session._plans.values())).steps) == small
