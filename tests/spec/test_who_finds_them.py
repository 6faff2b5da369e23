"""Who finds the variables to train, save and initialise?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


class TestTF1:
    """Global collections do."""

    def test_variables_are_listed_in_the_order_of_making(self, tf):
        """Wherever in the program they were made. Source: `python/ops/variables.py`, `global_variables`."""
        tf.Variable(0.0, name="b")
        tf.Variable(0.0, name="a", trainable=False)

        assert [v.name for v in tf.global_variables()] == ["b:0", "a:0"]
        assert [v.name for v in tf.trainable_variables()] == ["b:0"]

    def test_variables_are_listed_by_a_collection_that_keeps_them(self, tf):
        """The list itself is what objgraph finds. Source: `python/framework/ops.py`, `get_collection_ref`."""
        lost = weakref.ref(tf.Variable(0.0))
        variables = tf.get_collection_ref("variables")

        assert len(chain(variables, lost())) == 2
        assert lost() is variables[0]

    def test_a_copy_of_the_list_keeps_them_too(self, tf):
        """`get_collection` gives one. Source: `python/framework/ops.py`, `get_collection`."""
        kept = [*tf.get_collection("variables"), tf.Variable(0.0)]
        watch = weakref.ref(kept[0])
        tf.reset_default_graph()
        gc.collect()

        assert watch() is not None
        kept.clear()
        gc.collect()
        assert watch() is None

    def test_a_scope_filters_by_the_start_of_the_name(self, tf):
        """`re.match`, so `net` takes `net2/w` as well. Source: `python/framework/ops.py`, `get_collection`."""
        for name in ("net/w", "net2/w", "other/net"):
            tf.Variable(0.0, name=name)

        assert [v.name for v in tf.get_collection("variables", scope="net")] == ["net/w:0", "net2/w:0"]

    def test_an_initialiser_misses_what_is_made_after_it(self, tf):
        """It groups what was listed when it was asked for. Source: `python/ops/variables.py`."""
        tf.Variable(1.0, name="early")
        init = tf.global_variables_initializer()
        late = tf.Variable(2.0, name="late")
        with tf.Session() as session:
            session.run(init)

            with pytest.raises(tf.errors.FailedPreconditionError, match="late"):
                session.run(late)

    def test_a_hidden_variable_is_found_by_nobody(self, tf):
        """Neither trained nor initialised nor saved. Source: `python/framework/ops.py`, `get_collection_ref`."""
        kind = type(tf.Variable(0.0))
        before = counted(kind)
        lost = weakref.ref(tf.Variable(0.0, name="hidden", collections=[], trainable=False))
        gc.collect()

        assert lost() is None
        assert counted(kind) == before
        assert [v.name for v in tf.global_variables()] == ["Variable:0"]


class TestTF2:
    """Whoever passes them: `module.variables`, `tape.watched_variables()`."""

    def test_variables_are_listed_in_the_order_of_attributes(self, tf):
        """A module's own before its submodules', each once. Source: guide/intro_to_modules."""
        m = tf.Module()
        m.b, m.a = tf.Variable(0.0, name="b"), tf.Variable(0.0, name="a")
        m.again = m.b
        m.child = tf.Module()
        m.child.c = tf.Variable(0.0, name="c")

        assert [v.name for v in m.variables] == ["a:0", "b:0", "c:0"]

    def test_variables_are_listed_by_an_object_that_keeps_them(self, tf):
        """The module is what objgraph finds, and lets go at once. Source: guide/intro_to_modules."""
        m = tf.Module()
        m.v = tf.Variable(0.0)
        watch, kind = weakref.ref(m.v), type(m.v)
        before = counted(kind)

        assert chain(m, watch())
        del m
        assert watch() is None
        assert before - counted(kind) == 1

    def test_a_copy_of_the_list_keeps_them_too(self, tf):
        """`m.variables` gives a tuple, made anew each time. Source: `python/module/module.py`."""
        m = tf.Module()
        m.v = tf.Variable(0.0)
        kept = m.variables
        watch = weakref.ref(m.v)

        del m

        assert watch() is kept[0]
        del kept
        assert watch() is None

    def test_a_module_sees_lists_and_dictionaries(self, tf):
        """Nested too, and lets go of all of them. Source: guide/intro_to_modules."""
        m = tf.Module()
        m.child = tf.Module()
        m.child.items = [tf.Variable(1.0), {"k": tf.Variable(2.0)}]
        watches = [weakref.ref(v) for v in m.variables]

        del m

        assert len(watches) == 2
        assert alive(watches) == 0

    @pytest.mark.surprising
    def test_a_hidden_variable_is_found_by_nobody(self, tf):
        """In a plain object a module does not see it, and keeps it all the same. Source: guide/intro_to_modules."""

        class Plain:
            pass

        m = tf.Module()
        m.plain = Plain()
        m.plain.v = tf.Variable(1.0)
        watch = weakref.ref(m.plain.v)

        assert m.variables == ()
        assert watch() is not None
        del m
        assert watch() is None

    def test_a_tape_finds_what_it_watched(self, tf):
        """Each trainable variable that was read under it. Source: guide/autodiff."""
        v, fixed = tf.Variable(3.0), tf.Variable(1.0, trainable=False)
        with tf.GradientTape() as tape:
            v * fixed

        (found,) = tape.watched_variables()
        assert found is v
