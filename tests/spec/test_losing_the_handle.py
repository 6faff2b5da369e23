"""The last Python name of a variable goes. What happens to the variable?"""

import gc
import weakref

import lifetimes.tf2 as tf


class TestTF2:
    def test_a_lost_variable_is_freed_at_that_statement(self):
        """At once, with the collector off. Source: TF2_FACTS, section 1."""
        v = tf.Variable(1.0)
        watch = weakref.ref(v)

        del v

        assert watch() is None

    def test_a_lost_variable_takes_its_value_with_it(self):
        """Storage and array go with the object when nothing captured them."""
        v = tf.Variable([1.0, 2.0])
        watch = weakref.ref(v._handle)

        del v

        assert watch() is None

    def test_a_second_name_keeps_the_variable(self):
        """Two names are two references to one variable."""
        v = tf.Variable(1.0)
        other = v
        watch = weakref.ref(v)

        del v

        assert watch() is other

    def test_a_finalizer_runs_before_the_next_statement(self):
        """Nothing postpones a death."""
        events = []
        v = tf.Variable(1.0)
        weakref.finalize(v, events.append, "freed")

        del v
        events.append("next")

        assert events == ["freed", "next"]

    def test_a_variable_in_a_cycle_waits_for_the_collector(self):
        """The cycle is the program's own; the library adds none."""
        holder = {"v": tf.Variable(1.0)}
        holder["self"] = holder
        watch = weakref.ref(holder["v"])

        del holder

        assert watch() is not None
        gc.collect()
        assert watch() is None

    def test_what_assign_returns_does_not_hold_the_variable(self):
        """It is a view of the storage: it reads on when the object is gone."""
        v = tf.Variable(1.0)
        result = v.assign(2.0)
        watch = weakref.ref(v)

        del v

        assert watch() is None
        assert result.numpy() == 2.0

    def test_a_slice_holds_the_variable_it_was_cut_from(self):
        """Surprising: the tensor carries an `assign` that writes there."""
        v = tf.Variable([1.0, 2.0])
        part = v[:1]
        watch = weakref.ref(v)

        del v

        assert watch() is not None
        del part
        assert watch() is None

    def test_a_reference_holds_the_variable(self):
        """`ref()` is the hashable key that stands for it."""
        v = tf.Variable(1.0)
        key = v.ref()
        watch = weakref.ref(v)

        del v

        assert watch() is key.deref()

    def test_a_value_that_was_read_outlives_the_variable(self):
        """A tensor is a snapshot; so is an array."""
        v = tf.Variable([1.0, 2.0])
        tensor, array = v.read_value(), v.numpy()
        watch = weakref.ref(v)

        del v

        assert watch() is None
        assert tensor.numpy().tolist() == array.tolist() == [1.0, 2.0]
