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

    @pytest.mark.library
    def test_what_a_branch_made_runs_only_if_it_is_chosen(self, tf):
        """What was made before runs whichever is. Source: `python/ops/cond.py`, `cond`."""
        v, w = tf.Variable(0.0), tf.Variable(0.0)
        outside = v.assign_add(1.0)
        result = tf.cond(tf.constant(False), lambda: outside + w.assign_add(1.0), lambda: tf.constant(5.0))
        with tf.Session() as session:
            session.run([v.initializer, w.initializer])
            session.run(result)

            assert (session.run(v), session.run(w)) == (1.0, 0.0)

    @pytest.mark.library
    def test_what_a_loop_body_made_runs_on_every_turn(self, tf):
        """The body is called once, while building. Source: `python/ops/while_loop.py`, `while_loop`."""
        v, called = tf.Variable(0.0), []

        def body(i):
            called.append("once")
            with tf.control_dependencies([v.assign_add(1.0)]):
                return i + 1

        result = tf.while_loop(lambda i: i < 3, body, [tf.constant(0)])
        with tf.Session() as session:
            session.run(v.initializer)

            assert session.run(result) == 3
            assert session.run(v) == 3.0
        assert called == ["once"]

    def test_control_dependencies_do_not_reach_what_was_made_before(self, tf):
        """Nor another graph. Source: `python/framework/ops.py`, `control_dependencies`."""
        first, second = tf.constant(1.0), tf.constant(2.0)
        with tf.control_dependencies([first]):
            inside, before = tf.constant(3.0), second
            with tf.control_dependencies(None):
                lifted = tf.constant(4.0)

        assert [t.op.control_inputs for t in (inside, before, lifted)] == [[first.op], [], []]


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

    def test_what_python_does_happens_only_while_tracing(self, tf):
        """Printing, appending, counting. Source: guide/function, "Executing Python side effects"."""
        seen = []
        f = tf.function(lambda x: seen.append("traced") or x)

        for _ in range(3):
            f(tf.constant(1.0))

        assert seen == ["traced"]

    def test_what_a_trace_read_from_python_is_frozen(self, tf):
        """A variable is read at each call. Source: guide/function, "Depending on Python globals"."""
        number, v = [1.0], tf.Variable(1.0)
        f = tf.function(lambda: v + number[0])
        f()

        number[0] = 100.0
        v.assign(2.0)

        assert f().numpy() == 3.0

    @pytest.mark.library
    def test_what_has_a_given_signature_is_traced_once(self, tf):
        """Anything else is refused. Source: guide/function, "Controlling retracing"."""
        f = tf.function(lambda x: x * 2.0, input_signature=[tf.TensorSpec([None], tf.float32)])
        f(tf.constant([1.0]))
        f([1.0, 2.0])

        assert f.experimental_get_tracing_count() == 1
        with pytest.raises(TypeError):
            f(tf.constant([[1.0]]))

    @pytest.mark.library
    def test_what_depends_on_a_tensor_becomes_part_of_the_trace(self, tf):
        """On a Python value it does not. Source: guide/function, "AutoGraph transformations"."""

        @tf.function
        def f(x, double):
            if double:
                x = x * 2.0
            if x > 5.0:
                x = x - 5.0
            return x

        assert [f(tf.constant(n), True).numpy() for n in (1.0, 4.0)] == [2.0, 3.0]
        assert f.experimental_get_tracing_count() == 1
