"""An object holds variables in its attributes. When does it let go?"""

import weakref

import lifetimes.tf2 as tf


class TestTF2:
    def test_a_module_takes_its_variables_with_it(self):
        """Through lists, dicts and submodules too."""
        m = tf.Module()
        m.child = tf.Module()
        m.child.items = [tf.Variable(1.0), {"k": tf.Variable(2.0)}]
        watches = [weakref.ref(v) for v in m.variables]

        del m

        assert len(watches) == 2
        assert not any(watch() for watch in watches)

    def test_an_attribute_set_to_none_hides_and_does_not_free(self):
        """Surprising: the module goes on depending on it, and a checkpoint would save it."""
        m = tf.Module()
        m.v = tf.Variable(1.0)
        watch = weakref.ref(m.v)

        m.v = None

        assert m.variables == ()
        assert watch() is not None

    def test_a_deleted_attribute_frees(self):
        """`del` lets go of what the name depended on."""
        m = tf.Module()
        m.v = tf.Variable(1.0)
        watch = weakref.ref(m.v)

        m.v = None
        del m.v

        assert watch() is None

    def test_another_variable_at_the_attribute_frees_the_first(self):
        """One name depends on one thing."""
        m = tf.Module()
        m.v = tf.Variable(1.0)
        watch = weakref.ref(m.v)

        m.v = tf.Variable(2.0)

        assert watch() is None

    def test_a_variable_popped_from_a_list_lives_until_the_list_is_replaced(self):
        """Surprising: the wrapper around the list depends on every element it ever had."""
        m = tf.Module()
        m.layers = [tf.Variable(1.0), tf.Variable(2.0)]
        watch = weakref.ref(m.layers[1])

        m.layers.pop()

        assert len(m.variables) == 1
        assert watch() is not None
        m.layers = list(m.layers)
        assert watch() is None

    def test_a_module_lists_variables_in_attribute_order(self):
        """Its own before its submodules', and each once."""
        m = tf.Module()
        m.b, m.a = tf.Variable(0.0, name="b"), tf.Variable(0.0, name="a")
        m.again = m.b
        m.child = tf.Module()
        m.child.c = tf.Variable(0.0, name="c")

        assert [v.name for v in m.variables] == ["a:0", "b:0", "c:0"]
