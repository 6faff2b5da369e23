"""Something is wrong. When is it said, and what does the failure keep?"""

import gc
import weakref

import pytest
from proofs import alive, counted


class TestTF1:
    """While building, where shapes and dtypes tell; else when it is run."""

    @pytest.mark.library
    def test_a_misfit_of_shapes_is_found_while_building(self, tf):
        """Before any session exists. Source: `python/framework/ops.py`, `_create_c_op`."""
        with pytest.raises(ValueError, match="Dimensions must be equal, but are 4 and 3"):
            tf.placeholder(tf.float32, [4]) + tf.placeholder(tf.float32, [3])

    def test_a_failure_while_building_keeps_what_was_built(self, tf):
        """The graph has it; objgraph counts it. Source: `python/framework/ops.py`, `Graph`."""
        kind = type(tf.Variable(0.0))
        before = counted(kind)

        def build():
            tf.Variable(1.0, name="made")
            raise ValueError("on purpose")

        with pytest.raises(ValueError, match="on purpose"):
            build()
        gc.collect()

        assert counted(kind) - before == 1
        assert tf.global_variables()[-1].name == "made:0"

    @pytest.mark.library
    def test_a_failed_run_names_the_operation(self, tf):
        """By the name that the program gave it. Source: `python/client/session.py`, `_do_call`."""
        x = tf.placeholder(tf.float32, [], name="hungry")
        with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match="hungry"):
            session.run(x + 1.0)

    def test_a_failed_run_keeps_no_session(self, tf):
        """Once the exception is gone. Source: `python/client/session.py`."""
        session = tf.Session()
        v = tf.Variable(1.0)
        with pytest.raises(tf.errors.FailedPreconditionError) as caught:
            session.run(v)
        watch = weakref.ref(session)
        session.close()
        del session, caught
        gc.collect()

        assert watch() is None

    @pytest.mark.library
    def test_two_graphs_do_not_mix(self, tf):
        """An operation has one graph. Source: `python/framework/ops.py`, `_assert_same_graph`."""
        mine = tf.constant(1.0)
        with tf.Graph().as_default():
            theirs = tf.constant(2.0)

        with pytest.raises(ValueError, match="must be from the same graph"):
            tf.add(mine, theirs)

    @pytest.mark.library
    def test_a_scope_that_cannot_be_opened_leaves_the_default_graph(self, tf):
        """It was that of its values. Source: `python/ops/variable_scope.py`, `variable_scope.__enter__`."""
        with tf.Graph().as_default():
            theirs = tf.constant(2.0)
        before, scope = tf.get_default_graph(), tf.variable_scope(None, "default", [theirs], reuse=True)

        with pytest.raises(ValueError, match="reuse=True cannot be used without a name_or_scope"):
            scope.__enter__()

        assert tf.get_default_graph() is before

    @pytest.mark.library
    def test_a_fetch_of_another_graph_is_refused(self, tf):
        """And a feed is, too. Source: `python/client/session.py`, `_FetchMapper`."""
        with tf.Graph().as_default():
            theirs = tf.placeholder(tf.float32, [])
        mine = tf.constant(1.0)
        with tf.Session() as session:
            with pytest.raises(ValueError, match="is not an element of this graph"):
                session.run(theirs)
            with pytest.raises(TypeError, match="is not an element of this graph"):
                session.run(mine, {theirs: 1.0})

    @pytest.mark.library
    def test_an_assignment_that_does_not_fit_is_refused_while_building(self, tf):
        """`validate_shape=False` lets the shape go. Source: `python/ops/state_ops.py`, `assign`."""
        v = tf.Variable([1.0, 2.0])

        with pytest.raises(ValueError, match="Dimension"):
            v.assign(tf.constant([1.0, 2.0, 3.0]))
        assert tf.assign(v, tf.constant([1.0, 2.0, 3.0]), validate_shape=False).op.type == "Assign"


class TestTF2:
    """At the line of the op, with everything before it done."""

    @pytest.mark.library
    def test_a_misfit_of_shapes_is_found_at_the_line(self, tf):
        """Nothing was built. Source: guide/eager."""
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"Incompatible shapes: \[4\] vs. \[3\]"):
            tf.ones([4]) + tf.ones([3])

    def test_a_failure_while_building_keeps_nothing(self, tf):
        """Once the exception is gone; objgraph counts none. Source: guide/variable."""
        kind = type(tf.Variable(0.0))
        before = counted(kind)
        made = []

        def build():
            v = tf.Variable(1.0)
            made.append(weakref.ref(v))
            raise ValueError("on purpose")

        try:
            build()
        except ValueError as error:
            assert str(error) == "on purpose"

        assert alive(made) == 0
        assert counted(kind) == before

    def test_a_failed_assignment_changes_nothing(self, tf):
        """The value stays. Source: guide/variable."""
        v = tf.Variable([1.0, 2.0])

        with pytest.raises(ValueError, match=r"\(3,\)"):
            v.assign([1.0, 2.0, 3.0])

        assert v.numpy().tolist() == [1.0, 2.0]

    @pytest.mark.surprising
    def test_adding_in_place_is_refused(self, tf):
        """`v += 1.0` neither assigns nor rebinds. Source: `python/ops/resource_variable_ops.py`, `__iadd__`."""
        v = tf.Variable(1.0)

        with pytest.raises(RuntimeError, match="assign_add"):
            v += 1.0

    @pytest.mark.library
    def test_a_symbol_outside_its_trace_is_refused(self, tf):
        """It has no value there. Source: guide/function, "All outputs of a tf.function"."""
        leaked = []
        f = tf.function(lambda x: leaked.append(x * 2.0) or x)
        f(tf.constant(1.0))

        with pytest.raises(TypeError, match="out of scope"):
            leaked[0] + 1.0

    @pytest.mark.library
    def test_dtypes_do_not_mix(self, tf):
        """A Python number adapts. Source: guide/tensor."""
        assert (tf.constant(1.0) + 1).numpy() == 2.0
        with pytest.raises(tf.errors.InvalidArgumentError):
            tf.constant(1.0) + tf.constant(1)

    def test_a_tensor_has_no_item_assignment(self, tf):
        """A variable's part has. Source: guide/tensor, and `python/ops/array_ops.py`."""
        t = tf.constant([1.0, 2.0])
        with pytest.raises(TypeError, match="does not support item assignment"):
            t[0] = 5.0

        assert t.numpy().tolist() == [1.0, 2.0]

    @pytest.mark.library
    def test_code_of_the_old_world_is_refused(self, tf):
        """Its names have left, and a placeholder needs a graph. Source: guide/migrate."""
        for name in ("placeholder", "Session", "get_variable", "global_variables", "reset_default_graph"):
            assert not hasattr(tf, name)
        with pytest.raises(RuntimeError, match="not compatible with eager execution"):
            tf.compat.v1.placeholder(tf.float32)
