"""What decides what runs?"""

import weakref

import pytest
from proofs import chain, counted


class TestTF1:
    """The fetches: what they need, pruned from the one graph."""

    def test_what_no_fetch_needs_does_not_run(self, tf):
        """An assignment that is only built changes nothing. Source: guide "Graphs and Sessions"."""
        v = tf.Variable(1.0)
        v.assign(5.0)
        with tf.Session() as session:
            session.run(v.initializer)
            session.run(tf.constant(0.0))

            assert session.run(v) == 1.0

    def test_what_two_fetches_need_runs_once(self, tf):
        """Each operation once in a run. Source: `python/client/session.py`, `run`."""
        v = tf.Variable(0.0)
        add = v.assign_add(1.0)
        with tf.Session() as session:
            session.run(v.initializer)

            assert session.run([add + 0.0, add + 0.0]) == [1.0, 1.0]
            assert session.run(v) == 1.0

    @pytest.mark.surprising
    def test_what_lies_behind_a_fed_tensor_does_not_run(self, tf):
        """Any tensor can be fed. Source: `python/client/session.py`, `run`."""
        v = tf.Variable(0.0)
        middle = v.assign_add(1.0) * 2.0
        result = middle + 1.0
        with tf.Session() as session:
            session.run(v.initializer)

            assert session.run(result, {middle: 10.0}) == 11.0
            assert session.run(v) == 0.0

    def test_what_was_never_run_is_kept_all_the_same(self, tf):
        """Every node ever made stays; objgraph walks to it. Source: `python/framework/ops.py`, `Graph`."""
        lost = weakref.ref(tf.constant(1.0, name="never").op)
        graph, kind = tf.get_default_graph(), type(lost())
        before = counted(kind)
        for _ in range(10):
            tf.constant(2.0)

        assert counted(kind) - before == 10
        assert chain(graph, lost())

    def test_control_dependencies_add_what_must_run(self, tf):
        """They order what no data orders. Source: `python/framework/ops.py`, `control_dependencies`."""
        v = tf.Variable(0.0)
        with tf.control_dependencies([v.assign_add(1.0)]):
            result = tf.constant(7.0)
        with tf.Session() as session:
            session.run(v.initializer)

            assert session.run(result) == 7.0
            assert session.run(v) == 1.0


class TestTF2:
    """The call: a function is traced once for each signature."""

    def test_what_is_written_runs_in_that_order(self, tf):
        """No control dependency is written by hand. Source: `rfcs/20180918-functions-not-sessions-20.md`."""
        v = tf.Variable(1.0)

        @tf.function
        def f():
            v.assign(5.0)
            first = v.read_value()
            v.assign_add(1.0)
            return first

        assert f().numpy() == 5.0
        assert v.numpy() == 6.0

    @pytest.mark.library
    def test_what_nobody_observes_does_not_run(self, tf):
        """Even where it would fail. Source: guide/function, "Graph execution"."""
        unused = []

        @tf.function
        def f(i):
            tf.gather([1.0], i)
            unused.append("traced")
            return i + 1

        assert f(tf.constant(7)).numpy() == 8
        assert unused == ["traced"]

    def test_what_has_the_signature_of_a_trace_reuses_it(self, tf):
        """The Python body runs once for each. Source: guide/function, "Rules of tracing"."""
        traced = []

        @tf.function
        def f(x):
            traced.append(x.dtype.name)
            return x + x

        for value in (1.0, 2.0, 3):
            f(tf.constant(value))

        assert traced == ["float32", "int32"]

    @pytest.mark.surprising
    def test_what_equals_a_python_argument_reuses_its_trace(self, tf):
        """1, 1.0 and True are equal. Source: `core/function/trace_type/default_types.py`, `Literal`."""
        f = tf.function(lambda n: tf.constant(n))

        assert [f(n).dtype.name for n in (1, 1.0, True)] == ["int32", "int32", "int32"]

    def test_what_was_traced_goes_with_its_function(self, tf):
        """A trace per Python number, one death for all. Source: guide/function, "Rules of tracing"."""
        f = tf.function(lambda n: tf.constant(1.0) * n)
        for n in range(20):
            f(n)
        concrete = f.get_concrete_function(0)
        watch, kind = weakref.ref(concrete), type(concrete)
        before = counted(kind)
        assert chain(f, concrete)
        del concrete

        del f

        assert watch() is None
        assert before - counted(kind) == 20
