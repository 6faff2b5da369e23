"""Where does a new variable go?"""

import gc
import sys
import weakref

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
