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

    def test_a_collection_holds_anything_twice(self, tf):
        """Under any key. Source: `python/framework/ops.py`, `add_to_collection`."""
        thing = object()
        for _ in range(2):
            tf.add_to_collection(("a", 1), thing)
        tf.add_to_collections(["b", "b"], thing)

        assert tf.get_collection(("a", 1)) == [thing, thing]
        assert tf.get_collection("b") == [thing]

    def test_a_copy_of_a_collection_is_not_the_collection(self, tf):
        """`get_collection_ref` is. Source: `python/framework/ops.py`, `get_collection`."""
        v = tf.Variable(1.0)
        tf.get_collection("variables").clear()
        assert tf.global_variables() == [v]

        tf.get_collection_ref("variables").clear()
        assert tf.global_variables() == []

    def test_update_operations_run_only_when_somebody_asks(self, tf):
        """UPDATE_OPS is a list like any other. Source: `python/framework/ops.py`, `GraphKeys`."""
        v = tf.Variable(0.0)
        tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, v.assign_add(1.0))
        with tf.Session() as session:
            session.run(v.initializer)
            session.run(tf.constant(1.0))
            assert session.run(v) == 0.0
            session.run(tf.get_collection(tf.GraphKeys.UPDATE_OPS))

            assert session.run(v) == 1.0

    @pytest.mark.library
    def test_a_regularizer_leaves_a_loss_that_nobody_adds(self, tf):
        """Once for each variable. Source: `python/ops/variable_scope.py`."""
        with tf.variable_scope("s", regularizer=lambda v: tf.identity(v, name="loss"), reuse=tf.AUTO_REUSE):
            for _ in range(2):
                tf.get_variable("w", initializer=1.0)

        assert len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)) == 1


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

    def test_a_walk_of_the_heap_finds_every_living_variable(self, tf):
        """The collector's list is the only list. Source: Python's `gc`."""
        kept, dropped = tf.Variable(12345.0), tf.Variable(54321.0)
        kind = type(kept)
        del dropped

        found = [obj.numpy() for obj in gc.get_objects() if type(obj) is kind]
        assert [12345.0 in found, 54321.0 in found] == [True, False]

    def test_a_module_may_make_its_variables_late(self, tf):
        """`variables` is computed each time. Source: guide/intro_to_modules, "Waiting to create variables"."""

        class Lazy(tf.Module):
            def __call__(self):
                self.w = tf.Variable(1.0)

        lazy = Lazy()
        before = lazy.variables
        lazy()

        assert (len(before), len(lazy.variables)) == (0, 1)

    def test_a_variable_of_two_paths_is_listed_once(self, tf):
        """Sharing is of the object. Source: `python/module/module.py`, `_flatten_module`."""
        m = tf.Module()
        m.a, m.b = tf.Module(), tf.Module()
        m.a.w = m.b.w = tf.Variable(1.0)

        assert len(m.variables) == 1
