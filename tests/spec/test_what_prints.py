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
