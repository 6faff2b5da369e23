"""What is left after very many runs, calls, traces and builds?"""

import gc
import tracemalloc
import weakref

import pytest
from proofs import alive, counted


def bytes_grown(work, times=10_000):
    """Return how many bytes Python holds more after doing the work that often again, once it runs smoothly."""
    for _ in range(times):
        work()
    tracemalloc.start()
    try:
        for _ in range(times):
            work()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


class TestTF1:
    """Nothing of runs, everything of builds."""

    def test_running_what_was_built_leaves_nothing(self, tf):
        """Twenty thousand runs hold what ten thousand hold. Source: `python/client/session.py`."""
        with tf.Graph().as_default(), tf.Session() as session:
            v = tf.Variable(0.0)
            add = v.assign_add(1.0)
            session.run(v.initializer)
            session.run(add)

            grown = bytes_grown(lambda: session.run(add))

        assert grown < 2000

    @pytest.mark.surprising
    def test_an_expression_in_a_loop_leaves_a_graph_of_it(self, tf):
        """Two operations a turn, whether run or not. Source: guide "Graphs and Sessions"."""
        v = tf.Variable(0.0)
        graph = tf.get_default_graph()
        watch = weakref.ref(graph.get_operations()[-1])
        kind = type(watch())
        before = counted(kind)

        for _ in range(50):
            v + 1.0
        gc.collect()

        assert counted(kind) - before == 100
        assert watch() is not None

    def test_building_a_variable_in_a_loop_leaves_all_of_them(self, tf):
        """A version counts what was ever made. Source: `python/framework/ops.py`, `version`."""
        graph = tf.get_default_graph()
        versions = []
        for _ in range(3):
            tf.Variable(0.0)
            versions.append(graph.version)

        assert versions == [4, 8, 12]

    def test_loading_a_value_in_a_loop_leaves_nothing_more(self, tf):
        """Nor does reading one. Source: `python/ops/variables.py`, `load`."""
        v = tf.Variable(0.0)
        graph = tf.get_default_graph()
        before = graph.version
        with tf.Session() as session:
            for i in range(5):
                v.load(float(i), session)
                session.run(v)

        assert graph.version == before


class TestTF2:
    """Nothing that nobody holds."""

    def test_calling_what_was_traced_leaves_nothing(self, tf):
        """Twenty thousand calls hold what ten thousand hold. Source: guide/function."""
        f = tf.function(lambda x: x * 2.0 + 1.0)
        x = tf.constant(1.0)

        assert bytes_grown(lambda: f(x)) < 2000

    @pytest.mark.surprising
    def test_a_function_called_with_many_numbers_keeps_as_many_traces(self, tf):
        """All of them die with it, the collector off. Source: guide/function, "Rules of tracing"."""
        f = tf.function(lambda n: tf.constant(1.0) * n)
        for n in range(100):
            f(n)
        concrete = f.get_concrete_function(0)
        watch, kind = weakref.ref(concrete), type(concrete)
        before = counted(kind)
        del concrete

        assert f.experimental_get_tracing_count() == 100
        del f
        assert watch() is None
        assert before - counted(kind) == 100

    def test_an_expression_in_a_loop_leaves_nothing(self, tf):
        """Each tensor goes when the next takes its name. Source: guide/eager."""
        v = tf.Variable(1.0)
        watches = [weakref.ref(v + 1.0) for _ in range(50)]

        assert alive(watches) == 0

    def test_a_training_loop_leaves_no_more_objects_than_it_found(self, tf):
        """Tapes, tensors and gradients go at every turn. Source: guide/basic_training_loops."""
        v = tf.Variable(3.0)

        def step():
            with tf.GradientTape() as tape:
                loss = v * v
            v.assign_sub(0.1 * tape.gradient(loss, v))

        step()
        gc.collect()
        before = len(gc.get_objects())
        for _ in range(1000):
            step()

        assert len(gc.get_objects()) - before < 10
