"""Where does a new variable go?"""

import gc
import sys
import weakref

import numpy as np
import pytest
from proofs import alive, chain, chain_from_modules, counted


class TestTF1:
    """Into the default graph of this thread, and into its collections."""

    def test_a_new_variable_goes_into_the_default_graph(self, tf):
        """Unasked, as four operations. Source: `python/framework/ops.py`, `get_default_graph`."""
        v = tf.Variable(1.0, name="v")

        graph = tf.get_default_graph()
        assert v.graph is graph
        assert [op.name for op in graph.get_operations()] == ["v/initial_value", "v", "v/Assign", "v/read"]

    def test_a_new_variable_goes_into_two_collections(self, tf):
        """The object itself, unless told otherwise. Source: `python/ops/ref_variable.py`, `RefVariable`."""
        lost = weakref.ref(tf.Variable(1.0))
        gc.collect()

        assert lost() is tf.get_collection("variables")[0]
        assert lost() is tf.get_collection("trainable_variables")[0]

    def test_a_new_variable_is_reached_from_the_graph(self, tf):
        """As long as a collection names it; objgraph walks there. Source: `python/framework/ops.py`, `Graph`."""
        lost = weakref.ref(tf.Variable(1.0))

        assert chain(tf.get_default_graph(), lost())

    def test_a_new_variable_of_a_with_block_goes_into_that_graph(self, tf):
        """The innermost `as_default` counts. Source: guide "Graphs and Sessions"."""
        inner = tf.Graph()
        with inner.as_default():
            v = tf.Variable(1.0)

        assert v.graph is inner
        assert tf.global_variables() == []

    @pytest.mark.surprising
    def test_a_new_variable_of_no_collection_is_trainable_all_the_same(self, tf):
        """`collections=[]` leaves `trainable=True` in force. Source: `python/ops/ref_variable.py`."""
        v = tf.Variable(1.0, collections=[])

        assert tf.global_variables() == []
        assert tf.trainable_variables() == [v]

    def test_a_default_graph_is_put_back_when_the_block_ends(self, tf):
        """By an exception too. Source: `python/framework/ops.py`, `as_default`."""
        outer = tf.get_default_graph()
        with pytest.raises(RuntimeError, match="on purpose"), tf.Graph().as_default() as inner:
            assert tf.get_default_graph() is inner
            raise RuntimeError("on purpose")

        assert tf.get_default_graph() is outer

    def test_a_graph_that_is_made_is_not_the_default(self, tf):
        """Until it is entered. Source: `python/framework/ops.py`, `Graph`."""
        made = tf.Graph()

        assert tf.get_default_graph() is not made

    @pytest.mark.surprising
    def test_a_reset_inside_a_graph_is_refused(self, tf):
        """Under `as_default` of a session it is not. Source: `python/framework/ops.py`, `reset_default_graph`."""
        with tf.Graph().as_default(), pytest.raises(AssertionError, match=r"Do not use tf.reset_default_graph"):
            tf.reset_default_graph()
        with tf.Session().as_default():
            before = tf.get_default_graph()
            tf.reset_default_graph()

        assert tf.get_default_graph() is not before

    def test_names_start_over_after_a_reset(self, tf):
        """The graph is another one. Source: `python/framework/ops.py`, `reset_default_graph`."""
        first = tf.Variable(1.0, name="w")
        tf.reset_default_graph()
        second = tf.Variable(1.0, name="w")

        assert first.name == second.name == "w:0"
        assert first.graph is not second.graph

    def test_a_finalized_graph_takes_nothing_more(self, tf):
        """No operation, and nothing into a collection. Source: `python/framework/ops.py`, `finalize`."""
        graph = tf.get_default_graph()
        graph.finalize()

        with pytest.raises(RuntimeError, match="Graph is finalized and cannot be modified"):
            tf.constant(1.0)
        with pytest.raises(RuntimeError, match="Graph is finalized and cannot be modified"):
            graph.add_to_collection("mine", 1)

    @pytest.mark.surprising
    def test_an_operation_goes_into_the_graph_of_its_inputs(self, tf):
        """Not into the default one. Source: `python/framework/ops.py`, `_get_graph_from_inputs`."""
        a = tf.constant(1.0)
        with tf.Graph().as_default():
            total = a + 1.0

        assert total.graph is a.graph

    @pytest.mark.library
    def test_a_constant_is_stored_in_the_graph_each_time(self, tf):
        """A placeholder stores nothing. Source: `python/framework/constant_op.py`, `constant`."""
        array = np.ones(1000, np.float32)
        for _ in range(2):
            tf.constant(array)

        assert tf.get_default_graph().as_graph_def().ByteSize() > 2 * array.nbytes


class TestTF2:
    """Nowhere: only the name that you bind it to holds it."""

    def test_a_new_variable_goes_nowhere(self, tf):
        """The collector sees no reference from any object to it. Source: `rfcs/20180817-variables-20.md`."""
        v = tf.Variable(1.0)

        assert gc.get_referrers(v) == []

    @pytest.mark.library
    def test_a_new_variable_goes_into_no_collection(self, tf):
        """Under eager execution none lists it. Source: `rfcs/20180905-deprecate-collections.md`."""
        v = tf.Variable(1.0)

        assert tf.compat.v1.global_variables() == []
        assert v.numpy() == 1.0

    def test_a_new_variable_is_reached_from_nothing(self, tf):
        """A local name is no object; objgraph finds no chain from a module. Source: `rfcs/20180817-variables-20.md`."""
        v = tf.Variable(1.0)

        assert chain_from_modules(v) == []

    def test_a_new_variable_of_a_global_name_is_held_by_that_module(self, tf):
        """As any other Python object is. Source: guide/variable, "Lifecycles, naming, and watching"."""
        module = sys.modules[__name__]
        module.named = tf.Variable(1.0)
        kind = type(module.named)
        before = counted(kind)

        assert chain(module, module.named)
        watch = weakref.ref(module.named)
        del module.named
        assert alive([watch]) == 0
        assert before - counted(kind) == 1

    def test_a_function_builds_in_a_graph_of_its_own(self, tf):
        """`init_scope` is eager again. Source: guide/function, and `python/framework/ops.py`, `init_scope`."""
        seen = []

        @tf.function
        def f():
            seen.append(tf.executing_eagerly())
            with tf.init_scope():
                seen.append(tf.executing_eagerly())

        f()

        assert [tf.executing_eagerly(), *seen] == [True, False, True]

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_new_variable_inside_a_graph_is_owned_by_that_graph(self, tf):
        """It outlives its last name, and dies with the graph. Source: guide/migrate."""
        graph = tf.Graph()
        with graph.as_default():
            watch = weakref.ref(tf.Variable(1.0))
        gc.collect()

        assert alive([watch]) == 1
        del graph
        gc.collect()
        assert alive([watch]) == 0
