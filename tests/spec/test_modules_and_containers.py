"""An object holds variables. When does it let go?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


class TestTF1:
    """It never held them: the graph does."""

    def test_an_object_does_not_take_its_variables_with_it(self, tf):
        """They were the graph's from the beginning. Source: guide/effective_tf2, "No more globals"."""

        class Layer:
            def __init__(self):
                self.v = tf.Variable(1.0, name="v")

        layer = Layer()
        watch, kind = weakref.ref(layer.v), type(layer.v)
        before = counted(kind)
        del layer
        gc.collect()

        assert watch() is tf.global_variables()[0]
        assert counted(kind) == before
        assert chain(tf.get_default_graph(), watch())

    def test_an_attribute_set_to_none_changes_nothing(self, tf):
        """The variable is trained and saved as before. Source: guide/effective_tf2."""

        class Layer:
            def __init__(self):
                self.v = tf.Variable(1.0, name="v")

        layer = Layer()
        layer.v = None

        assert [v.name for v in tf.trainable_variables()] == ["v:0"]

    def test_a_scope_groups_by_name_what_no_object_groups(self, tf):
        """The prefix is the only container. Source: `python/ops/variable_scope.py`."""
        with tf.variable_scope("layer"):
            tf.get_variable("a", initializer=1.0)
            tf.get_variable("b", initializer=2.0)
        tf.get_variable("c", initializer=3.0)

        found = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="layer/")
        assert [v.name for v in found] == ["layer/a:0", "layer/b:0"]

    def test_a_prefix_takes_more_than_a_container_would(self, tf):
        """`layer` finds `layer2` as well. Source: `python/framework/ops.py`, `get_collection`."""
        for name in ("layer/w", "layer2/w"):
            tf.Variable(1.0, name=name)

        assert len(tf.get_collection("variables", scope="layer")) == 2
        assert len(tf.get_collection("variables", scope="layer/")) == 1


class TestTF2:
    """With the attribute, mostly: a module remembers what it depended on."""

    def test_an_object_takes_its_variables_with_it(self, tf):
        """Through lists, dictionaries and submodules too. Source: guide/intro_to_modules."""
        m = tf.Module()
        m.child = tf.Module()
        m.child.items = [tf.Variable(1.0), {"k": tf.Variable(2.0)}]
        watches, kind = [weakref.ref(v) for v in m.variables], type(m.variables[0])
        before = counted(kind)
        assert all(chain(m, watch()) for watch in watches)

        del m

        assert alive(watches) == 0
        assert before - counted(kind) == 2

    @pytest.mark.surprising
    def test_an_attribute_set_to_none_hides_and_does_not_free(self, tf):
        """A checkpoint would still save it. Source: `python/trackable/autotrackable.py`, `__setattr__`."""
        m = tf.Module()
        m.v = tf.Variable(1.0)
        watch = weakref.ref(m.v)

        m.v = None

        assert m.variables == ()
        assert watch() is not None

    def test_an_attribute_that_is_deleted_frees(self, tf):
        """`del` lets go of what the name depended on. Source: `python/trackable/autotrackable.py`, `__delattr__`."""
        m = tf.Module()
        m.v = tf.Variable(1.0)
        watch = weakref.ref(m.v)

        m.v = None
        del m.v

        assert watch() is None

    def test_an_attribute_that_gets_another_variable_frees_the_first(self, tf):
        """One name depends on one thing. Source: `python/trackable/autotrackable.py`, `__setattr__`."""
        m = tf.Module()
        m.v = tf.Variable(1.0)
        watch = weakref.ref(m.v)

        m.v = tf.Variable(2.0)

        assert watch() is None

    @pytest.mark.surprising
    def test_a_variable_popped_from_a_list_lives_until_the_list_is_replaced(self, tf):
        """The wrapper depends on every element it ever had. Source: `python/trackable/data_structures.py`."""
        m = tf.Module()
        m.layers = [tf.Variable(1.0), tf.Variable(2.0)]
        watch = weakref.ref(m.layers[1])

        m.layers.pop()

        assert len(m.variables) == 1
        assert watch() is not None
        m.layers = list(m.layers)
        assert watch() is None

    def test_a_module_that_points_to_its_parent_is_a_cycle(self, tf):
        """Walking it is safe, freeing it needs the collector. Source: guide/intro_to_modules."""
        parent = tf.Module()
        parent.child = tf.Module()
        parent.child.parent = parent
        parent.v = tf.Variable(1.0)
        watch = weakref.ref(parent.v)

        assert len(parent.variables) == 1
        del parent
        assert watch() is not None
        gc.collect()
        assert watch() is None

    def test_a_list_that_was_set_reads_back_as_another_that_equals_it(self, tf):
        """Its elements are shared. Source: `python/trackable/data_structures.py`, `ListWrapper`."""
        given = [tf.Variable(1.0)]
        m = tf.Module()
        m.items = given

        assert m.items is not given
        assert m.items[0] is given[0]

    def test_a_set_of_references_is_not_seen(self, tf):
        """Nor a closure. Source: guide/intro_to_modules."""
        v = tf.Variable(1.0)
        m = tf.Module()
        m.references, m.call = {v.ref()}, lambda: v

        assert m.variables == ()

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_generator_owns_a_state_that_a_module_does_not_list(self, tf):
        """It goes with the generator. Source: guide/random_numbers."""
        m = tf.Module()
        m.generator = tf.random.Generator.from_seed(1)
        watch = weakref.ref(m.generator)

        assert m.variables == ()
        del m
        assert alive([watch]) == 0
