"""A derivative is taken. What was kept for it, by whom, and until when?"""

import gc
import weakref

import pytest
from proofs import chain, counted


def recorded(tf, persistent=False):
    """Return a tape that recorded the square of a variable, the square, and a weak reference to the variable."""
    v = tf.Variable(3.0)
    with tf.GradientTape(persistent=persistent) as tape:
        y = v * v
    return tape, y, weakref.ref(v)


class TestTF1:
    """Nothing: a gradient is more operations of the same graph."""

    @pytest.mark.library
    def test_a_gradient_is_more_of_the_graph(self, tf):
        """Each call adds operations under `gradients`. Source: `python/ops/gradients_impl.py`, `gradients`."""
        v = tf.Variable(3.0)
        y = v * v
        before = len(tf.get_default_graph().get_operations())

        (first,), (second,) = tf.gradients(y, v), tf.gradients(y, v)

        assert first.name.startswith("gradients/")
        assert second.name.startswith("gradients_1/")
        assert len(tf.get_default_graph().get_operations()) > before

    @pytest.mark.library
    def test_a_gradient_stays_when_its_names_are_gone(self, tf):
        """The graph keeps it; objgraph walks there. Source: `python/framework/ops.py`, `Graph`."""
        v = tf.Variable(3.0)
        (gradient,) = tf.gradients(v * v, v)
        kind, name, watch = type(gradient), gradient.name, weakref.ref(gradient.op)
        before = counted(kind)
        del gradient
        gc.collect()

        assert chain(tf.get_default_graph(), watch())
        assert counted(kind) == before
        with tf.Session() as session:
            session.run(v.initializer)
            assert session.run(name) == 6.0

    @pytest.mark.library
    def test_a_gradient_follows_the_value_of_now(self, tf):
        """It is computed when it is run. Source: `python/ops/gradients_impl.py`, `gradients`."""
        v = tf.Variable(3.0)
        (gradient,) = tf.gradients(v * v, v)
        with tf.Session() as session:
            session.run(v.assign(5.0))

            assert session.run(gradient) == 10.0

    @pytest.mark.library
    def test_a_gradient_of_what_is_not_connected_is_none(self, tf):
        """Not a zero. Source: `python/ops/gradients_impl.py`, `gradients`."""
        v, other = tf.Variable(3.0), tf.Variable(1.0)

        assert tf.gradients(v * v, other) == [None]

    @pytest.mark.library
    def test_a_gradient_of_several_results_is_their_sum(self, tf):
        """`grad_ys` weighs them. Source: `python/ops/gradients_impl.py`, `gradients`."""
        v = tf.Variable(3.0)
        (total,) = tf.gradients([v * v, 2.0 * v], v)
        (weighed,) = tf.gradients([v * v], v, grad_ys=[tf.constant(10.0)])
        with tf.Session() as session:
            session.run(v.initializer)

            assert session.run([total, weighed]) == [8.0, 60.0]


class TestTF2:
    """What the rules read is kept by the tape, and the variables that it watched."""

    @pytest.mark.surprising
    def test_a_tape_keeps_the_variables_that_it_watched(self, tf):
        """After `gradient()` too; until it goes itself. Source: guide/autodiff, "Persistent tapes"."""
        tape, y, watch = recorded(tf)
        kind = type(watch())
        before = counted(kind)

        tape.gradient(y, watch())

        assert watch() is not None
        del tape
        assert watch() is None
        assert before - counted(kind) == 1

    def test_a_tape_that_goes_frees_at_that_statement(self, tf):
        """Nobody else is found by objgraph. Source: guide/autodiff."""
        tape, _, watch = recorded(tf)

        assert chain(watch(), tape) == []
        del tape
        assert watch() is None

    def test_a_lost_variable_is_found_through_the_tape(self, tf):
        """`watched_variables()` is the only way back. Source: `python/eager/backprop.py`."""
        tape, y, watch = recorded(tf)

        (found,) = tape.watched_variables()

        assert found is watch()
        assert tape.gradient(y, found).numpy() == 6.0

    def test_reset_lets_go_of_the_variables(self, tf):
        """And of everything that was recorded. Source: `python/eager/backprop.py`, `reset`."""
        v = tf.Variable(3.0)
        watch = weakref.ref(v)
        with tf.GradientTape() as tape:
            v * v
            tape.reset()
            del v

            assert watch() is None

    def test_intermediates_are_kept_until_the_gradient_is_taken(self, tf):
        """Those whose values the derivative reads. Source: guide/autodiff."""
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
    def test_a_value_that_no_rule_reads_is_not_kept(self, tf):
        """The derivative of exp reads its result. Source: `python/eager/pywrap_gradient_exclusions.cc`."""
        x = tf.constant([1.0, 2.0])
        with tf.GradientTape() as tape:
            tape.watch(x)
            shifted = x + 1.0
            y = tf.exp(shifted)
        watch = weakref.ref(shifted)
        del shifted

        assert watch() is None
        assert tape.gradient(y, x).numpy().tolist() == y.numpy().tolist()

    def test_a_persistent_tape_keeps_intermediates_to_its_own_end(self, tf):
        """It may be asked again. Source: guide/autodiff, "Persistent tapes"."""
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

    def test_a_gradient_of_what_is_not_connected_is_none(self, tf):
        """Not a zero. Source: guide/autodiff, "Getting a gradient of None"."""
        v, other = tf.Variable(3.0), tf.Variable(1.0)
        with tf.GradientTape() as tape:
            y = v * v

        assert tape.gradient(y, other) is None

    def test_a_second_gradient_needs_a_persistent_tape(self, tf):
        """The first one lets go. Source: guide/autodiff, "Persistent tapes"."""
        tape, y, watch = recorded(tf)
        tape.gradient(y, watch())

        with pytest.raises(RuntimeError, match="persistent"):
            tape.gradient(y, watch())

    def test_a_gradient_under_an_outer_tape_has_a_gradient(self, tf):
        """Tapes nest. Source: guide/advanced_autodiff, "Higher-order gradients"."""
        v = tf.Variable(3.0)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = v * v * v
            first = inner.gradient(y, v)

        assert (first.numpy(), outer.gradient(first, v).numpy()) == (27.0, 18.0)

    @pytest.mark.surprising
    def test_an_assignment_breaks_the_gradient(self, tf):
        """It does not reach what was assigned. Source: guide/autodiff, "Took gradients through a stateful object"."""
        v, w = tf.Variable(2.0), tf.Variable(0.0)
        with tf.GradientTape() as tape:
            w.assign(v * 3.0)
            y = w * w

        assert tape.gradient(y, v) is None

    def test_a_constant_is_watched_only_when_it_is_said(self, tf):
        """From that point on. Source: guide/autodiff, "Controlling what the tape watches"."""
        x, seen = tf.constant(3.0), []
        for said in (False, True):
            with tf.GradientTape() as tape:
                if said:
                    tape.watch(x)
                y = x * x
            seen.append(tape.gradient(y, x))

        assert seen[0] is None
        assert seen[1].numpy() == 6.0

    @pytest.mark.library
    def test_a_gradient_passes_through_a_function_to_its_captures(self, tf):
        """And to its arguments. Source: guide/function."""
        v, x = tf.Variable(3.0), tf.constant(2.0)
        f = tf.function(lambda t: v * t)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)

        assert [g.numpy() for g in tape.gradient(y, [v, x])] == [2.0, 3.0]
