"""What is left after very many calls, traces and builds?"""

import gc
import tracemalloc
import weakref

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf


def bytes_grown(work, times=10_000):
    """Return how many bytes Python holds more after doing the work that often again, once it runs smoothly."""
    tracemalloc.start()
    try:
        for _ in range(times):
            work()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(times):
            work()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


class TestTF1:
    def test_running_what_was_built_before_leaves_nothing(self):
        """Twenty thousand runs of one plan hold what ten thousand hold."""
        with tf1.Graph().as_default(), tf1.Session() as session:
            v = tf1.Variable(0.0)
            add = v.assign_add(1.0)
            session.run(v.initializer)
            session.run(add)

            grown = bytes_grown(lambda: session.run(add))

        assert grown < 2000


class TestTF2:
    def test_a_trace_that_is_called_again_and_again_keeps_memory_flat(self):
        f = tf.function(lambda x: x * 2.0 + 1.0)
        x = tf.constant(1.0)

        assert bytes_grown(lambda: f(x)) < 2000

    def test_a_function_retraced_for_every_number_frees_its_traces_when_it_goes(self):
        """Each Python number is a new trace; all of them die with the function, the collector off."""
        f = tf.function(lambda n: tf.constant(1.0) * n)
        for n in range(500):
            f(n)
        graphs = [weakref.ref(concrete.graph) for concrete in f._list_all_concrete_functions()]

        del f

        assert len(graphs) == 500
        assert not any(graph() is not None for graph in graphs)

    def test_a_training_loop_leaves_no_more_objects_than_it_found(self):
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
