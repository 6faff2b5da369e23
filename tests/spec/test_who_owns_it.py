"""Who owns the variable?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


class TestTF1:
    """The graph does."""

    def test_a_variable_is_owned_by_its_graph(self, tf):
        """No other object keeps it once its names are gone. Source: `python/framework/ops.py`, `Graph`."""
        graph = tf.Graph()
        with graph.as_default():
            lost = weakref.ref(tf.Variable(1.0))
        gc.collect()

        assert chain(graph, lost())
        del graph
        gc.collect()
        assert lost() is None

    def test_a_list_of_variables_owns_none_of_them(self, tf):
        """They go on without it. Source: guide/effective_tf2, "No more globals"."""
        layers = [tf.Variable(float(i)) for i in range(3)]
        watches = [weakref.ref(v) for v in layers]

        del layers
        gc.collect()

        assert alive(watches) == 3

    def test_clearing_every_collection_frees_the_object(self, tf):
        """The operations, the name and the initialiser stay. Source: `python/framework/ops.py`, `clear_collection`."""
        lost = weakref.ref(tf.Variable(5.0, name="v"))
        graph = tf.get_default_graph()
        for key in graph.get_all_collection_keys():
            graph.clear_collection(key)
        gc.collect()

        assert lost() is None
        assert "v/Assign" in [op.name for op in graph.get_operations()]

    @pytest.mark.surprising
    def test_clearing_every_collection_leaves_what_get_variable_made(self, tf):
        """The store of the scopes holds it as well. Source: `python/ops/variable_scope.py`, `_VariableStore`."""
        lost = weakref.ref(tf.get_variable("w", initializer=1.0))
        graph = tf.get_default_graph()
        graph.clear_collection("variables")
        graph.clear_collection("trainable_variables")
        gc.collect()

        assert lost() is not None
        with tf.variable_scope("", reuse=True):
            assert tf.get_variable("w") is lost()

    def test_a_collection_owns_any_object(self, tf):
        """Until it is cleared, or its graph goes. Source: `python/framework/ops.py`, `add_to_collection`."""

        class Thing:
            pass

        tf.add_to_collection("things", Thing())

        assert counted(Thing) == 1
        tf.get_default_graph().clear_collection("things")
        assert counted(Thing) == 0


class TestTF2:
    """Whoever holds a reference to it."""

    def test_a_variable_is_owned_by_the_object_that_holds_it(self, tf):
        """A plain object will do, and lets go with the attribute. Source: guide/intro_to_modules."""

        class Holder:
            pass

        holder = Holder()
        holder.v = tf.Variable(1.0)
        watch = weakref.ref(holder.v)

        assert chain(holder, watch())
        del holder.v
        assert watch() is None

    def test_a_list_of_variables_owns_all_of_them(self, tf):
        """The collector names that very list, and nothing else. Source: guide/variable."""
        layers = [tf.Variable(float(i)) for i in range(3)]
        watches = [weakref.ref(v) for v in layers]

        assert all(gc.get_referrers(watch()) == [layers] for watch in watches)
        del layers[0]
        assert alive(watches) == 2
        del layers
        assert alive(watches) == 0

    def test_clearing_a_dictionary_frees_the_object(self, tf):
        """The entry was the only reference. Source: guide/variable."""
        layers = {"w": tf.Variable(1.0)}
        watch = weakref.ref(layers["w"])

        layers.clear()

        assert watch() is None

    def test_a_closure_owns_the_variable_that_it_names(self, tf):
        """Each closure its own. Source: guide/variable."""

        def counter():
            v = tf.Variable(0.0)
            return (lambda: v.assign_add(1.0)), weakref.ref(v)

        count, watch = counter()
        count()

        assert watch().numpy() == 1.0
        del count
        assert watch() is None

    def test_a_default_argument_owns_its_variable(self, tf):
        """As long as the function object lives, all calls share it. Source: Python's data model."""

        def step(v=tf.Variable(0.0)):  # noqa: B008  the claim is about this
            return v.assign_add(1.0)

        watch = weakref.ref(step.__defaults__[0])
        step()

        assert watch().numpy() == 1.0
        del step
        assert watch() is None

    def test_a_weak_dictionary_owns_no_object(self, tf):
        """A registry by name that forgets what is lost. Source: `rfcs/20180817-variables-20.md`."""
        registry = weakref.WeakValueDictionary()
        v = tf.Variable(1.0)
        registry["v"] = v

        del v

        assert dict(registry) == {}

    @pytest.mark.surprising
    def test_a_shallow_copy_is_the_variable_itself(self, tf):
        """Only a deep copy is another one. Source: `python/ops/resource_variable_ops.py`, `__deepcopy__`."""
        import copy

        v = tf.Variable(1.0)
        other = copy.deepcopy(v)
        other.assign(2.0)

        assert copy.copy(v) is v
        assert (v.numpy(), other.numpy()) == (1.0, 2.0)
