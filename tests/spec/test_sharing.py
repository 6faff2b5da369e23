"""How do two pieces of code come to use the same variable?"""

import numpy as np
import pytest

import lifetimes.tf1 as tf1


def zeros(shape, dtype):
    """An initial value that needs no random numbers."""
    return np.zeros(shape, dtype.as_numpy_dtype)


class TestTF1:
    """They ask for the same name, and say whether it may exist already."""

    @pytest.fixture(autouse=True)
    def an_empty_default_graph(self):
        tf1.reset_default_graph()
        yield
        tf1.reset_default_graph()

    def test_two_functions_share_a_variable_by_its_name(self):
        """With AUTO_REUSE the first call makes it and the second finds it."""

        def layer():
            with tf1.variable_scope("layer", reuse=tf1.AUTO_REUSE):
                return tf1.get_variable("w", [2], initializer=zeros)

        assert layer() is layer()
        assert len(tf1.global_variables()) == 1

    def test_a_name_that_exists_is_refused_without_reuse(self):
        """Sharing by accident is what `reuse=False` protects from."""
        with tf1.variable_scope("layer"):
            tf1.get_variable("w", [2], initializer=zeros)

        with (
            tf1.variable_scope("layer"),
            pytest.raises(ValueError, match="Variable layer/w already exists, disallowed"),
        ):
            tf1.get_variable("w", [2], initializer=zeros)

    def test_a_name_that_does_not_exist_is_refused_under_reuse(self):
        """Finding by name fails loudly, and notes the names that come close."""
        tf1.get_variable("kernel", [2], initializer=zeros)

        with tf1.variable_scope("", reuse=True), pytest.raises(ValueError, match="Variable kernle does not exist"):
            tf1.get_variable("kernle", [2], initializer=zeros)

    def test_reuse_is_inherited_and_cannot_be_lifted(self):
        """An inner scope that says False is still under reuse; AUTO_REUSE is a way out."""
        with tf1.variable_scope("a", reuse=True):
            with tf1.variable_scope("b", reuse=False) as inner:
                assert inner.reuse is True
            with tf1.variable_scope("c", reuse=tf1.AUTO_REUSE):
                assert tf1.get_variable("w", [], initializer=zeros).name == "a/c/w:0"

    def test_a_scope_object_jumps_there_from_anywhere(self):
        """Variable names become absolute, operation names stay relative to where the code is."""
        with tf1.variable_scope("s") as scope:
            pass
        with tf1.variable_scope("elsewhere"), tf1.variable_scope(scope):
            assert tf1.get_variable("w", [], initializer=zeros).name == "s/w:0"
            assert tf1.constant(1, name="c").name == "elsewhere/s/c:0"

    def test_sharing_a_name_is_sharing_a_shape(self):
        """A second caller that asks for another shape is told both."""
        tf1.get_variable("w", [2, 3], initializer=zeros)

        with tf1.variable_scope("", reuse=True), pytest.raises(ValueError) as caught:
            tf1.get_variable("w", [3, 2], initializer=zeros)

        assert str(caught.value) == "Trying to share variable w, but specified shape (3, 2) and found shape (2, 3)."

    @pytest.mark.library
    def test_a_template_shares_what_its_first_call_made(self):
        """The function is the same each time; the scope remembers."""
        template = tf1.make_template("t", lambda: tf1.get_variable("w", [], initializer=zeros))

        assert template() is template()
        assert [v.name for v in template.variables] == ["t/w:0"]

    def test_another_graph_shares_nothing(self):
        """Names are keys within one graph only."""
        mine = tf1.get_variable("w", [], initializer=zeros)
        with tf1.Graph().as_default():
            theirs = tf1.get_variable("w", [], initializer=zeros)

        assert mine is not theirs
        assert mine.name == theirs.name
