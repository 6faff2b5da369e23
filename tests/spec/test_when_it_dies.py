"""When does a variable die?"""

import gc
import threading
import weakref

import numpy as np
import pytest
from proofs import alive, chain, counted


class TestTF1:
    """With its graph: that is a cycle, so when nobody holds it any more and the collector runs."""

    def test_a_dropped_graph_waits_for_the_collector(self, tf):
        """Its variables outlive the last name of it until `gc.collect()`. Source: Python's `gc`."""
        graph = tf.Graph()
        with graph.as_default():
            lost = weakref.ref(tf.Variable(1.0))
        del graph

        assert lost() is not None
        gc.collect()
        assert lost() is None

    def test_a_reset_and_a_collection_free_all_lost_variables(self, tf):
        """The module lets go, the collector frees. Source: `python/framework/ops.py`, `reset_default_graph`."""
        lost = [weakref.ref(tf.Variable(0.0)) for _ in range(100)]
        kind = type(lost[0]())
        before = counted(kind)

        tf.reset_default_graph()
        gc.collect()

        assert alive(lost) == 0
        assert before - counted(kind) == 100

    @pytest.mark.surprising
    @pytest.mark.parametrize("piece", ["value", "op", "graph", "initializer"])
    def test_one_handle_keeps_all_variables_of_the_graph(self, tf, piece):
        """Any piece of a graph leads to the graph, and the graph to everything. Source: `python/framework/ops.py`."""
        held = getattr(tf.Variable(0.0, name="held"), piece)
        other = weakref.ref(tf.Variable(1.0, name="other"))
        tf.reset_default_graph()
        gc.collect()

        assert other() is not None
        del held
        gc.collect()
        assert other() is None

    @pytest.mark.library
    def test_a_name_or_a_dtype_keeps_nothing(self, tf):
        """They are plain values. Source: `python/ops/ref_variable.py`."""
        v = tf.Variable(0.0)
        kept, lost = (v.name, v.dtype, v.shape), weakref.ref(v)
        del v
        tf.reset_default_graph()
        gc.collect()

        assert kept[0] == "Variable:0"
        assert lost() is None

    @pytest.mark.surprising
    def test_a_closed_session_still_holds_its_graph(self, tf):
        """Only dropping the session itself lets go of it. Source: `python/client/session.py`, `close`."""
        session = tf.Session()
        lost = weakref.ref(tf.Variable(0.0))
        session.close()
        tf.reset_default_graph()
        gc.collect()

        assert lost() is not None
        assert chain(session, lost())
        del session
        gc.collect()
        assert lost() is None

    @pytest.mark.library
    def test_a_python_function_lives_as_long_as_the_graph_that_calls_it(self, tf):
        """A failed run keeps nothing more. Source: `python/ops/script_ops.py`, `_internal_py_func`."""

        class Model:
            def __call__(self, x):
                raise ZeroDivisionError

        model = Model()
        y = tf.py_func(model, [1.0], tf.float32)
        with tf.Session() as session, pytest.raises(tf.errors.UnknownError):
            session.run(y)
        lost = weakref.ref(model)
        del model, y, session
        gc.collect()

        assert lost() is not None
        tf.reset_default_graph()
        gc.collect()
        assert lost() is None

    def test_what_a_thread_made_goes_with_the_thread(self, tf):
        """Each thread has a default graph of its own. Source: `python/framework/ops.py`, `_DefaultGraphStack`."""
        found = []
        thread = threading.Thread(target=lambda: found.append(weakref.ref(tf.Variable(0.0))))
        thread.start()
        thread.join()
        del thread
        gc.collect()

        assert found[0]() is None
        assert tf.global_variables() == []

    @pytest.mark.library
    def test_a_training_loop_leaves_no_graph_behind(self, tf):
        """After a reset and a collection slots, averages and branches are gone. Source: Python's `gc`."""

        def train():
            v, step = tf.Variable(2.0), tf.train.get_or_create_global_step()
            rate = tf.train.exponential_decay(0.1, step, 10, 0.5)
            loss = tf.cond(v > 0.0, lambda: tf.square(v), lambda: -v)
            trained = tf.train.AdamOptimizer(rate).minimize(loss, global_step=step)
            with tf.control_dependencies([trained]):
                average = tf.train.ExponentialMovingAverage(0.9).apply([v])
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                session.run(average)
                session.run(average)
            return weakref.ref(v.graph)

        graph = train()
        tf.reset_default_graph()
        gc.collect()

        assert graph() is None

    def test_a_graph_that_somebody_entered_lives_until_the_block_ends(self, tf):
        """And to the next collection. Source: `python/framework/ops.py`, `as_default`."""
        with tf.Graph().as_default():
            watch = weakref.ref(tf.Variable(1.0))
            gc.collect()
            assert watch() is not None

        gc.collect()
        assert watch() is None


class TestTF2:
    """With its last reference, at that statement."""

    def test_a_dropped_holder_waits_for_nothing(self, tf):
        """The collector is off all the time; objgraph counts none. Source: `rfcs/20180817-variables-20.md`."""
        holder = [tf.Variable(1.0)]
        kind, watch = type(holder[0]), weakref.ref(holder[0])
        before = counted(kind)

        del holder

        assert watch() is None
        assert before - counted(kind) == 1

    @pytest.mark.library
    def test_one_handle_keeps_no_other_variable(self, tf):
        """A value, a name, a shape, another variable: nothing leads to it. Source: guide/variable."""
        v, other = tf.Variable(1.0), tf.Variable(2.0)
        kept, watch = (v.name, v.dtype, v.shape, v.numpy(), v + other), weakref.ref(v)

        del v

        assert watch() is None
        assert kept[4].numpy() == 3.0

    def test_a_variable_of_a_frame_goes_with_the_return(self, tf):
        """Locals are references like any other. Source: guide/variable."""

        def build():
            v = tf.Variable(1.0)
            return weakref.ref(v)

        assert build()() is None

    def test_what_a_thread_made_goes_with_the_last_name(self, tf):
        """A variable belongs to no thread. Source: guide/variable."""
        found = []
        thread = threading.Thread(target=lambda: found.append(tf.Variable(1.0)))
        thread.start()
        thread.join()
        watch = weakref.ref(found[0])

        assert watch().numpy() == 1.0
        found.clear()
        assert watch() is None

    def test_a_training_loop_leaves_no_variable_behind(self, tf):
        """Nor a tape, nor a gradient, a hundred times. Source: guide/basic_training_loops."""

        def train():
            v = tf.Variable(np.ones(3, np.float32))
            with tf.GradientTape() as tape:
                loss = v * v
            v.assign_sub(0.1 * tape.gradient(loss, v))
            return weakref.ref(v)

        assert alive([train() for _ in range(100)]) == 0
