"""What does a variable, a tensor or a name print?"""

import weakref

import pytest
from proofs import counted


class TestTF1:
    """Name, shape and dtype; never a value, for there is none."""

    @pytest.mark.library
    def test_a_variable_prints_no_value(self, tf):
        """Its dtype is a reference. Source: `python/ops/ref_variable.py`, `__repr__`."""
        v = tf.Variable([1.0, 2.0], name="v")

        assert repr(v) == "<tf.Variable 'v:0' shape=(2,) dtype=float32_ref>"

    @pytest.mark.library
    def test_a_tensor_prints_its_place_in_the_graph(self, tf):
        """Differently by `str` and by `repr`. Source: `python/framework/tensor.py`, `Tensor`."""
        p = tf.placeholder(tf.float32, [None, 2], name="p")

        assert repr(p) == "<tf.Tensor 'p:0' shape=(?, 2) dtype=float32>"
        assert str(p) == 'Tensor("p:0", shape=(?, 2), dtype=float32)'

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_variable_is_true_whatever_its_value(self, tf):
        """A tensor has no truth. Source: `python/framework/tensor.py`, `__bool__`."""
        v = tf.Variable(0.0)

        assert bool(v) is True
        with pytest.raises(TypeError, match="not allowed"):
            bool(v.value())

    def test_printing_keeps_nothing(self, tf):
        """Weak reference and objgraph see the session go. Source: `python/client/session.py`."""
        session = tf.Session()
        kind, watch = type(session), weakref.ref(session)
        text = repr(session)
        assert counted(kind) == 1
        session.close()
        del session

        assert "Session object" in text
        assert watch() is None
        assert counted(kind) == 0

    @pytest.mark.surprising
    def test_a_variable_has_a_dtype_that_is_not_the_one_it_was_given(self, tf):
        """A reference to it. Source: `python/framework/dtypes.py`, `base_dtype`."""
        v = tf.Variable(1.0)

        assert v.dtype != tf.float32
        assert v.dtype.base_dtype == tf.float32
        assert tf.float32.is_compatible_with(v.dtype)
        assert not v.dtype.is_compatible_with(tf.float32)

    @pytest.mark.library
    @pytest.mark.surprising
    def test_an_unknown_dimension_is_not_even_itself(self, tf):
        """Comparing it gives None. Source: `python/framework/tensor_shape.py`, `Dimension`."""
        p = tf.placeholder(tf.float32, [None, 3])

        assert (p.shape[0] == p.shape[0]) is None
        assert str(p.shape) == "(?, 3)"
        assert repr(p.shape[1]) == "Dimension(3)"

    @pytest.mark.library
    def test_a_tensor_has_neither_length_nor_iterator(self, tf):
        """Nor a truth. Source: `python/framework/tensor.py`, `Tensor`."""
        p = tf.placeholder(tf.float32, [2])

        with pytest.raises(TypeError, match="len"):
            len(p)
        with pytest.raises(TypeError, match="not allowed"):
            iter(p)

    def test_a_tensor_is_equal_to_itself_only(self, tf):
        """So it is a key. Source: `python/framework/tensor.py`, `__eq__`."""
        v = tf.Variable(1.0)

        assert {v: 1, v.value(): 2}[v] == 1
        assert (v == v.value()) is False


class TestTF2:
    """The value as well, where there is one."""

    def test_a_variable_prints_its_value(self, tf):
        """The same by `str` and `repr`. Source: guide/variable."""
        v = tf.Variable([1.0, 2.0], name="v")

        assert repr(v) == str(v)
        assert repr(v) == "<tf.Variable 'v:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>"

    def test_a_tensor_prints_its_value(self, tf):
        """Differently by `str` and by `repr`. Source: guide/tensor."""
        t = tf.constant([1.0, 2.0])

        assert repr(t) == "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>"
        assert str(t) == "tf.Tensor([1. 2.], shape=(2,), dtype=float32)"

    @pytest.mark.library
    def test_a_tensor_of_a_trace_prints_no_value(self, tf):
        """It stands for the values of all calls. Source: guide/function."""
        printed = []
        f = tf.function(lambda x: printed.append(str(x)) or x)
        f(tf.constant([1.0, 2.0]))

        assert printed == ['Tensor("x:0", shape=(2,), dtype=float32)']

    def test_printing_keeps_nothing(self, tf):
        """Weak reference and objgraph see the variable go. Source: guide/variable."""
        v = tf.Variable(1.0)
        kind, watch = type(v), weakref.ref(v)
        before = counted(kind)
        text = repr(v) + str(v) + f"{v}"
        del v

        assert "numpy=1.0" in text
        assert watch() is None
        assert before - counted(kind) == 1

    def test_a_variable_is_not_hashable(self, tf):
        """Equality is of the values. Source: `python/ops/variables.py`, `__hash__`."""
        v = tf.Variable(1.0)

        with pytest.raises(TypeError, match="unhashable"):
            hash(v)
        assert v.ref() == v.ref()

    def test_a_tensor_of_one_element_has_a_truth(self, tf):
        """Of any rank; of several elements it has none. Source: guide/tensor."""
        assert bool(tf.constant([[1.0]])) is True
        with pytest.raises(ValueError, match="ambiguous"):
            bool(tf.constant([1.0, 2.0]))
