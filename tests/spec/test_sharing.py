"""How do two pieces of code come to use the same variable?"""

import gc
import weakref

import numpy as np
import pytest
from proofs import chain, counted


def zeros(shape, dtype, partition_info=None):
    """An initial value that needs no random numbers."""
    return np.zeros(shape, dtype.as_numpy_dtype)


class TestTF1:
    """They ask for the same name, and say whether it may exist already."""

    def test_two_functions_share_a_variable_by_its_name(self, tf):
        """With AUTO_REUSE the first call makes it, the second finds it. Source: `python/ops/variable_scope.py`."""

        def layer():
            with tf.variable_scope("layer", reuse=tf.AUTO_REUSE):
                return tf.get_variable("w", [2], initializer=zeros)

        assert layer() is layer()
        assert len(tf.global_variables()) == 1

    def test_what_is_shared_is_kept_when_no_user_is_left(self, tf):
        """The graph's store keeps it; objgraph walks there. Source: `python/ops/variable_scope.py`."""
        lost = weakref.ref(tf.get_variable("w", [2], initializer=zeros))
        kind = type(lost())
        gc.collect()

        assert counted(kind) == 1
        assert chain(tf.get_default_graph(), lost())

    def test_a_name_that_exists_is_refused_without_reuse(self, tf):
        """Sharing by accident is what it protects from. Source: `python/ops/variable_scope.py`."""
        with tf.variable_scope("layer"):
            tf.get_variable("w", [2], initializer=zeros)

        with (
            tf.variable_scope("layer"),
            pytest.raises(ValueError, match="Variable layer/w already exists, disallowed"),
        ):
            tf.get_variable("w", [2], initializer=zeros)

    def test_a_name_that_does_not_exist_is_refused_under_reuse(self, tf):
        """Finding by name fails loudly. Source: `python/ops/variable_scope.py`."""
        tf.get_variable("kernel", [2], initializer=zeros)

        with tf.variable_scope("", reuse=True), pytest.raises(ValueError, match="Variable kernle does not exist"):
            tf.get_variable("kernle", [2], initializer=zeros)

    @pytest.mark.surprising
    def test_reuse_is_inherited_and_cannot_be_lifted(self, tf):
        """False inside stays reuse; AUTO_REUSE is a way out. Source: `python/ops/variable_scope.py`."""
        with tf.variable_scope("a", reuse=True):
            with tf.variable_scope("b", reuse=False) as inner:
                assert inner.reuse is True
            with tf.variable_scope("c", reuse=tf.AUTO_REUSE):
                assert tf.get_variable("w", [], initializer=zeros).name == "a/c/w:0"

    @pytest.mark.surprising
    def test_a_scope_object_jumps_there_from_anywhere(self, tf):
        """Variable names become absolute, operations stay relative. Source: `python/ops/variable_scope.py`."""
        with tf.variable_scope("s") as scope:
            pass
        with tf.variable_scope("elsewhere"), tf.variable_scope(scope):
            assert tf.get_variable("w", [], initializer=zeros).name == "s/w:0"
            assert tf.constant(1, name="c").name == "elsewhere/s/c:0"

    def test_sharing_a_name_is_sharing_a_shape(self, tf):
        """Whoever asks for another one is told both. Source: `python/ops/variable_scope.py`."""
        tf.get_variable("w", [2, 3], initializer=zeros)

        with tf.variable_scope("", reuse=True), pytest.raises(ValueError) as caught:
            tf.get_variable("w", [3, 2], initializer=zeros)

        assert str(caught.value) == "Trying to share variable w, but specified shape (3, 2) and found shape (2, 3)."

    @pytest.mark.library
    def test_a_template_shares_what_its_first_call_made(self, tf):
        """The function is the same each time; the scope remembers. Source: `python/ops/template.py`."""
        template = tf.make_template("t", lambda: tf.get_variable("w", [], initializer=zeros))

        assert template() is template()
        assert [v.name for v in template.variables] == ["t/w:0"]

    def test_another_graph_shares_nothing(self, tf):
        """Names are keys within one graph only. Source: `python/framework/ops.py`, `Graph`."""
        mine = tf.get_variable("w", [], initializer=zeros)
        with tf.Graph().as_default():
            theirs = tf.get_variable("w", [], initializer=zeros)

        assert mine is not theirs
        assert mine.name == theirs.name

    @pytest.mark.surprising
    def test_a_name_scope_does_not_reach_get_variable(self, tf):
        """It prefixes `tf.Variable` and operations. Source: `python/ops/variable_scope.py`."""
        with tf.name_scope("n"):
            assert tf.get_variable("w", [], initializer=zeros).name == "w:0"
            assert tf.Variable(1.0, name="v").name == "n/v:0"

    def test_a_default_name_makes_each_scope_another(self, tf):
        """`dense`, then `dense_1`. Source: `python/ops/variable_scope.py`, `variable_scope`."""
        names = []
        for _ in range(2):
            with tf.variable_scope(None, default_name="dense"):
                names.append(tf.get_variable("w", [], initializer=zeros).name)

        assert names == ["dense/w:0", "dense_1/w:0"]

    def test_a_scope_that_is_opened_again_has_the_same_variables(self, tf):
        """And another name scope. Source: `python/ops/variable_scope.py`."""
        found, operations = [], []
        for reuse in (False, True):
            with tf.variable_scope("s", reuse=reuse):
                found.append(tf.get_variable("w", [], initializer=zeros))
                operations.append(tf.constant(1.0, name="c").op.name)

        assert found[0] is found[1]
        assert operations == ["s/c", "s_1/c"]

    def test_a_custom_getter_sees_every_name_in_full(self, tf):
        """And may give back anything. Source: `python/ops/variable_scope.py`, `custom_getter`."""
        seen = []

        def getter(getter, name, *args, **kwargs):
            seen.append(name)
            return getter(name, *args, **kwargs) * 2.0

        with tf.variable_scope("s", custom_getter=getter):
            doubled = tf.get_variable("w", initializer=1.0)

        assert seen == ["s/w"]
        assert not isinstance(doubled, tf.Variable)

    def test_a_variable_creator_sees_both_ways_of_making(self, tf):
        """The innermost is asked first, on its own graph only. Source: `python/framework/ops.py`."""
        seen = []

        def creator(next_creator, **kwargs):
            seen.append(kwargs["name"])
            return next_creator(**kwargs)

        with tf.variable_creator_scope(creator):
            tf.Variable(1.0, name="a")
            tf.get_variable("b", initializer=1.0)
            with tf.Graph().as_default():
                tf.Variable(1.0, name="c")

        assert seen == ["a", "b"]


class TestTF2:
    """They use the same object."""

    def test_two_functions_share_a_variable_by_the_object(self, tf):
        """Passing it on is sharing it. Source: guide/intro_to_modules."""
        layer = tf.Module()
        layer.w = tf.Variable([0.0, 0.0])

        def use(shared):
            return shared.w

        assert use(layer) is use(layer)

    def test_what_is_shared_goes_when_no_user_is_left(self, tf):
        """The last of two owners frees it; objgraph counts. Source: guide/variable."""
        first, second = tf.Module(), tf.Module()
        first.w = second.w = tf.Variable(1.0)
        watch, kind = weakref.ref(first.w), type(first.w)
        before = counted(kind)

        del first
        assert chain(second, watch())
        del second

        assert watch() is None
        assert before - counted(kind) == 1

    def test_sharing_a_name_is_sharing_nothing(self, tf):
        """A scope names, and makes nothing unique. Source: `rfcs/20180817-variables-20.md`."""
        made = []
        for _ in range(2):
            with tf.name_scope("layer"):
                made.append(tf.Variable(0.0, name="w"))

        assert made[0] is not made[1]
        assert [v.name for v in made] == ["layer/w:0", "layer/w:0"]

    def test_a_module_called_twice_shares_what_its_first_call_made(self, tf):
        """It keeps the variable in an attribute. Source: guide/intro_to_modules."""

        class Layer(tf.Module):
            w = None

            def __call__(self):
                if self.w is None:
                    self.w = tf.Variable(0.0)
                return self.w

        layer = Layer()

        assert layer() is layer()
        assert len(layer.variables) == 1

    def test_a_creator_scope_sees_every_variable_that_is_made(self, tf):
        """The innermost is asked first. Source: `python/framework/ops.py`, `variable_creator_scope`."""
        seen = []

        def creator(which):
            def create(next_creator, **kwargs):
                seen.append(which)
                return next_creator(**kwargs)

            return create

        with tf.variable_creator_scope(creator("outer")), tf.variable_creator_scope(creator("inner")):
            tf.Variable(1.0)

        assert seen == ["inner", "outer"]

    def test_a_module_names_its_variables_by_scope_of_call(self, tf):
        """Names need not differ. Source: `python/module/module.py`, `with_name_scope`."""

        class Layer(tf.Module):
            @tf.Module.with_name_scope
            def build(self):
                return tf.Variable(0.0, name="w")

        assert [Layer(name="a").build().name, Layer(name="a").build().name] == ["a/w:0", "a/w:0"]
