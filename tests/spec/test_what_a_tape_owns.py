"""A tape recorded a computation. What does it keep alive, and until when?"""

import weakref

import pytest

import lifetimes.tf2 as tf


def recorded(persistent=False):
    v = tf.Variable(3.0)
    with tf.GradientTape(persistent=persistent) as tape:
        y = v * v
    return tape, y, weakref.ref(v)


class TestTF2:
    def test_a_tape_keeps_the_variables_that_it_watched(self):
        """After `gradient()` too; until it goes itself."""
        tape, y, watch = recorded()

        tape.gradient(y, watch())

        assert watch() is not None
        del tape
        assert watch() is None

    def test_a_lost_variable_is_found_through_the_tape(self):
        """`watched_variables()` is the only way back to it."""
        tape, y, watch = recorded()

        (found,) = tape.watched_variables()

        assert found is watch()
        assert tape.gradient(y, found).numpy() == 6.0

    def test_reset_lets_go_of_the_variables(self):
        """And of everything that was recorded."""
        v = tf.Variable(3.0)
        watch = weakref.ref(v)
        with tf.GradientTape() as tape:
            v * v
            tape.reset()
            del v

            assert watch() is None

    def test_intermediates_are_kept_until_the_gradient_is_taken(self):
        """Those whose values the derivative reads, and no others."""
        v = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            doubled = v * 2.0
            y = doubled * v
        watch = weakref.ref(doubled)
        del doubled

        assert watch() is not None
        tape.gradient(y, v)
        assert watch() is None

    @pytest.mark.library
    def test_a_value_that_no_rule_reads_is_not_kept(self):
        """The derivative of exp reads its result, not its argument."""
        x = tf.constant([1.0, 2.0])
        with tf.GradientTape() as tape:
            tape.watch(x)
            shifted = x + 1.0
            y = tf.exp(shifted)
        watch = weakref.ref(shifted)
        del shifted

        assert watch() is None
        assert tape.gradient(y, x).numpy().tolist() == y.numpy().tolist()

    def test_a_persistent_tape_keeps_intermediates_to_its_own_end(self):
        """It may be asked again."""
        v = tf.Variable(3.0)
        with tf.GradientTape(persistent=True) as tape:
            doubled = v * 2.0
            y = doubled * v
        watch = weakref.ref(doubled)
        del doubled
        tape.gradient(y, v)

        assert watch() is not None
        del tape
        assert watch() is None
