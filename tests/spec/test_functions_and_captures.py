"""A Python function became a graph, or a part of one. What does that keep alive, and until when?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


def closing_over(tf):
    """Return a function that closes over a variable, and a weak reference to this."""
    v = tf.Variable(2.0)
    return tf.function(lambda x: v * x), weakref.ref(v)


class TestTF1:
    """What it built belongs to the graph; the Python function itself is let go."""

    def test_a_function_that_built_is_not_kept(self, tf):
        """What it made stays, and can be run. Source: guide "Graphs and Sessions"."""

        class Model:
            def __call__(self, x):
                self.w = tf.Variable(2.0, name="w")
                return tf.multiply(self.w.value(), x, name="y")

        model = Model()
        model(tf.constant(3.0))
        watches = [weakref.ref(model), weakref.ref(model.w)]
        assert counted(Model) == 1
        del model
        gc.collect()

        assert [watch() is None for watch in watches] == [True, False]
        assert counted(Model) == 0
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            assert session.run("y:0") == 6.0

    def test_a_function_called_twice_makes_two_of_everything(self, tf):
        """Nothing remembers the first call. Source: guide/effective_tf2."""

        def build():
            return tf.Variable(1.0, name="w").name

        assert [build(), build()] == ["w:0", "w_1:0"]

    @pytest.mark.library
    def test_a_function_of_a_branch_is_called_while_building(self, tf):
        """Both are, once, and neither is kept. Source: `python/ops/cond.py`, `cond`."""
        called = []

        class Branch:
            def __init__(self, value):
                self.value = value

            def __call__(self):
                called.append(self.value)
                return tf.constant(self.value)

        first, second = Branch(1.0), Branch(2.0)
        result = tf.cond(tf.placeholder_with_default(True, []), first, second)
        watches = [weakref.ref(first), weakref.ref(second)]
        del first, second
        gc.collect()

        assert called == [1.0, 2.0]
        assert alive(watches) == 0
        with tf.Session() as session:
            assert session.run(result) == 1.0

    @pytest.mark.library
    def test_a_function_that_the_graph_calls_is_kept_by_it(self, tf):
        """With all that it holds, until the graph goes. Source: `python/ops/script_ops.py`."""

        class Model:
            def __call__(self, x):
                return x

        model = Model()
        y = tf.py_func(model, [1.0], tf.float32)
        lost = weakref.ref(model)
        del model
        gc.collect()

        assert chain(y.graph, lost())
        assert counted(Model) == 1
        del y
        tf.reset_default_graph()
        gc.collect()
        assert lost() is None

    @pytest.mark.library
    def test_a_function_of_a_template_makes_its_variables_once(self, tf):
        """Later calls share them. Source: `python/ops/template.py`, `make_template`."""
        template = tf.make_template("t", lambda: tf.get_variable("w", initializer=1.0))
        other = tf.make_template("t", lambda: tf.get_variable("w", initializer=1.0))

        assert template() is template()
        assert [v.name for v in (template(), other())] == ["t/w:0", "t_1/w:0"]


class TestTF2:
    """The traces belong to the function; the function belongs to whoever holds it."""

    def test_a_function_keeps_what_its_python_function_closes_over(self, tf):
        """And no longer than itself, traced or not. Source: guide/function."""
        f, watch = closing_over(tf)
        kind = type(watch())
        before = counted(kind)
        f(tf.constant(1.0))

        assert chain(f, watch())
        del f
        assert watch() is None
        assert before - counted(kind) == 1

    @pytest.mark.surprising
    def test_a_function_does_not_keep_what_it_finds_by_a_global_name(self, tf):
        """Traced, it knows the variable weakly. Source: guide/function, "Depending on Python globals"."""
        space = {"v": tf.Variable(2.0), "tf": tf}
        exec("def read(x):\n    return v * x\n", space)
        f = tf.function(space["read"], autograph=False)
        f(tf.constant(1.0))
        watch = weakref.ref(space["v"])

        del space["v"]

        assert watch() is None
        assert f(tf.constant(3.0)).numpy() == 6.0

    @pytest.mark.inside("TensorFlow's own traces are freed by another owner")
    def test_a_function_dies_at_once_with_its_traces(self, tf):
        """A trace refers back and forth inside; its owner undoes that. Source: guide/function."""
        f, _ = closing_over(tf)
        c = f.get_concrete_function(tf.constant(1.0))
        watches = [weakref.ref(f), weakref.ref(c), weakref.ref(c.graph)]

        del f, c

        assert [watch() for watch in watches] == [None, None, None]

    @pytest.mark.library
    @pytest.mark.inside("TensorFlow's own traces are freed by another owner")
    def test_a_function_that_returns_a_ragged_tensor_dies_at_once_with_its_traces(self, tf):
        """Its result in the trace is one object of several symbols. Source: guide/ragged_tensor."""
        f = tf.function(lambda x: x + 1.0)
        watch = weakref.ref(f.get_concrete_function(tf.ragged.constant([[1.0], [2.0, 3.0]])).graph)

        del f

        assert watch() is None

    def test_a_function_of_a_lost_variable_fails_under_a_tape(self, tf):
        """A tape must know the variables, and one is gone. Source: `python/framework/func_graph.py`."""
        held = {"v": tf.Variable(2.0)}
        f = tf.function(lambda x: held["v"] * x)
        f(tf.constant(1.0))
        held.clear()

        with tf.GradientTape(), pytest.raises(AssertionError, match="variables which have been deleted"):
            f(tf.constant(1.0))

    @pytest.mark.surprising
    def test_a_function_keeps_the_variable_that_was_made_inside(self, tf):
        """Even after the program drops its own reference. Source: guide/function, "Creating tf.Variables"."""
        made = []

        @tf.function
        def f(x):
            if not made:
                made.append(tf.Variable(1.0))
            return made[0] * x if made[0] is not None else x

        f(tf.constant(1.0))
        watch = weakref.ref(made[0])
        made[0] = None

        assert watch() is not None
        del f
        assert watch() is None

    def test_a_function_of_a_method_keeps_no_instance(self, tf):
        """It holds the instance weakly, a trace for each. Source: `polymorphic_function.py`, `__get__`."""

        class Model(tf.Module):
            def __init__(self):
                super().__init__()
                self.v = tf.Variable(1.0)

            @tf.function
            def __call__(self, x):
                return self.v * x

        m = Model()
        m(tf.constant(1.0))
        watches = [weakref.ref(m), weakref.ref(m.v)]

        del m

        assert alive(watches) == 0

    @pytest.mark.surprising
    def test_a_function_of_a_bound_method_is_a_cycle(self, tf):
        """The attribute keeps the instance, and the instance the attribute. Source: guide/function."""

        class Model(tf.Module):
            def __init__(self):
                super().__init__()
                self.v = tf.Variable(1.0)
                self.f = tf.function(self.call)

            def call(self, x):
                return self.v * x

        m = Model()
        watch = weakref.ref(m)
        del m

        assert watch() is not None
        gc.collect()
        assert watch() is None

    def test_a_function_whose_trace_failed_keeps_nothing(self, tf):
        """Neither a trace nor a variable of it. Source: guide/function."""
        made = []

        @tf.function
        def f(x):
            made.append(weakref.ref(tf.Variable(1.0)))
            raise ValueError("on purpose")

        with pytest.raises(ValueError, match="on purpose"):
            f(tf.constant(1.0))
        gc.collect()

        assert f.experimental_get_tracing_count() == 0
        assert alive(made) == 0

    def test_a_function_inside_another_is_kept_by_the_trace_that_calls_it(self, tf):
        """The inner name may go. Source: guide/function."""
        inner = tf.function(lambda x: x + 1.0)
        held = [inner]
        outer = tf.function(lambda x: held[0](x) * 2.0)
        outer(tf.constant(1.0))

        del inner
        held.clear()

        assert outer(tf.constant(2.0)).numpy() == 6.0

    def test_a_graph_that_somebody_holds_stays_whole(self, tf):
        """Its function has gone; the collector frees it in the end. Source: `python/framework/func_graph.py`."""
        graph = tf.function(lambda x: x * 2.0).get_concrete_function(tf.TensorSpec([], tf.float32)).graph
        watch = weakref.ref(graph)

        assert {"Placeholder", "Mul", "Identity"} <= {op.type for op in graph.get_operations()}
        del graph
        gc.collect()
        assert watch() is None

    def test_a_symbol_that_somebody_holds_keeps_what_it_is_computed_from(self, tf):
        """A tensor of a trace leads to its inputs. Source: guide/function, "All outputs of a tf.function"."""
        leaked = []
        f = tf.function(lambda x: leaked.append(x * 2.0) or x)
        f(tf.constant(1.0))
        del f

        assert leaked[0].op.inputs[0].op.type == "Placeholder"

    @pytest.mark.library
    def test_an_inner_trace_that_goes_leaves_the_collections_of_the_outer_one(self, tf):
        """They are shared while both live. Source: `python/framework/func_graph.py`, `FuncGraph`."""
        kept = []

        @tf.function
        def outer(x):
            graph = tf.compat.v1.get_default_graph()
            graph.add_to_collection("mine", "kept")
            tf.function(lambda y: y + 1.0).get_concrete_function(x)
            kept.extend(graph.get_collection("mine"))
            return x

        outer(tf.constant(1.0))

        assert kept == ["kept"]

    @pytest.mark.surprising
    def test_a_function_does_not_see_a_name_that_is_bound_anew(self, tf):
        """An existing trace stays with the old variable. Source: guide/function, "Depending on Python globals"."""
        held = [tf.Variable(1.0)]
        f = tf.function(lambda x: held[0] + x)
        first = held[0]
        f(tf.constant(0.0))
        held[0] = tf.Variable(100.0)

        assert f(tf.constant(0.0)).numpy() == 1.0
        assert f(tf.constant([0.0])).numpy().tolist() == [100.0]
        assert first.numpy() == 1.0

    @pytest.mark.library
    def test_a_concrete_function_keeps_no_variable_object(self, tf):
        """It goes on with the value. Source: `python/eager/polymorphic_function/concrete_function.py`."""
        held = {"v": tf.Variable(2.0)}
        f = tf.function(lambda x: held["v"] * x)
        concrete = f.get_concrete_function(tf.TensorSpec([], tf.float32))
        watch = weakref.ref(held["v"])
        del f, held["v"]

        assert alive([watch]) == 0
        assert concrete(tf.constant(3.0)).numpy() == 6.0

    def test_a_function_may_not_make_variables_later(self, tf):
        """Only at its first call. Source: guide/function, "Creating tf.Variables"."""
        kept = []

        @tf.function
        def f(x):
            kept.append(tf.Variable(1.0))
            return x

        with pytest.raises(ValueError, match=r"tf\.function only supports singleton tf\.Variables|non-first call"):
            f(tf.constant(1.0))

    def test_a_function_takes_a_variable_as_an_argument(self, tf):
        """It is updated in place, and another one reuses the trace. Source: guide/function."""
        f = tf.function(lambda v: v.assign_add(1.0))
        first, second = tf.Variable(1.0), tf.Variable(5.0)
        f(first)
        f(second)

        assert (first.numpy(), second.numpy()) == (2.0, 6.0)
        assert f.experimental_get_tracing_count() == 1

    @pytest.mark.library
    @pytest.mark.inside("TensorFlow's own traces are freed by another owner")
    def test_a_function_with_a_gradient_of_its_own_dies_with_its_trace(self, tf):
        """It closes over symbols, and a number of its maker. Source: guide/advanced_autodiff, "Custom gradients"."""
        power = 3.0

        @tf.custom_gradient
        def cube(x):
            return x * x * x, lambda dy: dy * power * x * x

        f = tf.function(lambda x: cube(x))
        watch = weakref.ref(f.get_concrete_function(tf.TensorSpec([], tf.float32)).graph)
        del f

        assert watch() is None

    @pytest.mark.library
    @pytest.mark.inside("TensorFlow keeps a gradient of a program's own for good")
    def test_a_gradient_that_failed_keeps_nothing(self, tf):
        """The graph to take it back goes with the error. Source: guide/advanced_autodiff, "Custom gradients"."""

        @tf.custom_gradient
        def failing(x):
            return x * x, lambda dy: dy * x / None

        f, x = tf.function(lambda x: failing(x)), tf.constant(1.0)
        watch = weakref.ref(f.get_concrete_function(x).graph)
        with tf.GradientTape() as tape, pytest.raises((TypeError, ValueError)):
            tape.watch(x)
            f(x)
        del f

        assert watch() is None

    @pytest.mark.library
    def test_a_gradient_that_somebody_holds_keeps_its_trace_whole(self, tf):
        """It leads to the symbols that it closes over. Source: guide/advanced_autodiff, "Custom gradients"."""
        held = []

        @tf.custom_gradient
        def cube(x):
            held.append(lambda dy: dy * 3.0 * x * x)
            return x * x * x, held[-1]

        graph = tf.function(lambda x: cube(x)).get_concrete_function(tf.TensorSpec([], tf.float32)).graph
        watch = weakref.ref(graph)
        del graph

        assert len(watch().get_operations()) > 2
