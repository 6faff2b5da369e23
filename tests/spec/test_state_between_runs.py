"""Who keeps state between runs?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


def counter_class(tf):
    """Return the class of a module that counts its calls."""

    class Counter(tf.Module):
        def __init__(self):
            super().__init__()
            self.v = tf.Variable(0.0)

        @tf.function
        def __call__(self):
            return self.v.assign_add(1.0)

    return Counter


class TestTF1:
    """The session does."""

    def test_state_is_kept_by_the_session(self, tf):
        """From one run to the next, and not to another session. Source: guide "Graphs and Sessions"."""
        v = tf.Variable(0.0)
        add = v.assign_add(1.0)
        with tf.Session() as session, tf.Session() as other:
            for each in (session, other):
                each.run(v.initializer)
            session.run(add)
            session.run(add)

            assert (session.run(v), other.run(v)) == (2.0, 0.0)

    def test_state_is_not_kept_by_python(self, tf):
        """`v + 1` is one more operation, and changes nothing. Source: guide "Graphs and Sessions"."""
        v = tf.Variable(0.0)
        with tf.Session() as session:
            session.run(v.initializer)
            for _ in range(3):
                v + 1.0

            assert session.run(v) == 0.0

    @pytest.mark.library
    @pytest.mark.surprising
    def test_state_of_a_failed_run_is_kept(self, tf):
        """The assignment before the failure has happened. Source: `python/client/session.py`, `run`."""
        v, x = tf.Variable(0.0), tf.placeholder(tf.float32, [2])
        set_ = v.assign(5.0)
        with tf.control_dependencies([set_]):
            fails = tf.gather([1.0], tf.cast(x, tf.int32))
        with tf.Session() as session:
            session.run(v.initializer)
            with pytest.raises(tf.errors.InvalidArgumentError):
                session.run(fails, {x: [7.0, 7.0]})

            assert session.run(v) == 5.0

    def test_running_keeps_neither_feeds_nor_results(self, tf):
        """What a run took and gave belongs to the caller. Source: `python/client/session.py`, `run`."""

        class Fed(list):
            pass

        x = tf.placeholder(tf.float32, [2])
        y = x * 2.0
        with tf.Session() as session:
            fed = Fed([1.0, 2.0])
            session.run(y, {x: fed})
            watch = weakref.ref(fed)
            assert counted(Fed) == 1
            del fed

            assert watch() is None
            assert counted(Fed) == 0

    def test_a_session_reaches_what_it_runs(self, tf):
        """Objgraph finds the way from the session to the variable. Source: `python/client/session.py`, `graph`."""
        lost = weakref.ref(tf.Variable(0.0))
        session = tf.Session()

        assert chain(session, lost())
        session.close()

    def test_a_session_never_changes_its_graph(self, tf):
        """It takes the default of the moment, and sees what is added later. Source: `python/client/session.py`."""
        session, graph = tf.Session(), tf.get_default_graph()
        late = tf.constant(7.0)
        with tf.Graph().as_default():
            assert session.graph is graph

        assert session.run(late) == 7.0
        session.close()

    @pytest.mark.library
    def test_a_default_session_is_the_innermost_one(self, tf):
        """`eval()` is a ValueError without any. Source: `python/framework/ops.py`, `_eval_using_default_session`."""
        c = tf.constant(3.0)
        with tf.Session().as_default() as session:
            assert tf.get_default_session() is session
            assert c.eval() == 3.0

        with pytest.raises(ValueError, match="No default session is registered"):
            c.eval()

    @pytest.mark.surprising
    def test_an_interactive_session_stays_without_a_name(self, tf):
        """It is the default until it is closed. Source: `python/client/session.py`, `InteractiveSession`."""
        tf.InteractiveSession()

        assert tf.constant(3.0).eval() == 3.0
        tf.get_default_session().close()
        assert tf.get_default_session() is None

    def test_a_closed_session_runs_nothing(self, tf):
        """Closing twice is fine. Source: `python/client/session.py`, `close`."""
        session, c = tf.Session(), tf.constant(1.0)
        session.close()
        session.close()

        with pytest.raises(RuntimeError, match="Attempted to use a closed Session"):
            session.run(c)


class TestTF2:
    """The objects do."""

    def test_state_is_kept_by_the_object(self, tf):
        """From one call to the next, and in no other object. Source: guide/intro_to_modules."""
        Counter = counter_class(tf)
        counter, other = Counter(), Counter()
        counter()
        counter()

        assert (counter.v.numpy(), other.v.numpy()) == (2.0, 0.0)

    def test_state_goes_with_the_object(self, tf):
        """Called or not; objgraph counts none. Source: guide/intro_to_modules."""
        Counter = counter_class(tf)
        counter = Counter()
        counter()
        watch = weakref.ref(counter.v)
        assert chain(counter, watch())
        assert counted(Counter) == 1

        del counter

        assert watch() is None
        assert counted(Counter) == 0

    @pytest.mark.library
    @pytest.mark.surprising
    def test_state_of_a_failed_call_is_kept(self, tf):
        """The assignment before the failure has happened. Source: guide/function, "Executing Python side effects"."""
        v = tf.Variable(0.0)

        @tf.function
        def f(i):
            v.assign(5.0)
            return tf.gather([1.0], i)

        with pytest.raises(tf.errors.InvalidArgumentError):
            f(tf.constant([7]))

        assert v.numpy() == 5.0

    def test_calling_keeps_neither_arguments_nor_results(self, tf):
        """Tensors, variables, objects: a trace knows their types. Source: guide/function, "Arguments"."""

        class Thing:
            pass

        f = tf.function(lambda *arguments: tf.constant(1))
        thing, v, t = Thing(), tf.Variable(1.0), tf.constant([1.0])
        f(thing, v, t)
        watches = [weakref.ref(thing), weakref.ref(v), weakref.ref(t)]
        del thing, v, t
        gc.collect()

        assert alive(watches) == 0
