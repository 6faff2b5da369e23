"""Branches and loops are graphs of their own, in both worlds, and can be differentiated."""

import gc
import tracemalloc
import weakref

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2


@pytest.fixture(autouse=True)
def fresh_default_graph():
    tf1.reset_default_graph()
    yield
    tf1.reset_default_graph()


def branches_on_a_variable():
    v = tf2.Variable(3.0)

    def chosen(x):
        found = tf2.switch_case(x, [lambda: v * 1.0, lambda: v * 2.0, lambda: v * 5.0])
        return tf2.case([(x > 1, lambda: found), (x > 0, lambda: v + 1.0)], default=lambda: v - found)

    return v, chosen


def most_memory(work):
    """Return the bytes that a piece of work holds at most at one time, arrays included."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class TestTF1:
    def test_a_branch_is_differentiated_where_it_was_taken(self):
        x = tf1.placeholder(tf1.float32, [])
        y = tf1.cond(x > 2.0, lambda: x * x, lambda: x * 5.0)
        (slope,) = tf1.gradients(y, x)

        with tf1.Session() as sess:
            assert [sess.run(slope, {x: value}) for value in (3.0, 1.0)] == [6.0, 5.0]

    def test_a_branch_is_differentiated_twice(self):
        x = tf1.placeholder(tf1.float32, [])
        y = tf1.cond(x > 2.0, lambda: x * x * x, lambda: x)
        (second,) = tf1.gradients(tf1.gradients(y, x), x)

        with tf1.Session() as sess:
            assert sess.run(second, {x: 4.0}) == 24.0

    def test_a_loop_is_differentiated_turn_by_turn(self):
        x, w = tf1.constant(3.0), tf1.Variable(2.0)
        _, product = tf1.while_loop(lambda i, a: i < 4, lambda i, a: (i + 1, a * x * w), (0, 1.0))
        slopes = tf1.gradients(product, [x, w])

        with tf1.Session() as sess:
            sess.run(w.initializer)
            assert sess.run([product, *slopes]) == [1296.0, 1728.0, 2592.0]

    def test_a_plan_made_before_the_gradient_still_runs(self):
        """The loop starts to remember its turns when a gradient asks; earlier plans of the node go on."""
        x = tf1.constant(2.0)
        _, y = tf1.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * x), (0, 1.0))
        with tf1.Session() as sess:
            before = sess.run(y)
            (slope,) = tf1.gradients(y, x)
            assert (before, sess.run(slope), sess.run(y)) == (8.0, 12.0, 8.0)

    def test_a_loop_that_was_differentiated_keeps_its_turns_only_for_the_gradient(self):
        x = tf1.ones([250_000])
        y = tf1.while_loop(lambda i, a: i < 20, lambda i, a: (i + 1, tf1.tanh(a * x)), (0, x))[1]
        (slope,) = tf1.gradients(y, x)
        last, begun = tf1.reduce_sum(y), tf1.reduce_sum(slope)
        with tf1.Session() as sess:
            assert most_memory(lambda: sess.run(last)) < 8_000_000
            assert most_memory(lambda: sess.run([last, begun])) > 20_000_000

    def test_random_numbers_of_a_branch_are_those_its_gradient_sees(self):
        x = tf1.constant(1.0)
        noise = []

        def noisy():
            noise.append(tf1.random_uniform([], 1.0, 2.0))
            return x * noise[0]

        y = tf1.cond(tf1.constant(True), noisy, lambda: x)
        (slope,) = tf1.gradients(y, x)

        with tf1.Session() as sess:
            for value, gradient in (sess.run([y, slope]) for _ in range(3)):
                assert value == gradient

    def test_the_graph_of_a_loop_goes_with_the_default_graph(self):
        def build():
            x = tf1.constant(2.0)
            y = tf1.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * x), (0, 1.0))[1]
            tf1.gradients(y, x)
            return weakref.ref(y)

        watch = build()
        tf1.reset_default_graph()
        gc.collect()

        assert watch() is None

    def test_branches_that_do_not_match_are_refused_and_nothing_is_chosen(self):
        with pytest.raises(ValueError, match="int32 from 'true_fn' and float32 from 'false_fn'"):
            tf1.cond(tf1.constant(True), lambda: tf1.constant(1), lambda: tf1.constant(1.0))


class TestTF2:
    def test_a_loop_in_a_function_is_differentiated_through_its_variable(self):
        v = tf2.Variable(2.0)

        @tf2.function
        def power(n):
            result = tf2.constant(1.0)
            for _ in tf2.range(n):
                result *= v
            return result

        with tf2.GradientTape() as tape:
            y = power(tf2.constant(5))

        assert (y.numpy(), tape.gradient(y, v).numpy()) == (32.0, 80.0)

    def test_a_branch_in_a_loop_is_differentiated(self):
        @tf2.function
        def f(x):
            total = tf2.constant(0.0)
            for i in tf2.range(4):
                if i % 2 == 0:
                    total += x * x
                else:
                    total += x
            return total

        x = tf2.constant(3.0)
        with tf2.GradientTape() as tape:
            tape.watch(x)
            y = f(x)

        assert (y.numpy(), tape.gradient(y, x).numpy()) == (24.0, 14.0)

    def test_eagerly_python_chooses_and_nothing_is_traced(self):
        called = []

        tf2.cond(tf2.constant(False), lambda: called.append("yes"), lambda: called.append("no"))

        assert called == ["no"]

    def test_a_function_with_a_loop_is_freed_at_once(self):
        gc.collect()
        gc.disable()
        try:
            v = tf2.Variable(2.0)

            @tf2.function
            def f(n):
                x = v * 1.0
                while n > 0:
                    x = x * v
                    n -= 1
                return x

            with tf2.GradientTape() as tape:
                y = f(tf2.constant(3))
            tape.gradient(y, v)
            watches = [weakref.ref(f), weakref.ref(v)]
            f = v = tape = y = None

            assert [watch() is None for watch in watches] == [True, True]
        finally:
            gc.enable()

    def test_map_fn_is_differentiated_row_by_row(self):
        rows = tf2.constant([1.0, 2.0, 3.0])

        @tf2.function
        def cubes(rows):
            return tf2.map_fn(lambda row: row**3, rows)

        with tf2.GradientTape() as tape:
            tape.watch(rows)
            y = cubes(rows)

        assert np.allclose(tape.gradient(y, rows), [3.0, 12.0, 27.0])

    def test_what_a_loop_or_branch_tries_out_dies_with_the_function(self):
        """A first test, a trial turn and a failed branch build graphs that nobody runs; none of them stays."""
        gc.collect()
        gc.disable()
        try:
            held = tf2.constant([1.0, 2.0])

            @tf2.function
            def tried(n):
                while n > 0:
                    last = held * 2.0
                    n -= 1
                return last

            @tf2.function
            def failed(n):
                if n > 0:
                    made = held * 2.0
                return made

            assert tried(tf2.constant(2)).numpy().tolist() == [2.0, 4.0]
            with pytest.raises(ValueError, match="must also be initialized in the else branch"):
                failed(tf2.constant(2))
            watches = [weakref.ref(tried), weakref.ref(failed), weakref.ref(held)]
            tried = failed = held = None

            assert [watch() is None for watch in watches] == [True, True, True]
        finally:
            gc.enable()

    def test_an_error_of_a_branch_is_not_its_own_cause(self):
        @tf2.function
        def f(x):
            return tf2.cond(x > 0.0, lambda: tf2.gather([1.0, 2.0], tf2.cast(x, tf2.int32)), lambda: x)

        with pytest.raises(tf2.errors.InvalidArgumentError) as caught:
            f(tf2.constant(5.0))

        assert caught.value.__cause__ is not caught.value

    @pytest.mark.parametrize("traced", [False, True], ids=["eager", "traced"])
    def test_the_functions_of_cases_go_with_their_last_name(self, traced):
        gc.collect()
        gc.disable()
        try:
            v, chosen = branches_on_a_variable()
            f = tf2.function(chosen) if traced else chosen
            assert [f(tf2.constant(i)).numpy() for i in range(4)] == [0.0, 4.0, 15.0, 15.0]
            watches = [weakref.ref(v), weakref.ref(chosen)]
            v = f = chosen = None

            assert [watch() is None for watch in watches] == [True, True]
        finally:
            gc.enable()


@pytest.mark.parametrize("change", [lambda y: tf2.concat([y, y], 0), lambda y: tf2.cast(y, tf2.int32)])
def test_a_loop_that_begins_with_a_value_from_outside_says_what_changes(change):
    """The value has no name there: it is told by that of what stands for it in the trace."""
    value = tf2.constant([1.0])

    @tf2.function
    def turns():
        return tf2.while_loop(lambda i, y: i < 2, lambda i, y: (i + 1, change(y)), (0, value))

    with pytest.raises((ValueError, TypeError), match=r"captured:0.* enters the loop with (shape|type)"):
        turns()
