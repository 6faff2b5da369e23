"""A variable was made under a name. Can it be found by that name?"""

import gc
import weakref

import lifetimes.tf2 as tf


class TestTF2:
    def test_nothing_but_the_programs_names_refers_to_a_variable(self):
        """The collector sees every reference from an object; a local name is none."""
        v = tf.Variable(1.0, name="w")

        assert gc.get_referrers(v) == []
        assert v.name == "w:0"

    def test_two_variables_of_one_name_are_two_variables(self):
        """Names are made unique by nobody. Source: `rfcs/20180817-variables-20.md`."""
        first, second = tf.Variable(1.0, name="w"), tf.Variable(2.0, name="w")

        first.assign(5.0)

        assert first.name == second.name == "w:0"
        assert second.numpy() == 2.0

    def test_a_remade_variable_inherits_nothing(self):
        """The name of a lost variable is just a name."""
        v = tf.Variable(1.0, name="w")
        v.assign(9.0)
        del v

        assert tf.Variable(1.0, name="w").numpy() == 1.0

    def test_a_creator_scope_can_build_the_registry_that_is_missing(self):
        """Weak references keep nothing alive: the registry forgets what is lost."""
        registry = weakref.WeakValueDictionary()

        def creator(next_creator, **kwargs):
            made = next_creator(**kwargs)
            registry[made.name] = made
            return made

        with tf.variable_creator_scope(creator):
            v = tf.Variable(1.0, name="w")

        assert registry["w:0"] is v
        del v
        assert not registry
