"""A Python function became a graph. What does that keep alive, and until when?"""

import gc
import threading
import weakref

import numpy as np
import pytest

import lifetimes.tf2 as tf


def closing_over():
    v = tf.Variable(2.0)
    return tf.function(lambda x: v * x), weakref.ref(v)


class TestTF2:
    def test_a_function_keeps_what_its_python_function_closes_over(self):
        """And no longer than itself, traced or not."""
        f, watch = closing_over()
        f(tf.constant(1.0))

        assert watch() is not None
        del f
        assert watch() is None

    def test_a_function_dies_at_once_with_its_traces(self):
        """A trace refers back and forth inside; its owner undoes that when it goes."""
        f, _ = closing_over()
        c = f.get_concrete_function(tf.constant(1.0))
        watches = [weakref.ref(f), weakref.ref(c), weakref.ref(c.graph)]

        del f, c

        assert [watch() for watch in watches] == [None, None, None]

    def test_a_function_goes_on_with_the_value_of_a_lost_variable(self):
        """The trace captured the storage; the object it knows weakly."""
        v = tf.Variable(2.0)
        held = {"v": v}
        f = tf.function(lambda x: held["v"].assign_add(x))
        f(tf.constant(1.0))
        watch = weakref.ref(v)

        del v, held["v"]

        assert watch() is None
        assert f(tf.constant(1.0)).numpy() == 4.0

    def test_a_function_of_a_lost_variable_fails_under_a_tape(self):
        """A tape must know the variables, and one of them is gone."""
        v = tf.Variable(2.0)
        held = {"v": v}
        f = tf.function(lambda x: held["v"] * x)
        f(tf.constant(1.0))
        del v, held["v"]

        with tf.GradientTape(), pytest.raises(AssertionError, match="variables which have been deleted"):
            f(tf.constant(1.0))

    def test_a_variable_made_inside_lives_as_long_as_the_function(self):
        """Even after the program drops its own reference."""
        made = []

        @tf.function
        def f(x):
            if not made:
                made.append(tf.Variable(1.0))
            return made[0] * x if made[0] is not None else x

        f(tf.constant(1.0))
        watch = weakref.ref(made[0])
        made[0] = None

        assert watch() is not None
        del f
        assert watch() is None

    def test_a_method_keeps_neither_its_instance_nor_the_variables_of_it(self):
        """It holds the instance weakly, and has a trace of its own for each."""

        class Model(tf.Module):
            def __init__(self):
                super().__init__()
                self.v = tf.Variable(1.0)

            @tf.function
            def __call__(self, x):
                return self.v * x

        m = Model()
        m(tf.constant(1.0))
        watches = [weakref.ref(m), weakref.ref(m.v)]

        del m

        assert [watch() for watch in watches] == [None, None]

    def test_arguments_are_not_kept(self):
        """Tensors, arrays, variables, objects: a trace knows their types."""

        class Thing:
            pass

        f = tf.function(lambda *arguments: tf.constant(1))
        thing, v, t = Thing(), tf.Variable(1.0), tf.constant([1.0])
        f(thing, v, t)
        watches = [weakref.ref(thing), weakref.ref(v), weakref.ref(t)]

        del thing, v, t

        assert [watch() for watch in watches] == [None, None, None]

    def test_a_failed_trace_leaves_nothing(self):
        """Neither a trace nor a variable of it, once the exception is gone."""
        made = []

        @tf.function
        def f(x):
            made.append(weakref.ref(tf.Variable(1.0)))
            raise ValueError("on purpose")

        with pytest.raises(ValueError, match="on purpose"):
            f(tf.constant(1.0))

        assert f.experimental_get_tracing_count() == 0

    def test_many_traces_go_with_their_function(self):
        """A retrace per Python value; one death for all of them."""
        f = tf.function(lambda n: tf.constant(n) + 1)
        for n in range(200):
            f(n)
        watches = [weakref.ref(c.graph) for c in f._list_all_concrete_functions()]

        del f

        assert len(watches) == 200
        assert not any(watch() for watch in watches)

    def test_a_nested_function_is_kept_by_the_trace_that_calls_it(self):
        """The outer trace calls the inner one; the inner name may go."""
        inner = tf.function(lambda x: x + 1.0)
        held = [inner]
        outer = tf.function(lambda x: held[0](x) * 2.0)
        outer(tf.constant(1.0))

        del inner
        held.clear()

        assert outer(tf.constant(2.0)).numpy() == 6.0

    def test_a_graph_that_somebody_holds_stays_whole(self):
        """Its function has gone, and only the cycle collector will free it, once it is let go of."""
        graph = tf.function(lambda x: x * 2.0).get_concrete_function(tf.TensorSpec([], tf.float32)).graph
        watch = weakref.ref(graph)

        assert [op.type for op in graph.get_operations()] == ["Placeholder", "Const", "Mul", "Identity"]
        del graph
        gc.collect()
        assert watch() is None

    def test_a_symbol_that_somebody_holds_keeps_what_it_is_computed_from(self):
        """A tensor of a trace holds its graph."""
        leaked = []
        f = tf.function(lambda x: leaked.append(x * 2.0) or x)
        f(tf.constant(1.0))
        del f

        assert [tensor.op.type for tensor in leaked[0].op.inputs] == ["Placeholder", "Const"]

    @pytest.mark.library
    def test_an_inner_trace_that_goes_leaves_the_collections_of_the_outer_one(self):
        """They are shared while both live."""
        kept = []

        @tf.function
        def outer(x):
            graph = tf.compat.v1.get_default_graph()
            graph.add_to_collection("mine", "kept")
            tf.function(lambda y: y + 1.0).get_concrete_function(x)
            kept.extend(graph.get_collection("mine"))
            return x

        outer(tf.constant(1.0))

        assert kept == ["kept"]

    def test_no_update_of_eight_threads_is_lost(self):
        """Reading and writing are one step: an update of a resource is atomic."""
        v = tf.Variable(np.zeros(1000, np.float32))
        one = tf.constant(np.ones(1000, np.float32))
        f = tf.function(lambda: v.assign_add(one))
        f()

        def add():
            for _ in range(100):
                f()

        threads = [threading.Thread(target=add) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert v.numpy().tolist() == [801.0] * 1000
