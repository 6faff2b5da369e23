"""When does a variable die?"""

import gc
import threading
import weakref

import numpy as np
import pytest

import lifetimes.tf1 as tf1


class TestTF1:
    """With its graph: that is a cycle, so when nobody holds it any more and the collector runs."""

    @pytest.fixture(autouse=True)
    def an_empty_default_graph(self):
        tf1.reset_default_graph()
        yield
        tf1.reset_default_graph()

    def test_a_dropped_graph_waits_for_the_collector(self):
        """Variables, tensors and operations outlive the last name of their graph until `gc.collect()`."""
        graph = tf1.Graph()
        with graph.as_default():
            lost = weakref.ref(tf1.Variable(1.0))
        del graph

        assert lost() is not None
        gc.collect()
        assert lost() is None

    def test_a_reset_and_a_collection_free_all_lost_variables(self):
        """The module lets go of the graph; the collector frees the cycle."""
        lost = [weakref.ref(tf1.Variable(0.0)) for _ in range(100)]
        tf1.reset_default_graph()
        gc.collect()

        assert all(variable() is None for variable in lost)

    @pytest.mark.parametrize("piece", ["value", "op", "graph", "initializer"])
    def test_one_handle_keeps_all_variables_of_the_graph(self, piece):
        """Any piece of a graph leads to the graph, and the graph to everything."""
        held = getattr(tf1.Variable(0.0, name="held"), piece)
        other = weakref.ref(tf1.Variable(1.0, name="other"))
        tf1.reset_default_graph()
        gc.collect()

        assert other() is not None
        del held
        gc.collect()
        assert other() is None

    @pytest.mark.library
    def test_a_name_or_a_dtype_keeps_nothing(self):
        """They are plain values."""
        v = tf1.Variable(0.0)
        kept, lost = (v.name, v.dtype, v.shape), weakref.ref(v)
        del v
        tf1.reset_default_graph()
        gc.collect()

        assert kept[0] == "Variable:0"
        assert lost() is None

    def test_a_closed_session_still_holds_its_graph(self):
        """Closing frees the values; only dropping the session itself lets go of the graph."""
        session = tf1.Session()
        lost = weakref.ref(tf1.Variable(0.0))
        session.close()
        tf1.reset_default_graph()
        gc.collect()

        assert lost() is not None
        del session
        gc.collect()
        assert lost() is None

    def test_a_closed_session_has_let_go_of_the_values(self):
        """The arrays die at `close()`, with the collector off."""
        v = tf1.Variable(np.zeros(1000, np.float32))
        session = tf1.Session()
        session.run(v.initializer)
        array = weakref.ref(session._run.storages["Variable"])
        session.close()

        assert array() is None

    @pytest.mark.library
    def test_a_python_function_lives_as_long_as_the_graph_that_calls_it(self):
        """The graph owns it, and all that it refers to; a failed run keeps nothing more."""

        class Model:
            def __call__(self, x):
                raise ZeroDivisionError

        model = Model()
        y = tf1.py_func(model, [1.0], tf1.float32)
        with tf1.Session() as session, pytest.raises(tf1.errors.UnknownError):
            session.run(y)
        lost = weakref.ref(model)
        del model, y, session
        gc.collect()

        assert lost() is not None
        tf1.reset_default_graph()
        gc.collect()
        assert lost() is None

    def test_what_a_thread_made_goes_with_the_thread(self):
        """Each thread has a default graph of its own."""
        found = []
        thread = threading.Thread(target=lambda: found.append(weakref.ref(tf1.Variable(0.0))))
        thread.start()
        thread.join()
        del thread
        gc.collect()

        assert found[0]() is None
        assert tf1.global_variables() == []

    @pytest.mark.library
    def test_a_training_loop_leaves_no_graph_behind(self):
        """Gradients, slots, a decayed rate, an average, a branch: after a reset and a collection all of it is gone."""

        def train():
            v, step = tf1.Variable(2.0), tf1.train.get_or_create_global_step()
            rate = tf1.train.exponential_decay(0.1, step, 10, 0.5)
            loss = tf1.cond(v > 0.0, lambda: tf1.square(v), lambda: -v)
            trained = tf1.train.AdamOptimizer(rate).minimize(loss, global_step=step)
            with tf1.control_dependencies([trained]):
                average = tf1.train.ExponentialMovingAverage(0.9).apply([v])
            with tf1.Session() as session:
                session.run(tf1.global_variables_initializer())
                session.run(average)
                session.run(average)
            return weakref.ref(v.graph)

        graph = train()
        tf1.reset_default_graph()
        gc.collect()

        assert graph() is None
