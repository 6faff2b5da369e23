"""Several threads use the same names. What do they share?"""

import gc
import threading
import weakref

import numpy as np
import pytest
from proofs import counted


def in_a_thread(work):
    """Run the work in a thread and return what it gives."""
    given = []
    thread = threading.Thread(target=lambda: given.append(work()))
    thread.start()
    thread.join()
    return given[0]


def in_threads(number, work):
    """Run the work in that many threads at once."""
    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class TestTF1:
    """A graph only when it is handed over: each thread has a default graph of its own."""

    @pytest.mark.surprising
    def test_a_thread_does_not_see_the_default_graph_of_another(self, tf):
        """Nor that of a `with` block around its start. Source: `python/framework/ops.py`, `_DefaultGraphStack`."""
        with tf.Graph().as_default() as mine:
            theirs = in_a_thread(tf.get_default_graph)

        assert theirs is not mine

    def test_a_thread_leaves_in_a_shared_graph_what_it_made(self, tf):
        """Objgraph counts it after the thread has gone. Source: `python/framework/ops.py`, `Graph`."""
        graph = tf.get_default_graph()
        kind = type(tf.Variable(0.0))
        before = counted(kind)

        def make():
            with graph.as_default():
                return weakref.ref(tf.Variable(1.0, name="theirs"))

        watch = in_a_thread(make)
        gc.collect()

        assert watch() is tf.global_variables()[-1]
        assert counted(kind) - before == 1

    def test_a_thread_starts_at_the_root_scope(self, tf):
        """Though the variables are shared. Source: `python/ops/variable_scope.py`, `_VariableScopeStore`."""
        graph = tf.get_default_graph()

        def name():
            with graph.as_default():
                return tf.get_variable_scope().name

        with tf.variable_scope("mine"):
            assert in_a_thread(name) == ""

    def test_threads_get_different_names(self, tf):
        """The graph makes them unique under a lock. Source: `python/framework/ops.py`, `unique_name`."""
        graph, names = tf.get_default_graph(), []

        def make():
            with graph.as_default():
                for _ in range(25):
                    names.append(graph.unique_name("given"))
                    tf.constant(0.0, name="c")

        in_threads(8, make)

        names += [op.name for op in graph.get_operations()]
        assert len(names) == len(set(names)) == 400

    def test_a_thread_starts_without_a_default_session(self, tf):
        """Each has a stack of its own. Source: `python/framework/ops.py`, `_default_session_stack`."""
        with tf.Session():
            assert in_a_thread(tf.get_default_session) is None

    @pytest.mark.library
    def test_threads_share_a_session(self, tf):
        """Runs from several at once are counted. Source: `python/client/session.py`, `run`."""
        v = tf.Variable(0.0, use_resource=True)
        add = v.assign_add(1.0)
        with tf.Session() as session:
            session.run(v.initializer)
            in_threads(4, lambda: [session.run(add) for _ in range(25)])

            assert session.run(v) == 100.0


class TestTF2:
    """Every object that both can reach."""

    def test_a_thread_sees_the_objects_of_another(self, tf):
        """A variable belongs to no thread. Source: guide/variable."""
        v = tf.Variable(1.0)
        in_a_thread(lambda: v.assign_add(1.0))

        assert v.numpy() == 2.0

    def test_a_thread_leaves_nothing_but_what_it_returned(self, tf):
        """Objgraph counts no more than before. Source: guide/variable."""
        kind = type(tf.Variable(0.0))
        before = counted(kind)

        watch = in_a_thread(lambda: weakref.ref(tf.Variable(1.0)))

        assert watch() is None
        assert counted(kind) == before

    def test_threads_lose_no_update(self, tf):
        """An update of a resource is one step. Source: `core/kernels/training_op_helpers.h`."""
        v = tf.Variable(np.zeros(1000, np.float32))
        one = tf.constant(np.ones(1000, np.float32))
        f = tf.function(lambda: v.assign_add(one))
        f()

        in_threads(8, lambda: [f() for _ in range(100)])

        assert v.numpy().tolist() == [801.0] * 1000

    def test_threads_trace_once(self, tf):
        """A function locks while it traces. Source: `polymorphic_function.py`, `_lock`."""
        traced = []

        @tf.function
        def f(x):
            traced.append("once")
            return x + 1.0

        x = tf.constant(1.0)
        in_threads(4, lambda: f(x))

        assert traced == ["once"]

    def test_a_tape_records_its_own_thread_only(self, tf):
        """Another thread's work has no gradient there. Source: guide/autodiff."""
        v = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = in_a_thread(lambda: v * v)

        assert tape.gradient(y, v) is None

    @pytest.mark.library
    def test_a_thread_switches_equality_for_itself(self, tf):
        """TensorFlow's switch is one for all threads. Source: `python/framework/ops.py`, `disable_tensor_equality`."""
        one = tf.constant(1.0)
        try:
            in_a_thread(tf.compat.v1.disable_tensor_equality)

            assert (one == tf.constant(1.0)) is not False
        finally:
            tf.compat.v1.enable_tensor_equality()
